// A thread as those see it that carry words to it: what comes over a way, what was kept, and what it is made of.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { EntryId, Thread } from './api.ts';
import type { ChatWorld, ThreadWay } from './chat-world.ts';
import type { ExchangePeer } from './exchange/exchange.ts';
import type { ExchangeMessage } from './exchange/messages.ts';
import type { Holders } from './holders.ts';
import type { Content } from './log/content.ts';
import type { Entry } from './log/entry.ts';
import type { Run } from './log/run.ts';
import type { ThreadLog } from './log/thread-log.ts';

/** A thread, and what reaches it from others and from what was kept. */
export interface LiveThread extends Thread, Disposable {
  readonly log: ThreadLog;
  readonly holders: Holders;
  /** After how long messages vanish from now on; 0: they stay. */
  readonly timerMs: ReadonlySignal<number>;
  /** Counts up with everything that comes, goes or is filled in. */
  readonly changes: ReadonlySignal<number>;
  hear(from: ExchangePeer, run: Run): void;
  hearTyping(from: PeerId): void;
  receive(from: ExchangePeer, message: ExchangeMessage): void;
  /** Those that were not here. */
  restore(runs: readonly Run[]): Promise<readonly Entry[]>;
  /** Instead of what stands in the field; nobody is told that somebody writes. */
  restoreDraft(text: string): void;
  /** As {@link Thread.send}, for what has a form already. */
  write(content: Content): Promise<EntryId | undefined>;
  setReadReceipts(areOn: boolean): void;
}

export interface ThreadOptions {
  readonly world: ChatWorld;
  readonly way: ThreadWay;
  /** After how long a message of now vanishes. */
  readonly lifeMs: () => number;
  /** Whether a message may go now; the next waits from then on. */
  readonly takeTurn: () => boolean;
  readonly mayWrite: () => boolean;
  /** Between two messages of that person; 0 for none. */
  readonly slowModeMs: (identity: IdentityId) => number;
  /** A clock, here or at that person, is too far off. */
  readonly onAhead: (by: IdentityId) => void;
}
