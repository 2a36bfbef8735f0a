// The talk of one room, in memory: messages in the order they arrived here, who has mine, who is writing. Knows no DOM
// and stores nothing.

import { computed, effect, signal, type ReadonlySignal } from '@preact/signals-core';
import { formatHex } from '../../primitives/bytes.ts';
import type { Cancel } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Mark } from '../../primitives/mark.ts';
import type { Received, RosterPeer } from '../../room/room.ts';
import type { FeatureContext } from '../feature.ts';
import { createDelivery, type Reach } from './delivery.ts';
import { chatProtocol, MAX_TEXT_LENGTH, MESSAGE_ID_BYTES, type ChatMessage } from './protocol.ts';

/** Who wrote a message, as they were known when it arrived: a name stays readable after its owner has left. */
export interface Author {
  readonly identityId: IdentityId;
  readonly mark: Mark;
  /** Empty when they gave none. */
  readonly name: string;
  readonly isSelf: boolean;
}

export interface ChatEntry {
  /** Unique in this room: author and message id. */
  readonly key: string;
  readonly author: Author;
  readonly text: string;
  /** Time of day here at arrival, milliseconds since 1970. */
  readonly atMs: number;
}

export interface ChatModel extends Disposable {
  /** Oldest first, at most {@link MAX_ENTRIES}. */
  readonly entries: ReadonlySignal<readonly ChatEntry[]>;
  /** How far my messages got, by entry key. */
  readonly reach: ReadonlySignal<ReadonlyMap<string, Reach>>;
  /** Who is writing now. */
  readonly typing: ReadonlySignal<readonly RosterPeer[]>;
  /** Messages that arrived while nobody looked. */
  readonly unread: ReadonlySignal<number>;
  /** What stands in the composer, so that changing spaces loses nothing. */
  readonly draft: ReadonlySignal<string>;
  readonly isAlone: ReadonlySignal<boolean>;
  setDraft(text: string): void;
  /** Sends the draft; false when there is nothing to send or it is too long. */
  send(): boolean;
  /** Tells whether a person looks at the talk. */
  setLooking(isLooking: boolean): void;
}

/** A long evening's talk; older messages are dropped here, memory stays below some 10 MB of text. */
export const MAX_ENTRIES = 5_000;
/** A sign of writing fades after this. */
export const TYPING_SHOWN_MS = 5_000;
/** My own sign of writing goes out at most this often. */
export const TYPING_EVERY_MS = 3_000;

export function createChatModel(context: FeatureContext): ChatModel {
  const { room, clock, random, wallTimeMs } = context;
  const disposables = createDisposables();
  const channel = room.channel(chatProtocol);
  const entries = signal<readonly ChatEntry[]>([]);
  const seen = new Set<string>();
  const typists = createTypists(context);
  const delivery = createDelivery(room, (to, message) => channel.send(to, message));
  const unread = signal(0);
  const draft = signal('');
  let isLooking = false;
  let typingSentAtMs = Number.NEGATIVE_INFINITY;

  function add(entry: ChatEntry): void {
    seen.add(entry.key);
    const kept = [...entries.value, entry];
    for (const dropped of kept.splice(0, Math.max(0, kept.length - MAX_ENTRIES))) {
      seen.delete(dropped.key);
      delivery.forget(dropped.key);
    }
    entries.value = kept;
  }

  function receive(received: Received<ChatMessage>): void {
    const { message, from, identityId } = received;
    if (message.type === 'ack') return delivery.acknowledge(from, message.id);
    if (message.type === 'typing') return typists.note(from);
    channel.send(from, { type: 'ack', id: message.id });
    typists.clear(from);
    const key = keyOf(identityId, message.id);
    if (seen.has(key)) return;
    const author = authorOf(context, from, identityId);
    add({ key, author, text: message.text, atMs: wallTimeMs() });
    if (!isLooking && !author.isSelf) unread.value += 1;
  }

  disposables.add(channel.onMessage(receive));
  disposables.add(delivery.dispose);
  disposables.add(typists.dispose);

  return {
    entries,
    reach: delivery.reach,
    typing: typists.writing,
    unread,
    draft,
    isAlone: computed(() => room.peers.value.length === 0),
    setDraft(text) {
      draft.value = text;
      if (text.trim() === '' || clock.nowMs() - typingSentAtMs < TYPING_EVERY_MS) return;
      typingSentAtMs = clock.nowMs();
      channel.broadcast({ type: 'typing' });
    },
    send() {
      const text = draft.value.trim().toWellFormed();
      if (text === '' || text.length > MAX_TEXT_LENGTH) return false;
      const id = random.bytes(MESSAGE_ID_BYTES);
      const key = keyOf(room.self.identityId, id);
      add({ key, author: selfAuthor(context), text, atMs: wallTimeMs() });
      delivery.send(key, { type: 'text', id, text, sentMs: Math.max(0, Math.round(wallTimeMs())) });
      draft.value = '';
      typingSentAtMs = Number.NEGATIVE_INFINITY;
      return true;
    },
    setLooking(looking) {
      isLooking = looking;
      if (looking) unread.value = 0;
    },
    dispose: () => disposables.dispose(),
  };
}

/** The author is part of the key: nobody can take another's message id before them. */
function keyOf(identityId: IdentityId, id: Uint8Array): string {
  return `${identityId}/${formatHex(id)}`;
}

function selfAuthor({ room }: FeatureContext): Author {
  const { identityId, mark, name } = room.self;
  return { identityId, mark, name: name.value, isSelf: true };
}

function authorOf(context: FeatureContext, from: PeerId, identityId: IdentityId): Author {
  if (identityId === context.room.self.identityId) return selfAuthor(context);
  const peer = context.room.peers.value.find((each) => each.peerId === from);
  return { identityId, mark: peer?.mark ?? UNKNOWN_MARK, name: peer?.name ?? '', isSelf: false };
}

/** For a message that overtakes its sender's place in the roster; the channel has proven the sender all the same. */
const UNKNOWN_MARK: Mark = { dye: 'brick', thing: 'acorn' };

interface Typists {
  readonly writing: ReadonlySignal<readonly RosterPeer[]>;
  note(peerId: PeerId): void;
  clear(peerId: PeerId): void;
  dispose(): void;
}

/** Who is writing: noted, and forgotten after a while, when their message comes, or when they leave. */
function createTypists({ room, clock }: FeatureContext): Typists {
  const writing = signal<ReadonlySet<PeerId>>(new Set());
  const fading = new Map<PeerId, Cancel>();
  function clear(peerId: PeerId): void {
    fading.get(peerId)?.();
    if (!fading.delete(peerId)) return;
    writing.value = new Set(fading.keys());
  }
  const stop = effect(() => {
    const here = new Set(room.peers.value.map((peer) => peer.peerId));
    for (const peerId of Array.from(fading.keys())) if (!here.has(peerId)) clear(peerId);
  });
  return {
    writing: computed(() => room.peers.value.filter((peer) => writing.value.has(peer.peerId))),
    note(peerId) {
      if (!room.peers.value.some((peer) => peer.peerId === peerId)) return;
      fading.get(peerId)?.();
      fading.set(
        peerId,
        clock.schedule(TYPING_SHOWN_MS, () => clear(peerId)),
      );
      writing.value = new Set(fading.keys());
    },
    clear,
    dispose() {
      stop();
      for (const cancel of fading.values()) cancel();
      fading.clear();
    },
  };
}
