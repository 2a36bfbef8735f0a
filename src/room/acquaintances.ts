// People who proved to be in the room during this stay, with their keys: whom an owner can name.

import type { Bytes } from '../primitives/bytes.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Sender } from '../mesh/sender.ts';

export interface Acquaintances {
  onSeen(peer: Sender): void;
  keyOf(identity: IdentityId): Bytes | undefined;
  identityOf(peer: PeerId): IdentityId | undefined;
  readonly identities: readonly IdentityId[];
}

/** The members of the largest room, with their instances. */
const MAX_REMEMBERED = 1_024;

export function createAcquaintances(): Acquaintances {
  const keys = new Map<IdentityId, Bytes>();
  const peers = new Map<PeerId, IdentityId>();
  return {
    onSeen({ peerId, identityId, identityKey }) {
      put(keys, identityId, identityKey);
      put(peers, peerId, identityId);
    },
    keyOf: (identity) => keys.get(identity),
    identityOf: (peer) => peers.get(peer),
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
