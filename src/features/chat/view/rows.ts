// How a thread is laid out: lines between days, the line where reading goes on, and groups of messages that one person
// wrote in a row. Pure. What has not changed stays the same object, so that only what has changed is drawn again.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { EntryId, Message, Notice, Row } from '../api.ts';

export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  readonly author: IdentityId;
  readonly isSelf: boolean;
  /** Goes on with the group above, which had grown long: no bead again. */
  readonly continues: boolean;
  readonly messages: readonly Message[];
}

export type TalkRow =
  | { readonly kind: 'day'; readonly key: string; readonly dayMs: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: Notice }
  | GroupRow;

/** A pause after which the same person's next message starts a new group. */
export const GROUP_PAUSE_MS = 5 * 60_000;
/**
 * Entries of one instance that share a group at most: what is off the screen is not drawn, and that goes by groups. By
 * number, so that a message that comes late moves no other group's border.
 */
const GROUP_ENTRIES = 16;

export type LayOut = (rows: readonly Row[], firstUnread: EntryId | undefined) => readonly TalkRow[];

/** Remembers what it last laid out. */
export function createLayOut(): LayOut {
  let earlier = new Map<string, TalkRow>();
  return (rows, firstUnread) => {
    const next = layOut(rows, firstUnread).map((row) => {
      const before = earlier.get(row.key);
      return before && isSame(before, row) ? before : row;
    });
    earlier = new Map(next.map((row) => [row.key, row]));
    return next;
  };
}

function layOut(rows: readonly Row[], firstUnread: EntryId | undefined): readonly TalkRow[] {
  const laid: TalkRow[] = [];
  let dayMs = Number.NaN;
  let group: ({ -readonly [K in keyof GroupRow]: GroupRow[K] } & { messages: Message[] }) | undefined;
  for (const row of rows) {
    const rowDayMs = midnightOf(row.atMs);
    if (rowDayMs !== dayMs) {
      laid.push({ kind: 'day', key: `day-${row.id}`, dayMs: rowDayMs });
      dayMs = rowDayMs;
      group = undefined;
    }
    if (row.kind === 'notice') {
      laid.push({ kind: 'notice', key: `notice-${row.id}`, notice: row });
      group = undefined;
      continue;
    }
    if (row.id === firstUnread) {
      laid.push({ kind: 'new', key: 'new' });
      group = undefined;
    }
    const follows = group !== undefined && followsIn(group.messages, row);
    if (group && follows && isSameStretch(group.messages[0], row)) {
      group.messages.push(row);
      continue;
    }
    group = {
      kind: 'group',
      key: row.id,
      author: row.author,
      isSelf: row.isSelf,
      continues: follows,
      messages: [row],
    };
    laid.push(group);
  }
  return laid;
}

/** A reply stands for itself, so that its curve leads to its author. */
function followsIn(messages: readonly Message[], next: Message): boolean {
  const last = messages.at(-1);
  if (!last || next.replyTo !== undefined) return false;
  return last.author === next.author && next.atMs - last.atMs <= GROUP_PAUSE_MS;
}

function isSameStretch(first: Message | undefined, next: Message): boolean {
  return first !== undefined && first.peerId === next.peerId && stretchOf(first.id) === stretchOf(next.id);
}

function stretchOf(id: EntryId): number {
  return Math.floor(Number(id.slice(id.lastIndexOf('/') + 1)) / GROUP_ENTRIES);
}

function isSame(one: TalkRow, other: TalkRow): boolean {
  if (one.kind === 'day') return other.kind === 'day' && one.dayMs === other.dayMs;
  if (one.kind === 'notice') return other.kind === 'notice' && one.notice === other.notice;
  if (one.kind === 'new' || other.kind !== 'group') return one.kind === other.kind;
  return (
    one.continues === other.continues &&
    one.messages.length === other.messages.length &&
    one.messages.every((message, i) => message === other.messages[i])
  );
}

function midnightOf(atMs: number): number {
  const day = new Date(atMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** Where the row with that message is; -1 when it is not there. */
export function indexOfMessage(rows: readonly TalkRow[], id: EntryId): number {
  return rows.findIndex((row) => row.kind === 'group' && row.messages.some((message) => message.id === id));
}

/** Some px before it has been drawn once; what is drawn is measured. */
export function estimateHeight(row: TalkRow | undefined): number {
  if (row?.kind !== 'group') return ROW_PX;
  const lines = row.messages.reduce((sum, { body }) => sum + linesOf(body), 0);
  return HEAD_PX + lines * LINE_PX + row.messages.length * GAP_PX;
}

const ROW_PX = 36;
const HEAD_PX = 40;
const LINE_PX = 23;
const GAP_PX = 4;
const CHARACTERS_IN_LINE = 90;
const PICTURE_LINES = 10;
const CARD_LINES = 3;

function linesOf(body: Message['body']): number {
  if (body.kind === 'text') {
    const lines = Math.ceil(body.text.length / CHARACTERS_IN_LINE);
    return lines + body.attachments.length * PICTURE_LINES + (body.shared?.length ?? 0) * CARD_LINES;
  }
  return body.kind === 'poll' ? body.options.length * 2 + 2 : 2;
}
