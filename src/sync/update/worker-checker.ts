// Examines updates in a worker that is started with the first one and ended when one takes too long.

import type { Clock } from '../../primitives/clock.ts';
import { err, type Result } from '../../primitives/result.ts';
import type { CheckRequest } from './check-worker.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import CheckWorker from './check-worker.ts?worker&inline';
import type { ExaminedUpdate } from './examine.ts';
import type { CheckFailure, UpdateChecker } from './update-checker.ts';

/** A megabyte takes a fast phone 0.1 s; starting the worker is in it. */
const DEADLINE_MS = 5_000;

type Answer = Result<ExaminedUpdate, CheckFailure>;

interface Reply {
  readonly id: number;
  readonly result: Result<ExaminedUpdate, string>;
}

/** The part of a worker that is used. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export function createWorkerChecker(
  clock: Clock,
  startWorker: () => WorkerLike = () => new CheckWorker(),
): UpdateChecker {
  const waiting = new Map<number, (answer: Answer) => void>();
  let worker: WorkerLike | undefined;
  let asked = 0;

  function start(): WorkerLike {
    const started = startWorker();
    started.addEventListener('message', (event) => {
      const { id, result } = (event as MessageEvent<Reply>).data;
      waiting.get(id)?.(result.ok ? result : err('malformed'));
    });
    started.addEventListener('error', () => end('malformed'));
    return started;
  }

  /** Whatever else it was asked is asked again by those who need it. */
  function end(failure: CheckFailure): void {
    worker?.terminate();
    worker = undefined;
    for (const answer of Array.from(waiting.values())) answer(err(failure));
  }

  return {
    check: (update, known, examination) =>
      new Promise((resolve) => {
        const id = (asked += 1);
        const cancel = clock.schedule(DEADLINE_MS, () => end('slow'));
        waiting.set(id, (answer) => {
          cancel();
          waiting.delete(id);
          resolve(answer);
        });
        worker ??= start();
        const request: CheckRequest = { id, update, known, examination };
        worker.postMessage(request);
      }),
    dispose: () => end('slow'),
  };
}
