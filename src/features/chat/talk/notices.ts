// Rows that tell about the talk itself: what is missing, who contradicted themselves, who passed on forgeries.

import type { Cancel, Clock } from '../../../primitives/clock.ts';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { EntryId, Notice } from '../api.ts';
import type { Chain } from '../log/chain.ts';
import { comparePlaces, type Entry } from '../log/entry.ts';
import { sizeOf } from '../log/ranges.ts';
import type { ThreadLog } from '../log/thread-log.ts';
import { claimedMs } from './message-view.ts';

/** Most of what is missing is on its way. */
export const GAP_SHOWN_AFTER_MS = 3_000;
const MAX_FORGERS = 64;
/** As many as are held of a thread: whoever says a number far ahead is not believed in it. */
const MOST_MISSING = 5_000;

export interface Notices {
  /** By the entry that each stands after; '' before all. */
  read(): ReadonlyMap<EntryId, readonly Notice[]>;
  noteForged(by: IdentityId, atMs: number): void;
  dispose(): void;
}

export interface NoticesOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  /** What is read is another. */
  readonly onChange: () => void;
}

interface Forgery {
  readonly after: EntryId;
  readonly atMs: number;
  readonly count: number;
}

export function createNotices({ log, clock, onChange }: NoticesOptions): Notices {
  /** Local clock, by id of the notice. */
  let firstSeen = new Map<string, number>();
  const forgeries = new Map<IdentityId, Forgery>();
  let cancel: Cancel | undefined;

  function isDue(id: string, seen: Map<string, number>): boolean {
    const nowMs = clock.nowMs();
    const sinceMs = firstSeen.get(id) ?? nowMs;
    seen.set(id, sinceMs);
    const leftMs = sinceMs + GAP_SHOWN_AFTER_MS - nowMs;
    if (leftMs <= 0) return true;
    cancel?.();
    cancel = clock.schedule(leftMs, onChange);
    return false;
  }

  /** Of all instances of a person together: whoever leaves out every second word makes one row. */
  function gaps(seen: Map<string, number>): readonly Placed[] {
    const found = new Map<IdentityId, { before: Entry; count: number }>();
    for (const chain of log.chains.values()) {
      const { peerId, identityId } = chain.writer;
      for (const gap of chain.gaps) {
        const before = chain.get(gap.from - 1);
        if (!before || !isDue(`gap/${peerId}/${gap.from}`, seen)) continue;
        const known = found.get(identityId) ?? { before, count: 0 };
        const isLater = comparePlaces(before, known.before) > 0;
        found.set(identityId, {
          before: isLater ? before : known.before,
          count: Math.min(MOST_MISSING, known.count + sizeOf(gap)),
        });
      }
    }
    return Array.from(found, ([by, { before, count }]): Placed => {
      const facts = { atMs: claimedMs(before), what: 'gap', by, count } as const;
      return { after: before.id, notice: { kind: 'notice', id: `gap/${by}`, ...facts } };
    });
  }

  return {
    read() {
      const seen = new Map<string, number>();
      const placed: Placed[] = [...gaps(seen)];
      for (const chain of log.chains.values()) placed.push(...forkIn(chain));
      for (const [by, { after, atMs, count }] of forgeries) {
        const isHere = log.order.some(({ id }) => id === after);
        const notice = { kind: 'notice', id: `forged/${by}`, atMs, what: 'forged', by, count } as const;
        placed.push({ after: isHere ? after : '', notice });
      }
      firstSeen = seen;
      return byPlace(placed);
    },
    noteForged(by, atMs) {
      const known = forgeries.get(by);
      if (!known && forgeries.size >= MAX_FORGERS) return;
      const after = log.order.at(-1)?.id ?? '';
      forgeries.set(by, known ? { ...known, count: known.count + 1 } : { after, atMs, count: 1 });
      onChange();
    },
    dispose: () => cancel?.(),
  };
}

interface Placed {
  readonly after: EntryId;
  readonly notice: Notice;
}

function forkIn(chain: Chain): readonly Placed[] {
  const { fault, writer } = chain;
  if (!fault) return [];
  const before = chain.get(fault.seq - 1);
  const facts = { atMs: before ? claimedMs(before) : 0, what: 'fork', by: writer.identityId } as const;
  const notice = { kind: 'notice', id: `fork/${writer.peerId}`, ...facts } as const;
  return [{ after: before?.id ?? '', notice }];
}

function byPlace(placed: readonly Placed[]): ReadonlyMap<EntryId, readonly Notice[]> {
  const places = new Map<EntryId, Notice[]>();
  for (const { after, notice } of placed.toSorted((a, b) => (a.notice.id < b.notice.id ? -1 : 1))) {
    const there = places.get(after) ?? [];
    there.push(notice);
    places.set(after, there);
  }
  return places;
}
