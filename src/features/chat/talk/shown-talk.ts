// What of a thread is shown now: rows with notices between them, made anew when something came or went, when the time of
// a message is over, and when somebody else may rule. What of it is searched is folded here too.

import { computed, effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel } from '../../../primitives/clock.ts';
import type { Disposable } from '../../../primitives/disposable.ts';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { EntryId, Message, Row } from '../api.ts';
import type { ChatWorld } from '../chat-world.ts';
import type { Entry } from '../log/entry.ts';
import type { Change, ThreadLog } from '../log/thread-log.ts';
import { createNotices } from './notices.ts';
import { createSearch } from './search.ts';
import { Talk, type Shown } from './talk.ts';
import { visibleRows } from './visible.ts';

export interface ShownTalk extends Disposable {
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Newest pin last. */
  readonly pinned: ReadonlySignal<readonly Message[]>;
  /** After how long messages vanish from now on; 0: they stay. */
  readonly timerMs: ReadonlySignal<number>;
  message(id: EntryId): Message | undefined;
  /** Whether there is a good reason that an entry says nothing here. */
  isRightlyEmpty(entry: Entry): boolean;
  apply(change: Change): void;
  /** Said just now, by their authors. */
  noteLive(said: readonly Entry[]): void;
  /** Somebody passed on what its author never wrote. */
  noteForged(by: IdentityId): void;
  search(query: string): readonly EntryId[];
  prepareSearch(): boolean;
}

/** A timer of a browser overflows above. */
const LONGEST_WAIT_MS = 3_600_000;
/** A few milliseconds of work. */
const FOLDED_AT_ONCE = 500;

/** `onEmptied`: something that was said is gone, and its place is left. */
export function createShownTalk(log: ThreadLog, world: ChatWorld, onEmptied: () => void): ShownTalk {
  const { room, clock, wallTimeMs, regardOf } = world;
  const mayRule = (identity: IdentityId) => room.mayRule(identity);
  const talk = new Talk({ log, self: room.self.identityId, wallTimeMs, mayRule, regardOf });
  const notices = createNotices({ log, clock, onChange: show });
  const search = createSearch();
  const shown = signal<Shown>({ rows: [], pinned: [], timerMs: 0 });
  const rows = computed(() => visibleRows(shown.value.rows, regardOf));
  let cancelExpiry: Cancel | undefined;

  function show(): void {
    const { dropped } = log;
    const nextMs = talk.expire();
    if (log.dropped > dropped) onEmptied();
    cancelExpiry?.();
    if (nextMs !== undefined) {
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, nextMs - wallTimeMs()));
      cancelExpiry = clock.schedule(waitMs, show);
    }
    shown.value = talk.show(notices.read());
  }

  // Who owns the room decides about its timer, and whoever is blocked has done nothing.
  const stop = effect(show);
  return {
    rows,
    pinned: computed(() => visibleRows(shown.value.pinned, regardOf)),
    timerMs: computed(() => shown.value.timerMs),
    message: (id) => talk.message(id),
    isRightlyEmpty: (entry) => talk.isRightlyEmpty(entry),
    noteLive: (said) => talk.noteLive(said),
    apply(change) {
      talk.apply(change);
      show();
    },
    noteForged: (by) => notices.noteForged(by, wallTimeMs()),
    search: (query) => search.find(rows.peek(), query),
    prepareSearch: () => search.prepare(rows.peek(), FOLDED_AT_ONCE),
    dispose() {
      stop();
      cancelExpiry?.();
      notices.dispose();
    },
  };
}
