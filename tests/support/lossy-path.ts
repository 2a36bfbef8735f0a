// A congestion window on a path that loses packets, as one connection has it: half after each loss, a packet more each
// round trip without one (RFC 9260, 7.2).

import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';

const PACKET_BYTES = 1_200;
/** Shares of loss are told apart to a hundredth of a percent. */
const FINENESS = 10_000;

export interface LossyPathOptions {
  readonly roundTripMs: number;
  /** Of packets, 0 to 1. */
  readonly loss: number;
  readonly random: RandomSource;
}

/** How long so many bytes take, after those before them; milliseconds. */
export function createLossyPath({ roundTripMs, loss, random }: LossyPathOptions): (bytes: number) => number {
  let windowPackets = 10;
  return (bytes) => {
    let tookMs = 0;
    for (let left = bytes; left > 0; left -= PACKET_BYTES) {
      tookMs += roundTripMs / windowPackets;
      const isLost = randomInteger(random, FINENESS) < loss * FINENESS;
      windowPackets = isLost ? Math.max(1, windowPackets / 2) : windowPackets + 1 / windowPackets;
    }
    return tookMs;
  };
}
