// The talk of one room, in memory: messages in the order they arrived here, who has mine, who is writing. Knows no DOM
// and stores nothing.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { formatHex } from '../../primitives/bytes.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Received, RosterPeer } from '../../room/room.ts';
import type { FeatureContext } from '../feature.ts';
import type { Holding } from '../holding.ts';
import { createAuthors, type Author, type Authors } from './authors.ts';
import { createDelivery, isLinked, type Reach } from './delivery.ts';
import { createDraft } from './draft.ts';
import { createHolders, holdingOf, type Holders } from './holders.ts';
import { createPace, type Pace } from './pace.ts';
import { chatProtocol, MAX_TEXT_LENGTH, MESSAGE_ID_BYTES, type ChatMessage } from './protocol.ts';
import { createTypists } from './typists.ts';

export interface ChatEntry {
  /** Unique in this room: author and message id. */
  readonly key: string;
  /** Who wrote it, proven. */
  readonly identityId: IdentityId;
  readonly isSelf: boolean;
  readonly text: string;
  /** Time of day here at arrival, milliseconds since 1970. */
  readonly atMs: number;
}

export interface ChatModel extends Disposable {
  /** Oldest first, at most {@link MAX_ENTRIES}. */
  readonly entries: ReadonlySignal<readonly ChatEntry[]>;
  /** How far my messages got, by entry key. */
  readonly reach: ReadonlySignal<ReadonlyMap<string, Reach>>;
  /** Who else holds what is held here. */
  readonly holding: ReadonlySignal<Holding>;
  /** Names and marks of everybody who wrote. */
  readonly authors: ReadonlySignal<ReadonlyMap<IdentityId, Author>>;
  /** Who is writing now. */
  readonly typing: ReadonlySignal<readonly RosterPeer[]>;
  /** Messages that arrived while nobody looked. */
  readonly unread: ReadonlySignal<number>;
  /** What stands in the composer, so that changing spaces loses nothing. */
  readonly draft: ReadonlySignal<string>;
  readonly isAlone: ReadonlySignal<boolean>;
  /** Whether this person may write now. */
  readonly pace: Pick<Pace, 'mayWrite' | 'waitMs'>;
  setDraft(text: string): void;
  /** Puts text that came from elsewhere on a line of its own; nobody is told that somebody writes. */
  addToDraft(text: string): void;
  /** Sends the draft; false when there is nothing to send or it is too long. */
  send(): boolean;
  /** Lays messages of an earlier stay between those that are here, by their time; each only once. */
  restore(
    kept: readonly Omit<ChatEntry, 'isSelf'>[],
    authors: ReadonlyMap<IdentityId, Pick<Author, 'mark' | 'name'>>,
  ): void;
  /** Tells whether a person looks at the talk. */
  setLooking(isLooking: boolean): void;
}

/** A long evening's talk; older messages are dropped here, memory stays below some 10 MB of text. */
export const MAX_ENTRIES = 5_000;

export function createChatModel(context: FeatureContext): ChatModel {
  const { room, clock, random, wallTimeMs } = context;
  const disposables = createDisposables();
  const channel = room.channel(chatProtocol);
  const holders = createHolders();
  const talk = createTalk((key) => {
    for (const part of [delivery, holders]) part.forget(key);
  });
  const typists = createTypists(context);
  const authors = createAuthors(room);
  const delivery = createDelivery(room, {
    channel,
    onReached: (key, by) => holders.add(key, [by]),
  });
  const unread = createUnread();
  const pace = createPace(clock, room);
  const draft = createDraft(clock, () => channel.broadcast({ type: 'typing' }));

  function receive(received: Received<ChatMessage>): void {
    const { message, from, identityId } = received;
    if (message.type === 'ack') return delivery.acknowledge(from, message.id);
    if (message.type === 'typing') return typists.note(from);
    channel.send(from, { type: 'ack', id: message.id });
    typists.clear(from);
    const key = keyOf(identityId, message.id);
    if (talk.has(key)) return;
    const isSelf = identityId === room.self.identityId;
    talk.add({ key, identityId, isSelf, text: message.text, atMs: wallTimeMs() });
    // Its author sends a message to everybody who is here.
    holders.add(key, [from, ...room.peers.value.filter(isLinked).map((peer) => peer.peerId)]);
    if (!isSelf) unread.note();
  }

  disposables.add(channel.onMessage(receive));
  for (const part of [delivery, typists, authors, pace]) disposables.add(() => part.dispose());

  return {
    entries: talk.entries,
    reach: delivery.reach,
    holding: computed(() => holdingOf(holders.read(), room.peers.value, room.self.identityId)),
    authors: authors.known,
    typing: typists.writing,
    unread: unread.count,
    draft: draft.text,
    isAlone: computed(() => room.peers.value.length === 0),
    pace,
    setDraft: (text) => draft.type(text),
    addToDraft: (text) => draft.add(text),
    send() {
      const text = draft.text.value.trim().toWellFormed();
      if (text === '' || text.length > MAX_TEXT_LENGTH || !pace.take()) return false;
      const [id, { identityId }] = [random.bytes(MESSAGE_ID_BYTES), room.self];
      const key = keyOf(identityId, id);
      talk.add({ key, identityId, isSelf: true, text, atMs: wallTimeMs() });
      holders.add(key, []);
      delivery.send(key, { type: 'text', id, text, sentMs: Math.max(0, Math.round(wallTimeMs())) });
      draft.clear();
      return true;
    },
    restore: restoreInto({ talk, authors, holders, self: room.self.identityId }),
    setLooking: (isLooking) => unread.setLooking(isLooking),
    dispose: () => disposables.dispose(),
  };
}

interface Restored {
  readonly talk: ReturnType<typeof createTalk>;
  readonly authors: Authors;
  readonly holders: Holders;
  readonly self: IdentityId;
}

/** Nobody is known to hold what comes from an earlier stay. */
function restoreInto({ talk, authors, holders, self }: Restored): ChatModel['restore'] {
  return (kept, earlier) => {
    authors.restore(earlier);
    const entries = kept.map((entry) => ({ ...entry, isSelf: entry.identityId === self }));
    for (const { key } of talk.restore(entries)) holders.add(key, []);
  };
}

/** What came while nobody looked. */
function createUnread() {
  const count = signal(0);
  let isLooking = false;
  return {
    count,
    note(): void {
      if (!isLooking) count.value += 1;
    },
    setLooking(looking: boolean): void {
      isLooking = looking;
      if (looking) count.value = 0;
    },
  };
}

/** The entries in order, each once, the oldest dropped beyond the limit. */
function createTalk(onDropped: (key: string) => void) {
  const entries = signal<readonly ChatEntry[]>([]);
  const seen = new Set<string>();
  function set(all: ChatEntry[]): void {
    for (const dropped of all.splice(0, Math.max(0, all.length - MAX_ENTRIES))) {
      seen.delete(dropped.key);
      onDropped(dropped.key);
    }
    entries.value = all;
  }
  return {
    entries,
    has: (key: string) => seen.has(key),
    add(entry: ChatEntry): void {
      seen.add(entry.key);
      set([...entries.value, entry]);
    },
    /** Returns those that are new here and stay. */
    restore(kept: readonly ChatEntry[]): readonly ChatEntry[] {
      const fresh = kept.filter(({ key }) => !seen.has(key));
      for (const { key } of fresh) seen.add(key);
      // Those of one moment stay in the order in which they were kept.
      set([...entries.value, ...fresh].toSorted((one, other) => one.atMs - other.atMs));
      return fresh.filter(({ key }) => seen.has(key));
    },
  };
}

/** The author is part of the key: nobody can take another's message id before them. */
function keyOf(identityId: IdentityId, id: Uint8Array): string {
  return `${identityId}/${formatHex(id)}`;
}
