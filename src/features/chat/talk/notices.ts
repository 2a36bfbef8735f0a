// Rows that tell about the talk itself: what is missing, who contradicted themselves, who passed on forgeries.

import type { Cancel, Clock } from '../../../primitives/clock.ts';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { EntryId, Notice } from '../api.ts';
import type { Chain } from '../log/chain.ts';
import { sizeOf } from '../log/ranges.ts';
import type { ThreadLog } from '../log/thread-log.ts';

/** Most of what is missing is on its way. */
export const GAP_SHOWN_AFTER_MS = 3_000;
const MAX_FORGERS = 64;

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

  function gapsIn(chain: Chain, seen: Map<string, number>): readonly Placed[] {
    const { peerId, identityId: by } = chain.writer;
    return chain.gaps.flatMap((gap): readonly Placed[] => {
      const id = `gap/${peerId}/${gap.from}`;
      const before = chain.get(gap.from - 1);
      if (!before || !isDue(id, seen)) return [];
      const notice = {
        kind: 'notice',
        id,
        atMs: before.sentMs,
        what: 'gap',
        by,
        count: sizeOf(gap),
      } as const;
      return [{ after: before.id, notice }];
    });
  }

  return {
    read() {
      const seen = new Map<string, number>();
      const placed: Placed[] = [];
      for (const chain of log.chains.values()) placed.push(...gapsIn(chain, seen), ...forkIn(chain));
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
  const facts = { atMs: before?.sentMs ?? 0, what: 'fork', by: writer.identityId } as const;
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
