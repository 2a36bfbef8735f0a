// Examines updates in a worker that is started with the first one and ended when one takes too long.

import type { Clock } from '../../primitives/clock.ts';
import { err, type Result } from '../../primitives/result.ts';
import type { CheckRequest } from './check-worker.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import CheckWorker from './check-worker.ts?worker&inline';
import type { ExaminedUpdate } from './examine.ts';
import { createLocalChecker, type CheckFailure, type UpdateChecker } from './update-checker.ts';

/** A megabyte takes a fast phone 0.1 s; starting the worker is in it. */
const DEADLINE_MS = 5_000;

type Answer = Result<ExaminedUpdate, CheckFailure>;

interface Reply {
  readonly id: number;
  readonly result: Result<ExaminedUpdate, string>;
}

interface Waiting {
  readonly request: CheckRequest;
  readonly answer: (answer: Answer) => void;
}

/** The part of a worker that is used. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export function createWorkerChecker(
  clock: Clock,
  startWorker: () => WorkerLike = () => new CheckWorker(),
): UpdateChecker {
  const local = createLocalChecker();
  const waiting = new Map<number, Waiting>();
  let worker: WorkerLike | undefined;
  let hasNoWorker = false;
  let asked = 0;

  function start(): WorkerLike {
    const started = startWorker();
    started.addEventListener('message', (event) => {
      const { id, result } = (event as MessageEvent<Reply>).data;
      waiting.get(id)?.answer(result.ok ? result : err('malformed'));
    });
    started.addEventListener('error', goOnWithoutWorker);
    return started;
  }

  /** Whatever else it was asked is asked again by those who need it. */
  function end(failure: CheckFailure): void {
    worker?.terminate();
    worker = undefined;
    for (const { answer } of Array.from(waiting.values())) answer(err(failure));
  }

  /** The reader itself never throws: a page that may not start workers is nobody's misdeed. */
  function goOnWithoutWorker(): void {
    hasNoWorker = true;
    worker?.terminate();
    worker = undefined;
    for (const { request, answer } of Array.from(waiting.values()))
      void local.check(request.update, request.known, request.examination).then(answer);
  }

  function begin(request: CheckRequest, answer: (answer: Answer) => void): void {
    const cancel = clock.schedule(DEADLINE_MS, () => end('slow'));
    const finish = (result: Answer) => {
      cancel();
      waiting.delete(request.id);
      answer(result);
    };
    waiting.set(request.id, { request, answer: finish });
    worker ??= start();
    worker.postMessage(request);
  }

  return {
    check(update, known, examination) {
      if (hasNoWorker) return local.check(update, known, examination);
      asked += 1;
      const request: CheckRequest = { id: asked, update, known, examination };
      return new Promise((resolve) => begin(request, resolve));
    },
    dispose: () => end('slow'),
  };
}
