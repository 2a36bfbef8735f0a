// Structured notes for diagnostics. Nothing is printed to the console in the product; a ring buffer holds the last ones.

export type LogLevel = 'info' | 'warning' | 'error';

export interface LogEntry {
  readonly level: LogLevel;
  /** Layer or part, such as `broker` or `mesh`. */
  readonly part: string;
  readonly message: string;
  /** Facts without secrets: never a room code, a key or an address. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

export interface Log {
  write(entry: LogEntry): void;
}

export const silentLog: Log = { write: () => undefined };
