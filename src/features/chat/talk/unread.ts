// What came while nobody looked, and where reading goes on.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { EntryId, Row } from '../api.ts';

export interface Unread {
  readonly count: ReadonlySignal<number>;
  readonly first: ReadonlySignal<EntryId | undefined>;
  note(ids: readonly EntryId[]): void;
  forget(ids: readonly EntryId[]): void;
  setLooking(isLooking: boolean): void;
}

export function createUnread(rows: ReadonlySignal<readonly Row[]>): Unread {
  const ids = signal<ReadonlySet<EntryId>>(new Set());
  /** Where it went on at the last look, while that lasts. */
  const line = signal<EntryId | undefined>(undefined);
  let isLooking = false;

  const firstOf = (unread: ReadonlySet<EntryId>) => rows.value.find(({ id }) => unread.has(id))?.id;

  return {
    count: computed(() => ids.value.size),
    first: computed(() => line.value ?? (ids.value.size > 0 ? firstOf(ids.value) : undefined)),
    note(fresh) {
      if (!isLooking && fresh.length > 0) ids.value = new Set([...ids.value, ...fresh]);
    },
    forget(gone) {
      const left = new Set(ids.peek());
      const forgotten = gone.filter((id) => left.delete(id));
      if (forgotten.length > 0) ids.value = left;
    },
    setLooking(looking) {
      if (looking === isLooking) return;
      isLooking = looking;
      line.value = looking ? firstOf(ids.peek()) : undefined;
      if (looking && ids.peek().size > 0) ids.value = new Set();
    },
  };
}
