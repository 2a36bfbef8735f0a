// The end of a link as an event that happens once. Knows nothing of why.

import type { Unsubscribe } from '../primitives/events.ts';
import type { CloseReason } from './transport.ts';

export interface Closing {
  /** Undefined while open. */
  readonly reason: CloseReason | undefined;
  /** The first call wins and tells the listeners; later ones return false. */
  close(reason: CloseReason): boolean;
  /** Once; as a microtask if it is over already. */
  onClosed(listener: (reason: CloseReason) => void): Unsubscribe;
}

export function createClosing(): Closing {
  let reason: CloseReason | undefined;
  const listeners = new Set<(reason: CloseReason) => void>();

  function tell(listener: (reason: CloseReason) => void): void {
    if (reason && listeners.delete(listener)) listener(reason);
  }

  return {
    get reason() {
      return reason;
    },
    close(given) {
      if (reason) return false;
      reason = given;
      for (const listener of Array.from(listeners)) tell(listener);
      return true;
    },
    onClosed(listener) {
      const entry = (given: CloseReason) => listener(given);
      listeners.add(entry);
      if (reason) queueMicrotask(() => tell(entry));
      return () => listeners.delete(entry);
    },
  };
}
