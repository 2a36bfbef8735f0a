// How much haste a broadcast is passed on with. What a broadcast says is known elsewhere.

import type { Clock } from '../../primitives/clock.ts';
import { createTokenBucket } from '../../primitives/token-bucket.ts';
import type { Gossip } from './gossip-message.ts';

/**
 * `tree`: pushed along the tree, mentioned beside it. `routine`: the same, and mentioned when there is something else to
 * mention or after 2 s. `urgent`: pushed to everybody, as short as the mention would be; its copies say nothing of the tree.
 */
export type Manner = 'tree' | 'routine' | 'urgent';
export type MannerOf = (message: Pick<Gossip, 'protocol' | 'payload'>) => Manner;

/** A quarter of a room of 500 may leave at once; more of them take the tree, as do those of a flooder. */
export const URGENT = { perSecond: 10, burst: 128 } as const;

/** `mannerOf`, with no more urgent broadcasts than one peer is to pass on. */
export function boundedManner(mannerOf: MannerOf, clock: Clock): MannerOf {
  const urgent = createTokenBucket(URGENT);
  return (message) => {
    const manner = mannerOf(message);
    return manner === 'urgent' && !urgent.take(clock.nowMs()) ? 'tree' : manner;
  };
}
