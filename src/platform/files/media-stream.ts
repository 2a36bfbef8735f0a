// An address under which a player finds a file that is still arriving: through the service worker, which asks for ranges as
// the player does.

import type { Bytes } from '../../primitives/bytes.ts';
import { scheduleEvery, type Clock } from '../../primitives/clock.ts';

/** Browsers end a worker that hears nothing for 30 s. */
const AWAKE_PERIOD_MS = 10_000;

export interface PlayedBytes {
  readonly sizeBytes: number;
  /** `audio/…` or `video/…`, without parameters. */
  readonly mimeType: string;
  /** Some bytes from there on, as soon as they are here; undefined when they never will be, or nobody waits any more. */
  read(from: number, isWanted: () => boolean): Promise<Bytes | undefined>;
  /** Nobody plays it any more. */
  close(): void;
}

export interface MediaWorld {
  /** The worker that answers what this page asks for; undefined where there is none. */
  readonly findWorker: () => Pick<ServiceWorker, 'postMessage'> | undefined;
  /** 32 hex digits from a random source. */
  readonly newId: () => string;
  readonly clock: Clock;
}

export interface Playing {
  /** Relative to the page. */
  readonly url: string;
  close(): void;
}

/** Undefined where no service worker stands between the page and the network. */
export function openMediaStream(bytes: PlayedBytes, world: MediaWorld): Playing | undefined {
  const worker = world.findWorker();
  if (!worker) return undefined;
  const id = world.newId();
  const { port1, port2 } = new MessageChannel();
  const { sizeBytes, mimeType } = bytes;
  let isOpen = true;
  port1.onmessage = ({ data, ports: [port] }: MessageEvent<{ from: number; to: number }>) => {
    if (port) serve(bytes, { port, ...data, isOpen: () => isOpen });
  };
  worker.postMessage({ type: 'offer-media', offer: { id, sizeBytes, mimeType } }, [port2]);
  const stopWaking = scheduleEvery(world.clock, AWAKE_PERIOD_MS, () =>
    worker.postMessage({ type: 'stay-awake' }),
  );
  return {
    url: `./play/${id}`,
    close() {
      isOpen = false;
      stopWaking();
      port1.postMessage('end');
      port1.close();
      bytes.close();
    },
  };
}

interface Asked {
  readonly port: MessagePort;
  readonly from: number;
  readonly to: number;
  readonly isOpen: () => boolean;
}

/** Each pull is one piece; players let go of a range as soon as they jump. */
function serve(bytes: PlayedBytes, { port, from, to, isOpen }: Asked): void {
  let at = from;
  let isWanted = true;
  const stillWanted = () => isWanted && isOpen();

  async function give(): Promise<void> {
    const piece = at < to ? await bytes.read(at, stillWanted) : undefined;
    if (!stillWanted()) return;
    if (!piece) {
      port.postMessage(at < to ? 'abort' : 'end');
      return;
    }
    const own = piece.slice(0, to - at);
    at += own.length;
    port.postMessage(own, [own.buffer]);
    if (at >= to) port.postMessage('end');
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'pull') void give();
    else isWanted = false;
  };
}
