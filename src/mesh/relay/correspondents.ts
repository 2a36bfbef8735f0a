// Those we write to through others: their session keys, whether they know ours, and which of their messages came
// already. Seals and opens; how a message travels is not known here.

import { equalBytes, type Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { Entry } from '../../secure/entry.ts';
import type { LocalPeer } from '../../secure/identity.ts';
import { createReplayWindow, type ReplayWindow } from '../../secure/replay-window.ts';
import { openBox, sealBox } from '../../secure/sealed-box.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import {
  decodeRelayBody,
  encodeRelayBody,
  RELAY_PURPOSE,
  type RelayBody,
  type RelayKind,
} from './protocol.ts';

/** Who sealed a message, as their verified entry says. */
export type RelaySender = Pick<Entry, 'peerId' | 'identityId' | 'identityKey'>;
/** What is needed of a verified entry. */
export type RelayEntry = RelaySender & Pick<Entry, 'sessionKey'>;

export interface RelayEntries {
  /** What is known of a peer from its verified entry. */
  entryOf(peer: PeerId): RelayEntry | undefined;
  /** A verified entry, or undefined when it does not count here. */
  open(encoded: Uint8Array): Promise<RelayEntry | undefined>;
  /** One's own, signed. */
  own(): Bytes | undefined;
}

export interface CorrespondentsOptions {
  readonly self: LocalPeer;
  readonly namespace: Uint8Array;
  readonly entries: RelayEntries;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
}

export interface OpenedMessage {
  readonly from: RelaySender;
  readonly kind: RelayKind;
  readonly bytes: Bytes;
}

export interface Correspondents {
  /** Whether the key to seal to is known. */
  knows(peer: PeerId): boolean;
  seal(to: PeerId, kind: RelayKind, bytes: Uint8Array): Promise<Bytes | undefined>;
  /** Undefined for what does not open, was sealed by somebody other than `from`, or came before. */
  open(from: PeerId, sealed: Bytes): Promise<OpenedMessage | undefined>;
}

/** As long as the mesh remembers a peer that left. */
const KEEP_MS = 10 * 60_000;
/** Shorter than they remember us, so that nobody is written to who has forgotten who we are. */
const KNOWS_US_MS = 60_000;
const MAX_REMEMBERED = 256;
/** How far messages of one sender may overtake each other on different ways. */
const REPLAY_WINDOW = 256;

export function createCorrespondents(options: CorrespondentsOptions): Correspondents {
  const { self, namespace, entries, crypto, clock } = options;
  const introduced = createMemory<RelayEntry>(KEEP_MS);
  const windows = createMemory<ReplayWindow>(KEEP_MS);
  /** Those who sealed something to us: they have our entry. */
  const knowUs = createMemory<true>(KNOWS_US_MS);
  let lastCount = 0;

  const entryOf = (peer: PeerId) => entries.entryOf(peer) ?? introduced.get(peer, clock.nowMs());

  /** From the clock, so that it also grows when the same instance comes back to the room. */
  function nextCount(): number {
    lastCount = Math.max(lastCount + 1, Math.floor(clock.nowMs()));
    return lastCount;
  }

  /** The entry that vouches for `senderKey`, or undefined. */
  async function vouch(from: PeerId, senderKey: Bytes, body: RelayBody): Promise<RelayEntry | undefined> {
    const known = entryOf(from);
    const isKnown = known !== undefined && equalBytes(known.sessionKey, senderKey);
    const entry = isKnown ? known : body.entry && (await entries.open(body.entry));
    if (entry?.peerId !== from || !equalBytes(entry.sessionKey, senderKey)) return undefined;
    introduced.set(from, entry, clock.nowMs());
    return entry;
  }

  function isFresh(from: PeerId, count: number): boolean {
    const window = windows.get(from, clock.nowMs()) ?? createReplayWindow(REPLAY_WINDOW);
    windows.set(from, window, clock.nowMs());
    return window.accept(count) === 'fresh';
  }

  return {
    knows: (peer) => entryOf(peer) !== undefined,
    async seal(to, kind, bytes) {
      const recipient = entryOf(to)?.sessionKey;
      if (!recipient) return undefined;
      const entry = knowUs.get(to, clock.nowMs()) ? undefined : entries.own();
      const body = { kind, count: nextCount(), content: Uint8Array.from(bytes), ...(entry && { entry }) };
      const address = { purpose: RELAY_PURPOSE, namespace, from: self.peerId, to };
      const keys = { sender: self.sessionKey, recipient };
      const sealed = await sealBox(encodeRelayBody(body), address, keys, crypto);
      return sealed.ok ? sealed.value : undefined;
    },
    async open(from, sealed) {
      const address = { purpose: RELAY_PURPOSE, namespace, from, to: self.peerId };
      const opened = await openBox(sealed, address, { recipient: self.sessionKey }, crypto);
      const body = opened.ok ? decodeRelayBody(opened.value.plaintext) : undefined;
      if (!opened.ok || !body?.ok) return undefined;
      const entry = await vouch(from, opened.value.senderKey, body.value);
      if (!entry || !isFresh(from, body.value.count)) return undefined;
      knowUs.set(from, true, clock.nowMs());
      const { peerId, identityId, identityKey } = entry;
      return { from: { peerId, identityId, identityKey }, kind: body.value.kind, bytes: body.value.content };
    },
  };
}

function createMemory<V>(keepMs: number) {
  return createBoundedMemory<PeerId, V>({ keepMs, maxEntries: MAX_REMEMBERED });
}
