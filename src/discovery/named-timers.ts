// A few timers by name: setting one replaces a running one of the same name.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';

export interface NamedTimers<N> extends Disposable {
  set(name: N, delayMs: number, action: () => void): void;
  stop(name: N): void;
}

export function createNamedTimers<N>(clock: Clock): NamedTimers<N> {
  const running = new Map<N, Cancel>();

  function stop(name: N): void {
    running.get(name)?.();
    running.delete(name);
  }

  return {
    set(name, delayMs, action) {
      stop(name);
      const fire = () => {
        running.delete(name);
        action();
      };
      running.set(name, clock.schedule(delayMs, fire));
    },
    stop,
    dispose() {
      for (const name of Array.from(running.keys())) stop(name);
    },
  };
}
