// Play, waveform, time and speed of one note: the same for a message and for what is looked over before sending.

import { useRef } from 'preact/hooks';
import { Button } from '../../../../ui/Button.tsx';
import { formatClock, formatNumber } from '../../../../ui/format.ts';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import { RATES, type PlayableNote, type Playback } from './playback.ts';
import { Waveform } from './Waveform.tsx';
import { voiceWords } from './words.ts';

export interface PlayerPartsProps {
  readonly playback: Playback;
  readonly noteKey: string;
  readonly durationMs: number;
  readonly peaks: readonly number[];
  /** Undefined while it is not here. */
  readonly note: PlayableNote | undefined;
  /** Where the sound stays on the page while it plays. */
  readonly hostOf: (part: HTMLElement) => Element;
}

export function PlayerParts({ playback, noteKey, durationMs, peaks, note, hostOf }: PlayerPartsProps) {
  const say = useSay();
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const state = playback.state.value?.key === noteKey ? playback.state.value : undefined;
  const isPlaying = state?.isPlaying === true;
  const lengthMs = state?.lengthMs ?? durationMs;
  const positionMs = state?.positionMs ?? 0;
  const withHost = (act: (known: PlayableNote, host: Element) => void) => {
    if (note && place.current) act(note, hostOf(place.current));
  };
  const time = formatClock(locale, lengthMs);
  return (
    <div ref={place} class="flex w-full min-w-0 items-center gap-1.5">
      <Button
        kind="quiet"
        icon={isPlaying ? 'pause' : 'playb'}
        iconOnly
        disabled={!note}
        label={isPlaying ? say(voiceWords.stop) : say(voiceWords.playNote, { time })}
        onClick={() => withHost((known, host) => playback.toggle(known, host))}
      />
      <Waveform
        peaks={peaks}
        positionMs={positionMs}
        lengthMs={lengthMs}
        isDisabled={!note}
        onSeek={(ms) => withHost((known, host) => playback.seek(known, ms, host))}
      />
      <span class="ms-0.5 shrink-0 text-small text-ink-2">
        {formatClock(locale, isPlaying || positionMs > 0 ? positionMs : lengthMs)}
      </span>
      {state ? <Speed playback={playback} /> : null}
    </div>
  );
}

function Speed({ playback }: { readonly playback: Playback }) {
  const say = useSay();
  const locale = useLocale();
  const rate = playback.rate.value;
  const shown = `${formatNumber(locale, rate)}×`;
  const next = RATES[(RATES.findIndex((each) => each === rate) + 1) % RATES.length] ?? 1;
  return (
    <Button
      kind="quiet"
      size="small"
      label={say(voiceWords.speed, { rate: shown })}
      onClick={() => playback.setRate(next)}
    >
      {shown}
    </Button>
  );
}
