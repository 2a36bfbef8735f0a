// A map that forgets: entries leave after a time, and the oldest when it is full.

export interface BoundedMemory<K, V> {
  set(key: K, value: V, nowMs: number): void;
  get(key: K, nowMs: number): V | undefined;
  delete(key: K): void;
}

export function createBoundedMemory<K, V>(limits: {
  readonly keepMs: number;
  readonly maxEntries: number;
}): BoundedMemory<K, V> {
  const entries = new Map<K, { readonly value: V; readonly untilMs: number }>();
  return {
    set(key, value, nowMs) {
      entries.delete(key);
      const [oldest] = entries.keys();
      if (entries.size >= limits.maxEntries && oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, untilMs: nowMs + limits.keepMs });
    },
    get(key, nowMs) {
      const entry = entries.get(key);
      return entry && nowMs < entry.untilMs ? entry.value : undefined;
    },
    delete: (key) => void entries.delete(key),
  };
}
