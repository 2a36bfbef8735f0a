// Listeners of scripts, by the name of an event: one that throws disturbs neither the others nor the room.

import type { P2pEvents } from './api.ts';

export interface Listeners {
  on<E extends keyof P2pEvents>(event: E, listener: (value: P2pEvents[E]) => void): () => void;
  emit<E extends keyof P2pEvents>(event: E, value: P2pEvents[E]): void;
  clear(): void;
}

const EVENTS: readonly (keyof P2pEvents)[] = [
  'peer:connect',
  'peer:disconnect',
  'message',
  'state:update',
  'file',
  'error',
];

type Entry = { readonly event: keyof P2pEvents; readonly listener: (value: never) => void };

/** `report` is told what a listener threw. */
export function createListeners(report: (error: unknown) => void): Listeners {
  const entries = new Set<Entry>();
  return {
    on(event, listener) {
      if (!EVENTS.includes(event)) throw new TypeError(`there is no event ${event}`);
      if (typeof listener !== 'function') throw new TypeError('a listener is a function');
      const entry: Entry = { event, listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    emit(event, value) {
      for (const each of Array.from(entries)) if (each.event === event) call(each, value, report);
    },
    clear: () => entries.clear(),
  };
}

function call({ listener }: Entry, value: unknown, report: (error: unknown) => void): void {
  try {
    listener(value as never);
  } catch (error) {
    report(error);
  }
}
