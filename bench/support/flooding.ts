// The baseline of gossip: everybody sends what is new to every neighbour but the one it came from. Nothing is faster.

import type { PeerId } from '../../src/primitives/ids.ts';
import { randomBetween, type RandomSource } from '../../src/primitives/random.ts';
import type { SimClock } from '../../tests/support/sim-clock.ts';

export interface Flood {
  /** When each got it, from the start. */
  readonly delaysMs: ReadonlyMap<PeerId, number>;
  readonly copies: number;
}

/** Floods one message over a graph, with delays like those of its links. */
export async function flood(
  from: PeerId,
  neighboursOf: (peer: PeerId) => readonly PeerId[],
  world: {
    readonly clock: SimClock;
    readonly random: RandomSource;
    readonly fromMs: number;
    readonly toMs: number;
  },
): Promise<Flood> {
  const { clock, random, fromMs, toMs } = world;
  const startMs = clock.nowMs();
  const delaysMs = new Map<PeerId, number>();
  let copies = 0;

  function arrive(at: PeerId, via: PeerId | undefined): void {
    if (via !== undefined) copies += 1;
    if (delaysMs.has(at)) return;
    delaysMs.set(at, clock.nowMs() - startMs);
    for (const next of neighboursOf(at)) {
      if (next !== via) clock.schedule(randomBetween(random, fromMs, toMs), () => arrive(next, at));
    }
  }

  arrive(from, undefined);
  await clock.advance(2_000);
  return { delaysMs, copies };
}
