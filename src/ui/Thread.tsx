// One connection drawn inline. The words stand beside it (`sayThread`), so the drawing is silent.

import type { Dye } from '../primitives/mark.ts';
import { THREAD_HEIGHT, THREAD_WIDTH, threadShapeOf, type ThreadKind } from './thread-shape.ts';
import { useCrawl } from './use-crawl.ts';

export interface ThreadProps {
  readonly kind: ThreadKind;
  /** Milliseconds there and back. */
  readonly rttMs?: number | undefined;
  /** Whose thread; the nearest `data-dye` unless told. */
  readonly dye?: Dye | undefined;
  /** Who it passes through. */
  readonly viaDye?: Dye | undefined;
  /** Tied: their words were compared. Open: not yet. Undefined: no knot. */
  readonly knot?: 'tied' | 'open' | undefined;
}

const KNOT_SPACE = 8;
const KNOT_RADIUS = 3.1;

export function Thread({ kind, rttMs, dye, viaDye, knot }: ThreadProps) {
  const shape = threadShapeOf(kind, rttMs);
  const width = THREAD_WIDTH + (knot === undefined ? 0 : KNOT_SPACE);
  const { x, y } = shape.middle;
  const path = useCrawl(shape.isDashed);
  return (
    <svg
      data-dye={dye}
      class="inline-block shrink-0 overflow-visible stroke-dye align-[-1px] forced-color-adjust-none rtl:-scale-x-100"
      width={width}
      height={THREAD_HEIGHT}
      viewBox={`0 0 ${width} ${THREAD_HEIGHT}`}
      fill="none"
      stroke-width="2"
      stroke-linecap={shape.isDashed ? 'butt' : 'round'}
      aria-hidden="true"
    >
      <path d={shape.path} ref={path} stroke-dasharray={shape.isDashed ? '4 4' : undefined} />
      {shape.frays === undefined ? null : <path d={shape.frays} stroke-width="1.2" />}
      {kind === 'relayed' ? (
        <path class="fill-(--ground,var(--canvas))" stroke-width="1.6" d={`M${x} ${y - 4}l4 4-4 4-4-4z`} />
      ) : null}
      {kind === 'via' ? (
        <circle data-dye={viaDye} class="fill-dye stroke-none" cx={x} cy={y} r="3.2" />
      ) : null}
      {knot === undefined ? null : (
        <circle
          class={knot === 'tied' ? 'fill-dye' : 'fill-(--ground,var(--canvas))'}
          cx={THREAD_WIDTH + 3}
          cy={4}
          r={KNOT_RADIUS}
        />
      )}
    </svg>
  );
}
