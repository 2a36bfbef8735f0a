// How a list of messages is laid out: days, and groups of messages that one person wrote in a row. Pure.

import type { ChatEntry } from './model.ts';

export interface ChatGroup {
  readonly key: string;
  readonly identityId: ChatEntry['identityId'];
  readonly isSelf: boolean;
  readonly startedAtMs: number;
  readonly entries: readonly ChatEntry[];
}

export interface ChatDay {
  /** Local midnight of the day. */
  readonly dayMs: number;
  readonly groups: readonly ChatGroup[];
}

/** A pause after which the same person's next message starts a new group. */
export const GROUP_PAUSE_MS = 5 * 60_000;

export function groupByDay(entries: readonly ChatEntry[]): readonly ChatDay[] {
  const days: { dayMs: number; groups: ChatGroup[] }[] = [];
  for (const entry of entries) {
    const dayMs = midnightOf(entry.atMs);
    let day = days.at(-1);
    if (day?.dayMs !== dayMs) days.push((day = { dayMs, groups: [] }));
    const last = day.groups.at(-1);
    if (last && continues(last, entry)) {
      day.groups[day.groups.length - 1] = { ...last, entries: [...last.entries, entry] };
    } else {
      const { key, identityId, isSelf, atMs } = entry;
      day.groups.push({ key, identityId, isSelf, startedAtMs: atMs, entries: [entry] });
    }
  }
  return days;
}

function continues(group: ChatGroup, entry: ChatEntry): boolean {
  const lastMs = group.entries.at(-1)?.atMs ?? group.startedAtMs;
  return group.identityId === entry.identityId && entry.atMs - lastMs <= GROUP_PAUSE_MS;
}

function midnightOf(atMs: number): number {
  const day = new Date(atMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
