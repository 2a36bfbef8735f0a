// The shape of a sound in a few bars: from the loudness that was met while recording, or from the sound itself.

/** Loudness as it is sent: 0 is silence. */
const LOUDEST = 255;
/** A whisper is not drawn as a shout: what is quieter than this, of 1, stays small. */
const LEAST_TOP = 0.08;

/**
 * At most `count` bars over all of `levels` (each 0 to 1, evenly in time), from 0 to 255, the loudest near 255. Each bar
 * is the loudest of its part.
 */
export function peaksOfLevels(levels: readonly number[], count: number): readonly number[] {
  return scale(loudestOfParts(levels, Math.min(count, levels.length)));
}

/** The same of samples from -1 to 1. */
export function peaksOfSamples(samples: Float32Array, count: number): readonly number[] {
  return scale(loudestOfParts(samples, Math.min(count, samples.length)));
}

/** The same shape in fewer bars: each is the loudest of those it stands for. */
export function fitPeaks(peaks: readonly number[], count: number): readonly number[] {
  const bars = loudestOfParts(
    peaks.map((peak) => peak / LOUDEST),
    Math.min(count, peaks.length),
  );
  return bars.map((bar) => Math.round(bar * LOUDEST));
}

/** How loud a moment is, from 0 to 1: the root of the mean of squares, stretched so that speech fills the range. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
  return clamp(loudness * SPEECH_GAIN);
}

/** Speech close to a microphone has a root mean square near 0.2 at its loudest. */
const SPEECH_GAIN = 4;

function loudestOfParts(values: ArrayLike<number>, count: number): readonly number[] {
  return Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((part + 1) * values.length) / count));
    let loudest = 0;
    for (let at = from; at < to; at += 1) loudest = Math.max(loudest, Math.abs(values[at] ?? 0));
    return clamp(loudest);
  });
}

function scale(bars: readonly number[]): readonly number[] {
  const top = Math.max(LEAST_TOP, ...bars);
  return bars.map((bar) => Math.round((bar / top) * LOUDEST));
}

function clamp(value: number): number {
  // Not a number: a broken sound card; silence.
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
