// A typed event: one emitter per event, no string names.

/** Ends a subscription; calling it twice does nothing. */
export type Unsubscribe = () => void;

export interface Emitter<T> {
  /** Calls every listener there was when the emission began, in order of subscription. */
  emit(value: T): void;
  on(listener: (value: T) => void): Unsubscribe;
  readonly listenerCount: number;
}

export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit(value) {
      for (const listener of Array.from(listeners)) listener(value);
    },
    on(listener) {
      // A wrapper of its own, so that one function subscribed twice is called twice and removed once.
      const entry = (value: T) => listener(value);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    get listenerCount() {
      return listeners.size;
    },
  };
}
