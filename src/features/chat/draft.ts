// What stands in the composer, and when the others are told that somebody writes. Sends nothing else.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';

export interface Draft extends Disposable {
  readonly text: ReadonlySignal<string>;
  /** What its person typed. */
  type(text: string): void;
  /** Puts text that came from elsewhere on a line of its own; nobody is told that somebody writes. */
  add(text: string): void;
  /** Puts back what stood there on another day; nobody is told of that either. */
  restore(text: string): void;
}

/** My own sign of writing goes out at most this often. */
export const TYPING_EVERY_MS = 3_000;
/** What was written comes first: two changes of the others' screens at once would be two frames. */
export const TAKEN_BACK_AFTER_MS = 100;

/** `tellTyping`: that somebody writes, or no more. */
export function createDraft(clock: Clock, tellTyping: (isWriting: boolean) => void): Draft {
  const text = signal('');
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let cancel: Cancel | undefined;
  return {
    text,
    type(typed) {
      const wasWriting = text.peek().trim() !== '';
      text.value = typed;
      if (typed.trim() !== '') cancel?.();
      else if (wasWriting) cancel = clock.schedule(TAKEN_BACK_AFTER_MS, () => tellTyping(false));
      if (typed.trim() === '' || clock.nowMs() - toldAtMs < TYPING_EVERY_MS) return;
      toldAtMs = clock.nowMs();
      tellTyping(true);
    },
    add(added) {
      text.value = text.value.trim() === '' ? added : `${text.value}\n${added}`;
    },
    restore(earlier) {
      text.value = earlier;
    },
    dispose: () => cancel?.(),
  };
}
