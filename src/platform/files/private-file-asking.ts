// Asks the worker of private files, and makes of each file there one that the page can use.

import type { Bytes } from '../../primitives/bytes.ts';
import { scheduleEvery, type Cancel, type Clock } from '../../primitives/clock.ts';
import type { FileError, PositionedFile } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type {
  AskedOfWorker,
  FilePart,
  FileRequest,
  PrivatePath,
  ToldByWorker,
} from './private-file-messages.ts';
import { readPart } from './writable-file.ts';

/** The part of a worker that is used. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;
export type StartWorker = () => WorkerLike;

export interface FileWorker {
  /** `no-worker`: this page may have none, or its handles cannot do it. */
  open(path: PrivatePath, sizeBytes: number): Promise<Result<PositionedFile, FileError> | 'no-worker'>;
  /** False when it could not be moved, or is no file of this worker. */
  move(file: PositionedFile, path: PrivatePath): Promise<boolean>;
  /** Given up: its files are broken, and another may be started for others. */
  isSilent(): boolean;
  /** Closes every file. */
  dispose(): Promise<void>;
}

type Answer = ToldByWorker['result'];
type Ask = (file: number, request: FileRequest, transfer?: readonly ArrayBuffer[]) => Promise<Answer>;

const GONE: Answer = err({ code: 'broken', detail: 'The worker of files is gone.' });
const SILENT: Answer = err({ code: 'broken', detail: 'The disk does not answer.' });

/** A disk that answers nothing for so many of these is not waited for any longer. */
const LOOK_MS = 10_000;
const SILENT_LOOKS = 6;

/** With a clock a worker that falls silent over a question is given up after a minute. */
export function createFileWorker(startWorker: StartWorker, clock?: Clock): FileWorker {
  const link = connect(startWorker, clock);
  const numbers = new WeakMap<PositionedFile, number>();
  const open = new Set<number>();
  let opened = 0;

  return {
    async open(path, sizeBytes) {
      opened += 1;
      const number = opened;
      const result = await link.ask(number, { kind: 'open', path, sizeBytes });
      if (!result.ok) return lacksHandles(result.error, link.isGone()) ? 'no-worker' : result;
      const noted = result.value instanceof Uint8Array ? result.value : undefined;
      const file = createAskedFile(link.ask, number, { noted, onClosed: () => open.delete(number) });
      numbers.set(file, number);
      open.add(number);
      return ok(file);
    },
    async move(file, path) {
      const number = numbers.get(file);
      return number !== undefined && (await link.ask(number, { kind: 'move', path })).ok;
    },
    isSilent: () => link.isSilent(),
    async dispose() {
      await Promise.all(Array.from(open, (number) => link.ask(number, { kind: 'close' })));
      link.end();
    },
  };
}

/** An old browser's handles have no such method: the error is of calling what is not there. */
function lacksHandles({ detail }: FileError, isGone: boolean): boolean {
  return isGone || detail.startsWith('TypeError');
}

interface Link {
  readonly ask: Ask;
  isGone(): boolean;
  isSilent(): boolean;
  end(): void;
}

function connect(startWorker: StartWorker, clock: Clock | undefined): Link {
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  let worker: WorkerLike | undefined;
  let isSilent = false;

  function end(answer: Answer): void {
    watch.stop();
    worker?.terminate();
    worker = undefined;
    for (const settle of Array.from(waiting.values())) settle(answer);
    waiting.clear();
  }

  const watch = watchSilence(clock, { isWaiting: () => waiting.size > 0, onSilent });

  function onSilent(): void {
    isSilent = true;
    end(SILENT);
  }

  try {
    worker = startWorker();
    worker.addEventListener('message', (event) => {
      const { id, result } = (event as MessageEvent<ToldByWorker>).data;
      waiting.get(id)?.(result);
      waiting.delete(id);
      watch.onAnswer();
    });
    worker.addEventListener('error', () => end(GONE));
  } catch {
    // A page that may start no workers: `isGone` says so.
  }

  return {
    ask(file, request, transfer = []) {
      if (!worker) return Promise.resolve(GONE);
      asked += 1;
      const message: AskedOfWorker = { id: asked, file, request };
      worker.postMessage(message, { transfer: [...transfer] });
      watch.start();
      return new Promise((resolve) => waiting.set(message.id, resolve));
    },
    isGone: () => worker === undefined,
    isSilent: () => isSilent,
    end: () => end(GONE),
  };
}

interface Silence {
  readonly isWaiting: () => boolean;
  readonly onSilent: () => void;
}

/** Counts own looks, not time: a page that slept must not take its sleep for the disk's. Runs while something is asked. */
function watchSilence(clock: Clock | undefined, { isWaiting, onSilent }: Silence) {
  let cancel: Cancel | undefined;
  let silentLooks = 0;

  function stop(): void {
    cancel?.();
    cancel = undefined;
  }

  function look(): void {
    silentLooks += 1;
    if (!isWaiting()) stop();
    else if (silentLooks > SILENT_LOOKS) onSilent();
  }

  return {
    stop,
    start() {
      if (cancel || !clock) return;
      silentLooks = 0;
      cancel = scheduleEvery(clock, LOOK_MS, look);
    },
    onAnswer: () => void (silentLooks = 0),
  };
}

type Written = Result<void, FileError>;

/** What comes while a write is under way goes with the next one: a message each costs more than the writing. */
function gatherWrites(
  write: (parts: readonly FilePart[]) => Promise<Written>,
): (part: FilePart) => Promise<Written> {
  let gathered: FilePart[] = [];
  let next: Promise<Written> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function writeGathered(): Promise<Written> {
    await last;
    const parts = gathered;
    gathered = [];
    next = undefined;
    const written = write(parts);
    last = written;
    return written;
  }

  return (part) => {
    gathered.push(part);
    next ??= writeGathered();
    return next;
  };
}

interface AskedFileOptions {
  readonly noted: Bytes | undefined;
  readonly onClosed: () => void;
}

function createAskedFile(ask: Ask, number: number, { noted, onClosed }: AskedFileOptions): PositionedFile {
  let blob: Blob | undefined;

  const asVoid = (answer: Answer): Result<void, FileError> => (answer.ok ? ok() : answer);
  const writeSoon = gatherWrites(async (parts) => {
    const transfer = parts.map(({ bytes }) => bytes.buffer);
    return asVoid(await ask(number, { kind: 'write', parts }, transfer));
  });

  return {
    canRead: true,
    noted,
    async write(position, bytes) {
      // A copy, which is handed over: the caller's may be part of a larger buffer that others read.
      return writeSoon({ position, bytes: bytes.slice() });
    },
    async read(position, length) {
      const finished = blob;
      if (finished) return readPart(async () => finished, position, length);
      const answer = await ask(number, { kind: 'read', position, length });
      if (!answer.ok) return answer;
      return answer.value instanceof Uint8Array
        ? ok(answer.value)
        : err({ code: 'broken', detail: 'No bytes.' });
    },
    note: async (bytes) => asVoid(await ask(number, { kind: 'note', bytes })),
    async finish() {
      const answer = blob ? ok(blob) : await ask(number, { kind: 'finish' });
      if (!answer.ok) return answer;
      if (!(answer.value instanceof Blob)) return err({ code: 'broken', detail: 'No file.' });
      const whole = answer.value;
      blob = whole;
      return ok({ isChosen: false, blob: async () => whole });
    },
    async close() {
      onClosed();
      await ask(number, { kind: 'close' });
    },
    async remove() {
      onClosed();
      await ask(number, { kind: 'remove' });
    },
  };
}
