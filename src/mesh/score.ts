// What a peer is worth as a neighbour: raised by what is valid, useful and fast, lowered by what is malformed, late or
// too much. Fades towards nothing, so that neither merit nor mistakes last (PROTOCOL [T6]).

/**
 * `valid`: a message that passed; `useful`: news that nobody had told before; `fast`: a quick answer. `malformed`: no
 * honest peer sends it; `late`: no answer in time; `flooding`: one message over its rate.
 */
export type Deed = 'valid' | 'useful' | 'fast' | 'malformed' | 'late' | 'flooding';

export interface Score {
  /** As of the last deed. */
  readonly points: number;
  readonly atMs: number;
}

/** Below it a peer is dropped and refused for 10 minutes: nine malformed messages in a row from somebody new. */
export const SCORE_FLOOR = -100;
/** Merit that lasts for two mistakes and no more: nobody saves up for an attack. */
export const MAX_SCORE = 25;
/** Slow paths are no misdeed: lateness alone never leads below. */
const LATE_FLOOR = -40;
/** Points forgiven a second: one malformed message in ten seconds. */
const FORGIVEN_PER_SECOND = 1.2;
/** Merit forgotten a second: the best there is lasts for some four minutes. */
const FORGOTTEN_PER_SECOND = 0.1;

const POINTS: Readonly<Record<Deed, number>> = {
  valid: 0.01,
  useful: 0.25,
  // Earned with every ping of a quiet link, in ten seconds: more than is forgotten meanwhile.
  fast: 1.5,
  malformed: -12,
  late: -4,
  flooding: -0.01,
};

export function initialScore(nowMs: number): Score {
  return { points: 0, atMs: nowMs };
}

export function scoreAt({ points, atMs }: Score, nowMs: number): number {
  const seconds = Math.max(0, nowMs - atMs) / 1000;
  return points < 0
    ? Math.min(0, points + seconds * FORGIVEN_PER_SECOND)
    : Math.max(0, points - seconds * FORGOTTEN_PER_SECOND);
}

export function judge(score: Score, deed: Deed, nowMs: number): Score {
  const before = scoreAt(score, nowMs);
  const after = before + POINTS[deed];
  const points = deed === 'late' ? Math.max(after, Math.min(before, LATE_FLOOR)) : after;
  return { points: Math.min(MAX_SCORE, points), atMs: nowMs };
}
