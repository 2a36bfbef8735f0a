// Hashes whole files in workers, a few at a time; in the page where it may start none.

import type { Bytes } from '../../primitives/bytes.ts';
import { SHA256_BYTES } from '../../primitives/crypto.ts';
import { err, type Result } from '../../primitives/result.ts';
import type { FileShape } from '../file-shape.ts';
import type { HashPort, LeafError, LeafHasher } from '../hash-port.ts';
import { hashLeavesOf, type LeafWork } from './hash-leaves.ts';
import type { AskedOfHasher, ToldByHasher } from './hash-messages.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import HashWorker from './hash-worker.ts?worker&inline';

/** The part of a worker that is used. */
export type HashWorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface FileHashers {
  /** Of one file, read lazily. Give it to the engine with the file. */
  of(file: Blob): LeafHasher;
  /** Ends the workers; what they were at is aborted. */
  dispose(): void;
}

export interface FileHashersOptions {
  readonly hash: HashPort;
  /** `navigator.hardwareConcurrency`: one is left to the page. */
  readonly cores: number;
  readonly startWorker?: () => HashWorkerLike;
}

/** Of many files each worker hashes one; more would only wait for the same disk. */
const MAX_WORKERS = 4;

interface Job {
  readonly ask: AskedOfHasher & { readonly kind: 'file' };
  readonly tell: (told: ToldByHasher) => void;
}

interface Hand {
  readonly thread: HashWorkerLike;
  readonly jobs: Map<number, Job>;
}

export function createFileHashers(options: FileHashersOptions): FileHashers {
  const { hash, cores, startWorker = () => new HashWorker() } = options;
  const maxWorkers = Math.max(1, Math.min(MAX_WORKERS, cores - 1));
  const workers: Hand[] = [];
  let hasNone = false;
  let asked = 0;

  function start(): Hand | undefined {
    try {
      const worker: Hand = { thread: startWorker(), jobs: new Map() };
      worker.thread.addEventListener('message', (event) => {
        const told = (event as MessageEvent<ToldByHasher>).data;
        worker.jobs.get(told.id)?.tell(told);
      });
      worker.thread.addEventListener('error', () => goOnWithout(worker));
      workers.push(worker);
      return worker;
    } catch {
      hasNone = true;
      return undefined;
    }
  }

  /** A page that may not start workers hashes for itself, from the start: what was told is not told again. */
  function goOnWithout(worker: Hand): void {
    hasNone = true;
    worker.thread.terminate();
    workers.splice(workers.indexOf(worker), 1);
    for (const { ask, tell } of Array.from(worker.jobs.values()))
      tell({ kind: 'file-done', id: ask.id, result: err({ code: 'unreadable', detail: NO_WORKER }) });
  }

  function nextWorker(): Hand | undefined {
    const idlest = workers.toSorted((a, b) => a.jobs.size - b.jobs.size)[0];
    const isFree = idlest?.jobs.size === 0;
    return isFree || workers.length >= maxWorkers || hasNone ? idlest : (start() ?? idlest);
  }

  async function hashFile(
    file: Blob,
    shape: FileShape,
    options: LeafOptions,
  ): Promise<Result<void, LeafError>> {
    const { signal } = options;
    const onLeaves = withoutRepeats(options);
    const worker = nextWorker();
    asked += 1;
    const ask = { kind: 'file', id: asked, file, shape } as const;
    const result = worker && (await hashIn(worker, ask, onLeaves, signal));
    if (result && (result.ok || result.error.detail !== NO_WORKER)) return result;
    const sha256 = (bytes: Bytes) => hash.sha256(bytes);
    return hashLeavesOf(file, shape, { sha256, onLeaves, isAborted: () => signal.aborted });
  }

  return {
    of: (file) => ({ hashLeaves: (shape, leafOptions) => hashFile(file, shape, leafOptions) }),
    dispose() {
      for (const { thread, jobs } of workers.splice(0)) {
        thread.terminate();
        for (const { ask, tell } of Array.from(jobs.values()))
          tell({ kind: 'file-done', id: ask.id, result: ABORTED });
      }
    },
  };
}

type LeafOptions = Parameters<LeafHasher['hashLeaves']>[1];

/** Whoever begins anew tells what was told before. */
function withoutRepeats({ onLeaves, signal }: LeafOptions): LeafWork['onLeaves'] {
  let told = 0;
  return (from, hashes) => {
    if (from < told || signal.aborted) return;
    told = from + hashes.length / SHA256_BYTES;
    onLeaves(from, hashes);
  };
}

const NO_WORKER = 'The worker of hashes is gone.';
const ABORTED: Result<void, LeafError> = err({ code: 'aborted', detail: 'Given up.' });

function hashIn(
  { thread, jobs }: Hand,
  ask: Job['ask'],
  onLeaves: LeafWork['onLeaves'],
  signal: AbortSignal,
): Promise<Result<void, LeafError>> {
  if (signal.aborted) return Promise.resolve(ABORTED);
  return new Promise((resolve) => {
    function settle(result: Result<void, LeafError>): void {
      jobs.delete(ask.id);
      signal.removeEventListener('abort', abort);
      resolve(result);
    }
    function abort(): void {
      thread.postMessage({ kind: 'abort', id: ask.id } satisfies AskedOfHasher);
      settle(ABORTED);
    }
    signal.addEventListener('abort', abort, { once: true });
    jobs.set(ask.id, {
      ask,
      tell(told) {
        if (told.kind === 'leaves') onLeaves(told.from, told.hashes);
        else settle(told.result);
      },
    });
    thread.postMessage(ask);
  });
}
