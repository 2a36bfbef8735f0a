// What a program printed, as a signal that changes at most once a frame.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';

/** One frame: a loop that prints must not make the page render for every line. */
const PERIOD_MS = 16;

export interface Output extends Disposable {
  readonly text: ReadonlySignal<string>;
  print(text: string): void;
  /** Shows at once what was printed. */
  flush(): void;
  clear(): void;
}

export function createOutput(clock: Clock): Output {
  const text = signal('');
  let waiting = '';
  let cancel: Cancel | undefined;

  function stopWaiting(): void {
    cancel?.();
    cancel = undefined;
  }

  function flush(): void {
    stopWaiting();
    if (waiting) text.value += waiting;
    waiting = '';
  }

  return {
    text,
    flush,
    print(printed) {
      waiting += printed;
      cancel ??= clock.schedule(PERIOD_MS, flush);
    },
    clear() {
      stopWaiting();
      waiting = '';
      text.value = '';
    },
    dispose: stopWaiting,
  };
}
