// A stream into the browser's list of downloads, through the service worker: for browsers that let no page write a file.
// Nothing of it lies in memory but the piece on its way.

import type { Clock } from '../../primitives/clock.ts';
import { scheduleEvery } from '../../primitives/clock.ts';
import type { ByteSink, FileError } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';

/** From the click to the first byte asked for; a person may have to choose a place first. */
const BEGIN_TIMEOUT_MS = 60_000;
/** A worker is awake within a part of a second; one that never answers is tried without. */
const HEARD_TIMEOUT_MS = 5_000;
/** Browsers end a worker that hears nothing for 30 s, and the download with it. */
const AWAKE_PERIOD_MS = 10_000;

export interface FileToDownload {
  /** Cleaned. */
  readonly name: string;
  /** Undefined where it is not known before the end. */
  readonly sizeBytes: number | undefined;
}

export interface DownloadSinkWorld {
  /** The worker that answers for this page's scope; undefined where there is none. */
  readonly findWorker: () => Promise<Pick<ServiceWorker, 'postMessage'> | undefined>;
  /** 32 hex digits from a random source. */
  readonly newId: () => string;
  /** Lets the browser ask for the address, relative to the page, without leaving the page. */
  readonly visit: (address: string) => void;
  readonly clock: Clock;
  /** Calls when the page goes; returns how to stop listening. */
  readonly onPageGone: (listener: () => void) => () => void;
}

const WITHDRAWN: Result<never, FileError> = err({ code: 'denied', detail: 'The download was cancelled.' });

/**
 * Resolves once the browser asks for bytes. `denied`: there is no worker, or nobody asked in time, as where the person
 * said no.
 */
export async function openDownloadSink(
  file: FileToDownload,
  world: DownloadSinkWorld,
): Promise<Result<ByteSink, FileError>> {
  const worker = await world.findWorker();
  if (!worker) return err({ code: 'denied', detail: 'There is no service worker.' });
  const id = world.newId();
  const { port1, port2 } = new MessageChannel();
  const flow = createFlow(port1, world, () => worker.postMessage({ type: 'stay-awake' }));
  worker.postMessage({ type: 'offer-download', offer: { id, ...file } }, [port2]);
  await untilHeard(worker, world.clock);
  world.visit(`./download/${id}`);
  if (await flow.isAsked()) return ok(flow.sink);
  await flow.sink.abort();
  return err({ code: 'denied', detail: 'The browser did not begin the download.' });
}

/**
 * A worker that had to be woken may be asked for the address before it is told of it, and then finds nothing there. Messages
 * are heard in their order, and this one is answered.
 */
function untilHeard(worker: Pick<ServiceWorker, 'postMessage'>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const settle = () => {
      cancel();
      port1.close();
      resolve();
    };
    const cancel = clock.schedule(HEARD_TIMEOUT_MS, settle);
    port1.onmessage = settle;
    worker.postMessage({ type: 'stay-awake' }, [port2]);
  });
}

interface Flow {
  readonly sink: ByteSink;
  /** The browser wants the first bytes; false when it does not in time. */
  isAsked(): Promise<boolean>;
}

function createFlow(port: MessagePort, world: DownloadSinkWorld, stayAwake: () => void): Flow {
  const flow: {
    /** Pieces asked for that were not sent yet. */ asked: number;
    failed?: Result<never, FileError>;
  } = {
    asked: 0,
  };
  let notify: () => void = () => undefined;
  const stopWaking = scheduleEvery(world.clock, AWAKE_PERIOD_MS, stayAwake);
  const stopListening = world.onPageGone(() => end('abort'));

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'pull') flow.asked += 1;
    else letGo(WITHDRAWN);
    notify();
  };

  function letGo(why: Result<never, FileError>): void {
    flow.failed ??= why;
    stopWaking();
    stopListening();
    notify();
  }

  function end(how: 'end' | 'abort'): void {
    if (flow.failed) return;
    port.postMessage(how);
    letGo(err({ code: 'broken', detail: 'The download has ended.' }));
  }

  async function untilAsked(): Promise<void> {
    while (flow.asked === 0 && !flow.failed) await new Promise<void>((resolve) => (notify = resolve));
  }

  return {
    async isAsked() {
      const cancel = world.clock.schedule(BEGIN_TIMEOUT_MS, () => end('abort'));
      await untilAsked();
      cancel();
      return flow.failed === undefined;
    },
    sink: {
      async write(bytes) {
        await untilAsked();
        if (flow.failed) return flow.failed;
        flow.asked -= 1;
        const own = bytes.slice();
        port.postMessage(own, [own.buffer]);
        return ok();
      },
      async close() {
        // Asked for again: what was written before has been taken over.
        await untilAsked();
        if (flow.failed) return flow.failed;
        end('end');
        return ok();
      },
      async abort() {
        end('abort');
      },
    },
  };
}
