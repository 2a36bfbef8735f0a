// What stands in the composer, and when the others are told that somebody writes. Sends nothing else.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';

export interface Draft {
  readonly text: ReadonlySignal<string>;
  /** What its person typed. */
  type(text: string): void;
  /** Puts text that came from elsewhere on a line of its own; nobody is told that somebody writes. */
  add(text: string): void;
  clear(): void;
}

/** My own sign of writing goes out at most this often. */
export const TYPING_EVERY_MS = 3_000;

export function createDraft(clock: Clock, tellTyping: () => void): Draft {
  const text = signal('');
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return {
    text,
    type(typed) {
      text.value = typed;
      if (typed.trim() === '' || clock.nowMs() - toldAtMs < TYPING_EVERY_MS) return;
      toldAtMs = clock.nowMs();
      tellTyping();
    },
    add(added) {
      text.value = text.value.trim() === '' ? added : `${text.value}\n${added}`;
    },
    clear() {
      text.value = '';
      toldAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
