// People who proved to be in the room during this stay, with their keys: whom an owner can name, and since when each has
// been here as far as this instance knows.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Sender } from '../mesh/sender.ts';

export interface Acquaintances {
  onSeen(peer: Sender): void;
  /** Was removed: should they be let in again, they are new. */
  onRemoved(identity: IdentityId): void;
  keyOf(identity: IdentityId): Bytes | undefined;
  identityOf(peer: PeerId): IdentityId | undefined;
  /** Local clock; undefined for those who were not seen, and for those who were forgotten. */
  firstSeenMs(identity: IdentityId): number | undefined;
  readonly identities: readonly IdentityId[];
}

/** The members of the largest room, with their instances. */
const MAX_REMEMBERED = 1_024;

export function createAcquaintances(clock: Pick<Clock, 'nowMs'>): Acquaintances {
  const keys = new Map<IdentityId, Bytes>();
  const peers = new Map<PeerId, IdentityId>();
  const firstSeen = new Map<IdentityId, number>();
  return {
    onSeen({ peerId, identityId, identityKey }) {
      put(keys, identityId, identityKey);
      put(peers, peerId, identityId);
      put(firstSeen, identityId, firstSeen.get(identityId) ?? clock.nowMs());
    },
    onRemoved: (identity) => void firstSeen.delete(identity),
    keyOf: (identity) => keys.get(identity),
    identityOf: (peer) => peers.get(peer),
    firstSeenMs: (identity) => firstSeen.get(identity),
    get identities() {
      return Array.from(keys.keys());
    },
  };
}

/** The one seen longest ago makes room. */
function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (map.size >= MAX_REMEMBERED && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
