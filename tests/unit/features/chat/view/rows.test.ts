import { expect, it } from 'vitest';
import type { Message, Notice } from '../../../../../src/features/chat/api.ts';
import {
  createLayOut,
  GROUP_PAUSE_MS,
  indexOfMessage,
  type TalkRow,
} from '../../../../../src/features/chat/view/rows.ts';
import type { IdentityId, PeerId } from '../../../../../src/primitives/ids.ts';

const NOON = new Date(2026, 10, 20, 12).getTime();
const DAY_MS = 86_400_000;

function said(by: string, seq: number, fields: Partial<Message> = {}): Message {
  return {
    kind: 'message',
    id: `${by}/${seq}`,
    author: by as IdentityId,
    peerId: by as PeerId,
    isSelf: false,
    atMs: NOON + seq,
    body: { kind: 'text', text: 'x', attachments: [] },
    mentions: [],
    reactions: [],
    isPinned: false,
    ...fields,
  };
}

const shapeOf = (rows: readonly TalkRow[]) =>
  rows.map((row) => (row.kind === 'group' ? row.messages.map(({ id }) => id).join(' ') : row.kind));

it('groups what one person wrote in a row, below the day', () => {
  const rows = createLayOut()([said('a', 0), said('a', 1), said('b', 2)], undefined);
  expect(shapeOf(rows)).toEqual(['day', 'a/0 a/1', 'b/2']);
});

it('begins a new group after a pause, for a reply, after a notice and on a new day', () => {
  const notice: Notice = { kind: 'notice', id: 'n', atMs: NOON, what: 'fork', by: 'b' as IdentityId };
  const rows = createLayOut()(
    [
      said('a', 0),
      said('a', 1, { atMs: NOON + GROUP_PAUSE_MS + 1 }),
      said('a', 2, { atMs: NOON + GROUP_PAUSE_MS + 2, replyTo: 'a/0' }),
      notice,
      said('a', 3),
      said('a', 4, { atMs: NOON + DAY_MS }),
    ],
    undefined,
  );
  expect(shapeOf(rows)).toEqual(['day', 'a/0', 'a/1', 'a/2', 'notice', 'a/3', 'day', 'a/4']);
});

it('parts a long group by number, and says that it goes on', () => {
  const messages = Array.from({ length: 40 }, (_, seq) => said('a', seq));
  const groups = createLayOut()(messages, undefined).filter((row) => row.kind === 'group');
  expect(groups.map((group) => [group.messages.length, group.continues])).toEqual([
    [16, false],
    [16, true],
    [8, true],
  ]);
});

it('moves no other group when a message comes late', () => {
  const layOut = createLayOut();
  const messages = Array.from({ length: 40 }, (_, seq) => said('a', seq)).filter(({ id }) => id !== 'a/3');
  const before = layOut(messages, undefined);
  const after = layOut([...messages.slice(0, 3), said('a', 3), ...messages.slice(3)], undefined);
  expect(after.slice(2)).toEqual(before.slice(2));
  for (const [index, row] of after.slice(2).entries()) expect(row).toBe(before[index + 2]);
});

it('keeps rows the same objects while nothing about them changes', () => {
  const layOut = createLayOut();
  const messages = [said('a', 0), said('b', 1)];
  const before = layOut(messages, undefined);
  const after = layOut([...messages, said('b', 2)], undefined);
  expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([
    true,
    true,
    false,
  ]);
});

it('draws the line of what is new before its first message', () => {
  const rows = createLayOut()([said('a', 0), said('a', 1)], 'a/1');
  expect(shapeOf(rows)).toEqual(['day', 'a/0', 'new', 'a/1']);
});

it('finds the row of a message', () => {
  const rows = createLayOut()([said('a', 0), said('b', 1)], undefined);
  expect([indexOfMessage(rows, 'b/1'), indexOfMessage(rows, 'c/1')]).toEqual([2, -1]);
});
