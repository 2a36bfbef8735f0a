// The drawing of one connection: taut is quick, slack is slow, dashed is not there yet. Pure numbers and paths.

/** How somebody is reached. `via` passes through people, `relayed` through a relay server. */
export type ThreadKind = 'direct' | 'relayed' | 'via' | 'connecting' | 'reconnecting' | 'gone';

/** The inline drawing, pixels. */
export const THREAD_WIDTH = 30;
export const THREAD_HEIGHT = 12;

/** Round trips in ms up to which an inline thread stays taut, or hangs a little. */
const TAUT_BELOW_MS = 50;
const SLACK_BELOW_MS = 120;
const END_Y = 4;

export interface ThreadShape {
  readonly path: string;
  readonly isDashed: boolean;
  /** The frayed ends of a thread that is gone. */
  readonly frays?: string;
  /** The middle of the thread, where a diamond or the bead between goes. */
  readonly middle: { readonly x: number; readonly y: number };
}

/** Pixels that an inline thread hangs through in its middle. */
export function inlineSagOf(rttMs: number | undefined): number {
  if (rttMs === undefined || rttMs < TAUT_BELOW_MS) return 0;
  return rttMs < SLACK_BELOW_MS ? 3.2 : 5.5;
}

/** Pixels of the control point's drop for a thread of the mesh at full size. */
export function meshSagOf(rttMs: number): number {
  return Math.min(60, Math.max(0, (rttMs - 20) * 0.55));
}

export function threadShapeOf(kind: ThreadKind, rttMs?: number): ThreadShape {
  const right = THREAD_WIDTH - 1;
  const center = THREAD_WIDTH / 2;
  if (kind === 'gone') return frayed(right, center);
  if (kind === 'connecting' || kind === 'reconnecting') {
    return { path: `M1 5H${right}`, isDashed: true, middle: { x: center, y: 5 } };
  }
  const sag = inlineSagOf(rttMs);
  return {
    path: `M1 ${END_Y}Q${center} ${END_Y + 2 * sag} ${right} ${END_Y}`,
    isDashed: false,
    middle: { x: center, y: END_Y + sag },
  };
}

function frayed(right: number, center: number): ThreadShape {
  return {
    path: `M1 5h8M${right - 7} 5h7`,
    frays: `M9 5l2-2M9 5l2.5 1.5M${right - 7} 5l-2-2M${right - 7} 5l-2.5 1.5`,
    isDashed: false,
    middle: { x: center, y: 5 },
  };
}
