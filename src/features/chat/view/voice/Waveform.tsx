// The shape of a note, as far as it was heard in full dye; a slider for pointers and keys. Time runs from the left in
// every language, as on every player.

import { fitPeaks } from '../../../../media/waveform.ts';
import { classList } from '../../../../ui/class-list.ts';
import { formatClock } from '../../../../ui/format.ts';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import { voiceWords } from './words.ts';

export interface WaveformProps {
  /** From 0 to 255; none draws a line. */
  readonly peaks: readonly number[];
  readonly positionMs: number;
  readonly lengthMs: number;
  readonly isDisabled: boolean;
  readonly onSeek: (positionMs: number) => void;
}

const BARS = 32;
const SILENCE: readonly number[] = Array.from({ length: BARS }, () => 0);
const LEAST_HEIGHT_PERCENT = 14;
const KEY_STEP_MS = 1_000;
/** In longer notes a second is nothing. */
const KEY_STEPS = 60;

export function Waveform({ peaks, positionMs, lengthMs, isDisabled, onSeek }: WaveformProps) {
  const say = useSay();
  const locale = useLocale();
  const bars = peaks.length === 0 ? SILENCE : fitPeaks(peaks, BARS);
  const share = lengthMs > 0 ? Math.min(1, positionMs / lengthMs) : 0;
  const clock = (ms: number) => formatClock(locale, ms);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyPosition(event.key, positionMs, lengthMs);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(lengthMs, Math.max(0, to)));
  };
  return (
    <div
      dir="ltr"
      class="relative flex h-9 max-w-40 min-w-16 flex-1 items-center gap-0.5 rounded-cell has-focus-visible:outline-2 has-focus-visible:outline-you-ink touch:h-11"
    >
      {bars.map((bar, index) => (
        <span
          key={index.toString()}
          class={classList(
            'max-w-0.75 min-w-px flex-1 rounded-full forced-color-adjust-none',
            index < Math.round(share * bars.length) ? 'bg-dye' : 'bg-dye/45',
          )}
          style={{ height: `${heightOf(bar)}%` }}
        />
      ))}
      <input
        type="range"
        min={0}
        max={Math.round(lengthMs)}
        step={1}
        value={Math.round(positionMs)}
        disabled={isDisabled}
        aria-label={say(voiceWords.position)}
        aria-valuetext={say(voiceWords.positionOf, { at: clock(positionMs), time: clock(lengthMs) })}
        class="absolute inset-0 m-0 h-full w-full touch-none opacity-0"
        onInput={(event) => onSeek(event.currentTarget.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Twenty pixels at the loudest, as the text beside it. */
function heightOf(bar: number): number {
  return LEAST_HEIGHT_PERCENT + (bar / 255) * 46;
}

function keyPosition(key: string, positionMs: number, lengthMs: number): number | undefined {
  const stepMs = Math.max(KEY_STEP_MS, lengthMs / KEY_STEPS);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return positionMs + stepMs;
    case 'ArrowLeft':
    case 'ArrowDown':
      return positionMs - stepMs;
    case 'PageUp':
      return positionMs + 10 * stepMs;
    case 'PageDown':
      return positionMs - 10 * stepMs;
    case 'Home':
      return 0;
    case 'End':
      return lengthMs;
    default:
      return undefined;
  }
}
