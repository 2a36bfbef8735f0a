// The last notes of every layer, in memory, for diagnostics. Nothing is printed and nothing leaves the page.

import type { Log, LogEntry } from '../primitives/log.ts';

export interface StampedEntry extends LogEntry {
  readonly atMs: number;
}

export interface LogBuffer extends Log {
  /** Oldest first. */
  readonly entries: readonly StampedEntry[];
}

/** Some minutes of a lively room; about 100 KB. */
export const MAX_LOG_ENTRIES = 500;

export function createLogBuffer(wallTimeMs: () => number): LogBuffer {
  const entries: StampedEntry[] = [];
  return {
    entries,
    write(entry) {
      entries.push({ ...entry, atMs: wallTimeMs() });
      if (entries.length > MAX_LOG_ENTRIES) entries.shift();
    },
  };
}
