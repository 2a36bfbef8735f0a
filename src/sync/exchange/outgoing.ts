// Tells others what was changed here: the first change at once, then at most twenty times a second, several in one.

import * as Y from 'yjs';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { MAX_TOLD_BYTES } from './protocol.ts';

/** Between two updates of one document. */
const PERIOD_MS = 50;
/** Until what nobody could be told is tried again. */
const RETRY_MS = 200;

export interface OutgoingOptions {
  readonly clock: Clock;
  /** False when it could not be handed over, and has to be tried again. */
  readonly tell: (update: Bytes) => boolean;
  /** There is more than one message holds: others are to pull it. */
  readonly onTooMuch: () => void;
}

export class Outgoing implements Disposable {
  readonly #options: OutgoingOptions;
  #waiting: Bytes[] = [];
  #cancel: Cancel | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  add(update: Bytes): void {
    this.#waiting.push(update);
    if (!this.#cancel) this.#flush();
  }

  dispose(): void {
    this.#cancel?.();
    this.#waiting = [];
  }

  #flush(): void {
    this.#cancel = undefined;
    const [first] = this.#waiting;
    if (!first) return;
    const update = this.#waiting.length === 1 ? first : new Uint8Array(Y.mergeUpdates(this.#waiting));
    if (update.length > MAX_TOLD_BYTES) {
      this.#waiting = [];
      this.#options.onTooMuch();
      return this.#wait(PERIOD_MS);
    }
    const isTold = this.#options.tell(update);
    this.#waiting = isTold ? [] : [update];
    this.#wait(isTold ? PERIOD_MS : RETRY_MS);
  }

  #wait(delayMs: number): void {
    this.#cancel = this.#options.clock.schedule(delayMs, () => this.#flush());
  }
}
