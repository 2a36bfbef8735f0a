// Reads QR codes out of pictures: the browser's own reader where it has one, else the bundled one in a worker. Either is
// given up when a picture takes too long. One picture at a time.

import type { Clock } from '../../primitives/clock.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { PackedBlock } from '../block-format.ts';
import type { FromCodeWorker, ToCodeWorker } from './code-messages.ts';
import { isCodeOfKith } from './of-kith.ts';
import type { Pixels } from './pixels.ts';

/** `unable`: this page has no reader and can start none. `too-long`: the picture was given up; the next may do. */
export type CodeReadError = 'unable' | 'too-long';

export interface CodeReader {
  /** The text of a code, of Kith's before others; undefined where none is seen. Only after the call before has resolved. */
  read(pixels: Pixels): Promise<Result<string | undefined, CodeReadError>>;
  dispose(): void;
}

interface Detector {
  detect(source: ImageData): Promise<readonly { readonly rawValue: string }[]>;
}

/** Of the Shape Detection API: Chromium on phones and on macOS, so far. */
export interface Detectors {
  new (options: { readonly formats: readonly string[] }): Detector;
  /** Empty where the system lacks what it needs, though the name is there. */
  getSupportedFormats(): Promise<readonly string[]>;
}

export type CodeWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface CodeReaderWorld {
  readonly clock: Clock;
  readonly BarcodeDetector?: Detectors | undefined;
  /** Whether the bundled one looks where the browser's own saw nothing of Kith: at pictures, which no next frame follows. */
  readonly looksTwice?: boolean | undefined;
  /** Throws where the page may start none. */
  readonly startWorker: () => CodeWorker;
  /** Undefined when the page was cut short. */
  readonly loadProgram: () => Promise<PackedBlock | undefined>;
}

/** Frames take a tenth of a second; a slow phone with a large picture, two seconds. */
export const READ_TIMEOUT_MS = 5_000;
/** Unpacking and compiling, once. */
const START_TIMEOUT_MS = 30_000;

export function createCodeReader(world: CodeReaderWorld): CodeReader {
  const { clock, BarcodeDetector, looksTwice = false } = world;
  const bundled = createBundledReader(world);
  let native: Promise<Detector | undefined> | undefined;
  return {
    async read(pixels) {
      const detector = await (native ??= inTime(clock, findDetector(BarcodeDetector)));
      const seen = detector && (await inTime(clock, detect(detector, pixels)));
      if (!seen) {
        // One that failed is not asked again: some are there by name, and their service is not.
        native = Promise.resolve(undefined);
        return bundled.read(pixels);
      }
      const own = seen.find(isCodeOfKith);
      const [text] = seen;
      if (own !== undefined || !looksTwice) return ok(own ?? text);
      const again = await bundled.read(pixels);
      if (text !== undefined) return again.ok && again.value !== undefined ? again : ok(text);
      // Where there is no second reader, the first has looked all the same.
      return !again.ok && again.error === 'unable' ? ok(undefined) : again;
    },
    dispose: () => bundled.dispose(),
  };
}

async function findDetector(Detector: Detectors | undefined): Promise<Detector | undefined> {
  try {
    const formats: readonly string[] | undefined = await Detector?.getSupportedFormats();
    return Detector && formats?.includes('qr_code') ? new Detector({ formats: ['qr_code'] }) : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of all codes it sees; undefined when it failed. */
async function detect(
  detector: Detector,
  { data, width, height }: Pixels,
): Promise<readonly string[] | undefined> {
  try {
    const seen = await detector.detect(new ImageData(data, width, height));
    return seen.map(({ rawValue }) => rawValue);
  } catch {
    return undefined;
  }
}

/** Undefined when it takes longer: a service of the system that hangs settles never. `work` must not reject. */
function inTime<T>(clock: Clock, work: Promise<T | undefined>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const stopClock = clock.schedule(READ_TIMEOUT_MS, () => resolve(undefined));
    void work.then((made) => {
      stopClock();
      resolve(made);
    });
  });
}

function createBundledReader({ clock, startWorker, loadProgram }: CodeReaderWorld): CodeReader {
  let worker: CodeWorker | undefined;
  let ready: Promise<boolean> | undefined;
  let settle: ((message: FromCodeWorker | undefined) => void) | undefined;

  function end(): void {
    worker?.terminate();
    worker = undefined;
    ready = undefined;
    settle?.(undefined);
  }

  /** Undefined when the worker said nothing in time, or is gone. */
  function ask(message: ToCodeWorker, timeoutMs: number): Promise<FromCodeWorker | undefined> {
    return new Promise((resolve) => {
      const stopClock = clock.schedule(timeoutMs, () => settle?.(undefined));
      settle = (answer) => {
        stopClock();
        settle = undefined;
        resolve(answer);
      };
      const handed = message.kind === 'read' ? [message.pixels.data.buffer] : [];
      worker?.postMessage(message, handed);
    });
  }

  async function start(): Promise<boolean> {
    const program = await loadProgram();
    if (!program) return false;
    try {
      worker = startWorker();
    } catch {
      return false;
    }
    worker.addEventListener('message', (event) => settle?.((event as MessageEvent<FromCodeWorker>).data));
    worker.addEventListener('error', end);
    return (await ask({ kind: 'start', program }, START_TIMEOUT_MS))?.kind === 'ready';
  }

  return {
    async read(pixels) {
      if (!(await (ready ??= start()))) {
        end();
        return err('unable');
      }
      const answer = await ask({ kind: 'read', pixels }, READ_TIMEOUT_MS);
      if (answer?.kind === 'read') return ok(answer.text);
      end();
      return err('too-long');
    },
    dispose: end,
  };
}
