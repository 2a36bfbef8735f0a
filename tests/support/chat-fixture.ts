// A talk without a network: rows are set by hand, what is sent is written down and, where that is simple, takes effect.

import { computed, signal, type Signal } from '@preact/signals-core';
import type {
  Attachment,
  BlobState,
  Body,
  EntryId,
  Message,
  NewContent,
  Reach,
  Row,
  SendError,
  Thread,
  ThreadId,
} from '../../src/features/chat/api.ts';
import type { ShownChat } from '../../src/features/chat/view/talk-face.ts';
import type { Author } from '../../src/features/chat/authors.ts';
import type { Holding } from '../../src/features/holding.ts';
import type { IdentityId, PeerId } from '../../src/primitives/ids.ts';
import type { Mark } from '../../src/primitives/mark.ts';
import { err, ok } from '../../src/primitives/result.ts';
import type { RosterPeer } from '../../src/room/room.ts';
import type { Regard } from '../../src/room/standing.ts';

export const ME = 'me' as IdentityId;

/** 20 November 2026, half past six in the evening, wherever the test runs. */
export const EVENING_MS = new Date(2026, 10, 20, 18, 30).getTime();

export function makeAuthor(name: string, mark: Mark, rank = 0): Author {
  return { name, mark, rank };
}

export function makeText(text: string, attachments: readonly Attachment[] = []): Body {
  return { kind: 'text', text, attachments };
}

/** A message of `by`, the `seq`th of their instance. */
export function makeMessage(by: string, seq: number, fields: Partial<Message> = {}): Message {
  return {
    kind: 'message',
    id: `${by}/${seq}`,
    author: by as IdentityId,
    peerId: by as PeerId,
    isSelf: by === ME,
    atMs: EVENING_MS + seq * 60_000,
    body: makeText(`${by} says ${seq}`),
    mentions: [],
    reactions: [],
    isPinned: false,
    ...fields,
  };
}

export interface FixtureThread extends Thread {
  readonly rows: Signal<readonly Row[]>;
  readonly unread: Signal<number>;
  readonly firstUnread: Signal<EntryId | undefined>;
  readonly typing: Signal<readonly RosterPeer[]>;
  readonly draft: Signal<string>;
  readonly reaches: Map<EntryId, Signal<Reach | undefined>>;
  /** Everything that was to be sent, in order. */
  readonly sent: NewContent[];
  /** Everything that was searched for, in order. */
  readonly searched: string[];
  /** Whether the newest rows are in sight. */
  isAtEnd: boolean;
  /** Why nothing goes, while it is set. */
  refusal: SendError | undefined;
}

export function createFixtureThread(id: ThreadId, initial: readonly Row[] = []): FixtureThread {
  const rows = signal(initial);
  const draft = signal('');
  const reaches: FixtureThread['reaches'] = new Map();
  const messages = () => rows.value.filter((row): row is Message => row.kind === 'message');
  const thread: FixtureThread = {
    id,
    rows,
    unread: signal(0),
    firstUnread: signal<EntryId | undefined>(undefined),
    pinned: computed(() => messages().filter(({ isPinned }) => isPinned)),
    typing: signal<readonly RosterPeer[]>([]),
    draft,
    reaches,
    sent: [],
    searched: [],
    refusal: undefined,
    reach(of) {
      const known = reaches.get(of) ?? signal<Reach | undefined>(undefined);
      reaches.set(of, known);
      return known;
    },
    setDraft(text) {
      draft.value = text;
    },
    addToDraft(text) {
      draft.value += text;
    },
    async send(content) {
      if (thread.refusal) return err(thread.refusal);
      thread.sent.push(content);
      const seq = rows.value.length + 100;
      rows.value = take(rows.value, content, seq);
      return ok(`${ME}/${seq}`);
    },
    isAtEnd: true,
    setLooking: () => undefined,
    setAtEnd: (isAtEnd) => void (thread.isAtEnd = isAtEnd),
    search(query) {
      thread.searched.push(query);
      const hits = messages().filter(
        ({ body }) => body.kind === 'text' && body.text.toLowerCase().includes(query.toLowerCase()),
      );
      return hits.toReversed().map(({ id }) => id);
    },
    prepareSearch: () => false,
  };
  return thread;
}

function take(rows: readonly Row[], content: NewContent, seq: number): readonly Row[] {
  const change = (of: EntryId, fields: (message: Message) => Partial<Message>) =>
    rows.map((row) => (row.kind === 'message' && row.id === of ? { ...row, ...fields(row) } : row));
  switch (content.kind) {
    case 'text': {
      const { text, attachments = [], replyTo, mentions = [] } = content;
      const last = rows.at(-1)?.atMs ?? EVENING_MS;
      const fields = { body: makeText(text, attachments), mentions, atMs: last + 1_000 };
      return [...rows, makeMessage(ME, seq, replyTo === undefined ? fields : { ...fields, replyTo })];
    }
    case 'edit':
      return change(content.of, () => ({ body: makeText(content.text), editedAtMs: EVENING_MS }));
    case 'delete':
      return change(content.of, () => ({ body: { kind: 'deleted' } }));
    case 'pin':
      return change(content.of, () => ({ isPinned: content.on }));
    case 'react':
      return change(content.of, ({ reactions }) => ({
        reactions: [
          ...reactions.filter(({ emoji }) => emoji !== content.emoji),
          ...(content.on ? [{ emoji: content.emoji, by: [ME] }] : []),
        ],
      }));
    case 'vote':
      return change(content.of, ({ body }) => {
        if (body.kind !== 'poll') return {};
        const votes = body.votes.map((by, index) => [
          ...by.filter((id) => id !== ME),
          ...(content.choices.includes(index) ? [ME] : []),
        ]);
        return { body: { ...body, votes } };
      });
    default:
      return rows;
  }
}

export interface FixtureModel extends ShownChat {
  readonly room: FixtureThread;
  readonly direct: Signal<readonly FixtureThread[]>;
  readonly authors: Signal<ReadonlyMap<IdentityId, Author>>;
  readonly peers: Signal<readonly RosterPeer[]>;
  readonly isAlone: Signal<boolean>;
  readonly timerMs: Signal<number>;
  readonly isClockOff: Signal<boolean>;
  readonly pace: { readonly mayWrite: Signal<boolean>; readonly waitMs: Signal<number> };
  /** Everybody is heard unless it says otherwise. */
  readonly regards: Signal<ReadonlyMap<IdentityId, Regard>>;
  /** What is here of attachments, by hash. */
  readonly held: Map<string, Signal<BlobState>>;
}

export function createFixtureModel(
  rows: readonly Row[] = [],
  people: readonly (readonly [id: string, author: Author])[] = [],
): FixtureModel {
  const held: FixtureModel['held'] = new Map();
  const direct = signal<readonly FixtureThread[]>([]);
  const own = makeAuthor('Noor', { dye: 'indigo', thing: 'lantern' });
  const room = createFixtureThread('room', rows);
  const timerMs = signal(0);
  const regards: FixtureModel['regards'] = signal(new Map());
  return {
    self: ME,
    regards,
    regardOf: (identity) => regards.value.get(identity) ?? 'open',
    room,
    direct,
    authors: signal(
      new Map([...people.map(([id, author]) => [id as IdentityId, author] as const), [ME, own]]),
    ),
    peers: signal<readonly RosterPeer[]>([]),
    isAlone: signal(false),
    unread: computed(() => room.unread.value),
    holding: signal<Holding>({ kind: 'nothing' }),
    pace: { mayWrite: signal(true), waitMs: signal(0) },
    held,
    blobs: {
      async add(bytes, { name, type }) {
        const hash = `${name}-${bytes.byteLength}`;
        held.set(hash, signal<BlobState>({ kind: 'here', bytes: new Uint8Array(bytes) }));
        return ok({ hash, size: bytes.byteLength, name, type });
      },
      get({ hash }) {
        const state = held.get(hash) ?? signal<BlobState>({ kind: 'missing' });
        held.set(hash, state);
        return state;
      },
    },
    timerMs,
    maySetTimer: signal(true),
    async setTimer(ms) {
      timerMs.value = ms;
      return ok('me/0');
    },
    isClockOff: signal(false),
    openDirect(person) {
      const known = direct.peek().find(({ id }) => id === person);
      const thread = known ?? createFixtureThread(person);
      if (!known) direct.value = [...direct.peek(), thread];
      return thread;
    },
    setReadReceipts: () => undefined,
    dispose: () => undefined,
  };
}
