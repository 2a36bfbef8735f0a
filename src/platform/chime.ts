// A short sound of Kith's own, made of two tones by Web Audio: nothing is loaded for it. Modest, and never twice at once.

export interface Chime {
  /** False where there is no sound, or while one sounds. */
  play(): boolean;
}

/** Of full scale: about -22 dB. */
const PEAK = 0.08;
const TONES = [
  { hertz: 659.3, fromS: 0 },
  { hertz: 987.8, fromS: 0.09 },
] as const;
const TONE_LASTS_S = 0.28;
const RISE_S = 0.012;
/** Where gain fades to; an exponential ramp cannot reach zero. */
const SILENCE = 0.0001;

/** `makeContext` is `() => new AudioContext()`; the context lives as long as the sound, so that the device may rest. */
export function createChime(makeContext: (() => AudioContext) | undefined): Chime {
  let sounding: AudioContext | undefined;

  function sound(context: AudioContext): void {
    const startS = context.currentTime + 0.02;
    const tones = TONES.map(({ hertz, fromS }) => addTone(context, hertz, startS + fromS));
    tones.at(-1)?.addEventListener('ended', () => {
      if (sounding === context) sounding = undefined;
      void context.close();
    });
  }

  return {
    play() {
      if (sounding?.state === 'running' || !makeContext) return false;
      // A page that nobody has touched yet may make no sound: that one never ends.
      void sounding?.close();
      sounding = undefined;
      try {
        sounding = makeContext();
        sound(sounding);
        return true;
      } catch {
        // No device, or too many contexts: a sound is worth no trouble.
        return false;
      }
    },
  };
}

function addTone(context: AudioContext, hertz: number, startS: number): OscillatorNode {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(SILENCE, startS);
  gain.gain.exponentialRampToValueAtTime(PEAK, startS + RISE_S);
  gain.gain.exponentialRampToValueAtTime(SILENCE, startS + TONE_LASTS_S);
  tone.connect(gain).connect(context.destination);
  tone.start(startS);
  tone.stop(startS + TONE_LASTS_S);
  return tone;
}
