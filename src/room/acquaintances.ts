// People who proved to be in the room during this stay, with their keys: whom an owner can name, and since when each has
// been here as far as this instance knows, or the one before it that kept the room.

import { parseBase32 } from '../primitives/base32.ts';
import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Sender } from '../mesh/sender.ts';
import { idOf } from './charter.ts';
import { decodeKept, MAX_KEPT_SEEN, type KeptAuthority } from './kept-authority.ts';

export interface Acquaintances {
  onSeen(peer: Sender): void;
  /** Was removed: should they be let in again, they are new. */
  onRemoved(identity: IdentityId): void;
  keyOf(identity: IdentityId): Bytes | undefined;
  identityOf(peer: PeerId): IdentityId | undefined;
  /** Local clock; undefined for those who were not seen, and for those who were forgotten. */
  firstSeenMs(identity: IdentityId): number | undefined;
  readonly identities: readonly IdentityId[];
  /** Since when each is known to be here, to be kept; nothing where nobody tells the time of day. */
  toKeep(): Pick<KeptAuthority, 'seen'>;
}

export interface AcquaintancesOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly wallTimeMs?: (() => number) | undefined;
  /** Of an earlier stay. */
  readonly kept?: Uint8Array | undefined;
}

/** The members of the largest room, with their instances. */
const MAX_REMEMBERED = 1_024;

export function createAcquaintances({ clock, wallTimeMs, kept }: AcquaintancesOptions): Acquaintances {
  const keys = new Map<IdentityId, Bytes>();
  const peers = new Map<PeerId, IdentityId>();
  const firstSeen = new Map<IdentityId, number>();
  if (wallTimeMs && kept) {
    const [nowMs, wallMs] = [clock.nowMs(), wallTimeMs()];
    // What was kept of the future is of a clock that was set since.
    for (const { identity, ms } of decodeKept(kept)?.seen ?? [])
      firstSeen.set(idOf(identity), nowMs - Math.max(0, wallMs - ms));
  }

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
    toKeep() {
      if (!wallTimeMs) return {};
      const agoToWallMs = wallTimeMs() - clock.nowMs();
      const seen = Array.from(firstSeen).slice(-MAX_KEPT_SEEN);
      return { seen: seen.flatMap(([identity, atMs]) => entryOf(identity, atMs + agoToWallMs)) };
    },
  };
}

function entryOf(identityId: IdentityId, wallMs: number): NonNullable<KeptAuthority['seen']> {
  const identity = parseBase32(identityId);
  return identity ? [{ identity, ms: Math.max(0, Math.round(wallMs)) }] : [];
}

/** The one seen longest ago makes room. */
function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (map.size >= MAX_REMEMBERED && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
