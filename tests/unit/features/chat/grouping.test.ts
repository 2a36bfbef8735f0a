import { expect, it } from 'vitest';
import { GROUP_PAUSE_MS, groupByDay } from '../../../../src/features/chat/grouping.ts';
import type { ChatEntry } from '../../../../src/features/chat/model.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';

const noonMs = new Date(2026, 4, 17, 12).getTime();

function entry(who: string, atMs: number): ChatEntry {
  return { key: `${who}/${atMs}`, identityId: who as IdentityId, isSelf: false, text: 'x', atMs };
}

const sizes = (entries: readonly ChatEntry[]) =>
  groupByDay(entries).map((day) => day.groups.map((group) => group.entries.length));

it('joins what one person writes in a row', () => {
  expect(sizes([entry('mei', noonMs), entry('mei', noonMs + 1), entry('noor', noonMs + 2)])).toEqual([
    [2, 1],
  ]);
});

it('starts a new group after a pause', () => {
  expect(sizes([entry('mei', noonMs), entry('mei', noonMs + GROUP_PAUSE_MS + 1)])).toEqual([[1, 1]]);
});

it('starts a new day at local midnight', () => {
  const midnightMs = new Date(2026, 4, 18).getTime();
  expect(sizes([entry('mei', midnightMs - 1), entry('mei', midnightMs)])).toEqual([[1], [1]]);
});
