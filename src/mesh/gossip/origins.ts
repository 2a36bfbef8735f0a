// Who broadcasts, as this peer remembers it: ids that follow from keys, which sequences were heard, how fast they come,
// and which was the last. No clock but one's own plays a part.

import { concatBytes, formatHex, type Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import { identityIdOf, peerIdOf } from '../../secure/identity.ts';
import { createReplayWindow, type ReplayWindow } from '../../secure/replay-window.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import type { Sender } from '../sender.ts';
import type { Gossip, GossipId } from './gossip-message.ts';

/** What one may broadcast: all features of a lively member together, receipts and "is writing" included. */
export const OWN_MESSAGES = { perSecond: 16, burst: 100 } as const;
export const OWN_BYTES = { perSecond: 48 * 1024, burst: 512 * 1024 } as const;
/** What is taken of one origin: that, and half a minute of it at once after a link was interrupted. */
export const ORIGIN_MESSAGES = { perSecond: 20, burst: 720 } as const;
export const ORIGIN_BYTES = { perSecond: 64 * 1024, burst: 2 * 1024 * 1024 } as const;
/** Sequences told apart below the highest: half a minute of broadcasts that took another way. */
export const SEQUENCE_WINDOW = 512;
/** Origins remembered, eight times the largest mesh, and for how long after their last broadcast. */
const MAX_ORIGINS = 4_096;
const KEEP_ORIGIN_MS = 30 * 60_000;
/** How long the ways a broadcast came are taken for ways back. */
export const ROUTE_MS = 120_000;
/** Keys whose ids need not be computed again. */
const MAX_KEYS = 1_024;
const KEEP_KEY_MS = 10 * 60_000;

export type Admission =
  | 'fresh'
  /** Heard before, or too far below what was heard. */
  | 'replayed'
  | 'over-rate';

export interface Origins {
  /** Whose key and nonce these are; the ids follow from them. */
  identify(message: Gossip): Promise<Sender>;
  isKnown(origin: PeerId): boolean;
  /** Takes in a verified broadcast. */
  admit(origin: Sender, message: Gossip, id: GossipId): Admission;
  /** The last fresh broadcast of `origin`, for 2 minutes. */
  lastOf(origin: PeerId): GossipId | undefined;
}

interface OriginState {
  readonly window: ReplayWindow;
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
}

export function createOrigins({
  clock,
  crypto,
}: {
  readonly clock: Clock;
  readonly crypto: CryptoPort;
}): Origins {
  const keys = createBoundedMemory<string, Sender>({ keepMs: KEEP_KEY_MS, maxEntries: MAX_KEYS });
  const states = createBoundedMemory<PeerId, OriginState>({
    keepMs: KEEP_ORIGIN_MS,
    maxEntries: MAX_ORIGINS,
  });
  const last = createBoundedMemory<PeerId, GossipId>({ keepMs: ROUTE_MS, maxEntries: MAX_ORIGINS });

  async function identify({ key, nonce }: Gossip): Promise<Sender> {
    const known = keys.get(nameOf(key, nonce), clock.nowMs());
    if (known) return known;
    const [peerId, identityId] = await Promise.all([peerIdOf(key, nonce, crypto), identityIdOf(key, crypto)]);
    return { peerId, identityId, identityKey: key };
  }

  return {
    identify,
    isKnown: (origin) => states.get(origin, clock.nowMs()) !== undefined,
    admit(origin, message, id) {
      const nowMs = clock.nowMs();
      const { peerId } = origin;
      keys.set(nameOf(origin.identityKey, message.nonce), origin, nowMs);
      const state = states.get(peerId, nowMs) ?? createOriginState();
      states.set(peerId, state, nowMs);
      if (state.window.accept(message.sequence) !== 'fresh') return 'replayed';
      if (!state.messages.take(nowMs) || !state.bytes.take(nowMs, message.payload.length)) return 'over-rate';
      last.set(peerId, id, nowMs);
      return 'fresh';
    },
    lastOf: (origin) => last.get(origin, clock.nowMs()),
  };
}

/**
 * The first broadcast heard of an origin opens its window: from then on each sequence counts once, those up to a window
 * below the first one included, for they may still be under way. A newcomer can therefore be told an old broadcast, as
 * its author said it, but only once.
 */
function createOriginState(): OriginState {
  return {
    window: createReplayWindow(SEQUENCE_WINDOW),
    messages: createTokenBucket(ORIGIN_MESSAGES),
    bytes: createTokenBucket(ORIGIN_BYTES),
  };
}

function nameOf(key: Bytes, nonce: Bytes): string {
  return formatHex(concatBytes(nonce, key));
}
