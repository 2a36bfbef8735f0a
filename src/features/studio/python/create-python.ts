// Python on demand: starts the interpreter with the first run, keeps it for the next ones, and ends it at once when asked.

import type { BlockFailure } from '../../../platform/payload.ts';
import { err, type Result } from '../../../primitives/result.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import PythonWorker from './python-worker.ts?worker&inline';
import { loadWorkerParts } from './worker-parts.ts';
import { openSession, type ProgramEnd, type Session, type SessionListeners } from './worker-session.ts';

export interface PythonListeners extends SessionListeners {
  /** From 0 to 1, while the interpreter is still arriving with the page. */
  onArriving(part: number): void;
  /** It has arrived and starts, which takes about a second. */
  onStarting(): void;
  onRunning(): void;
}

export type RunEnd =
  | ProgramEnd
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unavailable'; readonly reason: BlockFailure | 'broken' };

export interface Python {
  /** Runs `code` in empty globals; one run at a time. */
  run(code: string): Promise<RunEnd>;
  /** Ends what runs, whatever it does; the next run starts anew. */
  stop(): void;
}

export function createPython(listeners: PythonListeners): Python {
  let worker: Worker | undefined;
  let session: Session | undefined;
  let interpreter: WebAssembly.Module | undefined;
  let current = new AbortController();

  function stop(): void {
    worker?.terminate();
    session = undefined;
    current.abort();
  }

  async function open(signal: AbortSignal): Promise<Result<Session, BlockFailure | 'broken'>> {
    const parts = await loadWorkerParts(interpreter, {
      signal,
      onProgress: (part) => listeners.onArriving(part),
    });
    if (!parts.ok) return parts;
    if (signal.aborted) return err('aborted');
    listeners.onStarting();
    worker = new PythonWorker();
    const opened = await openSession(worker, parts.value, listeners);
    if (opened.ok) ({ interpreter } = opened.value);
    return opened;
  }

  async function runIn(signal: AbortSignal, code: string): Promise<RunEnd> {
    if (!session) {
      const opened = await open(signal);
      if (!opened.ok) return { kind: 'unavailable', reason: opened.error };
      session = opened.value;
    }
    listeners.onRunning();
    return session.run(code);
  }

  return {
    stop,
    run(code) {
      current = new AbortController();
      const { signal } = current;
      return Promise.race([runIn(signal, code), stopped(signal)]);
    },
  };
}

function stopped(signal: AbortSignal): Promise<RunEnd> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true });
  });
}
