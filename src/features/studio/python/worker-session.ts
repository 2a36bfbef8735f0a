// One Python worker, from its start to its end: what it says and what it is told.

import { err, ok, type Result } from '../../../primitives/result.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { WorkerParts } from './worker-parts.ts';

export interface SessionListeners {
  onOutput(text: string): void;
  /** More was printed than is shown. */
  onOutputCut(): void;
  /** The line for input(); undefined ends the input. */
  onInput(prompt: string): Promise<string | undefined>;
}

export type ProgramEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly traceback: string };

export interface Session {
  /** For the next session, which need not compile it. */
  readonly interpreter: WebAssembly.Module;
  /** Never resolves when the worker is ended meanwhile. */
  run(code: string): Promise<ProgramEnd>;
}

/** Resolves when the interpreter can run programs; `broken` when the browser could not start it. */
export function openSession(
  worker: Worker,
  parts: WorkerParts,
  listeners: SessionListeners,
): Promise<Result<Session, 'broken'>> {
  const tell = (message: ToWorker) => worker.postMessage(message);
  let finish: (end: ProgramEnd) => void = () => undefined;

  function run(code: string): Promise<ProgramEnd> {
    tell({ kind: 'run', code });
    return new Promise((resolve) => (finish = resolve));
  }

  async function hear(message: FromWorker): Promise<void> {
    if (message.kind === 'output') listeners.onOutput(message.text);
    if (message.kind === 'output-cut') listeners.onOutputCut();
    if (message.kind === 'finished' || message.kind === 'failed') finish(message);
    if (message.kind === 'ask') tell({ kind: 'answer', line: await listeners.onInput(message.prompt) });
  }

  return new Promise((resolve) => {
    worker.addEventListener('error', () => resolve(err('broken')));
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'broken') resolve(err('broken'));
      if (data.kind === 'ready') resolve(ok({ interpreter: data.interpreter, run }));
      void hear(data);
    });
    tell({ kind: 'start', ...parts });
  });
}
