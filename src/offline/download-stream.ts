// The worker's side of a download that a page writes: the page offers it by id, the browser asks for that address once,
// and the answer's bytes are pulled from the page, one piece at a time. Holds no more than what is on its way.

import { downloadHeaders, type DownloadOffer } from './messages.ts';

/** Offered and not asked for yet: a page asks within moments of offering. */
const MAX_OFFERS = 32;

/** What the worker says to the page about one download. */
export type ToldToPage = 'pull' | 'cancelled';

/** What the page says: bytes, or how it ends. */
export type ToldToDownload = Uint8Array<ArrayBuffer> | 'end' | 'abort';

/** The part of a `MessagePort` that is used. */
export type DownloadPort = Pick<MessagePort, 'postMessage' | 'close'> & {
  onmessage: ((event: MessageEvent) => void) | null;
};

export interface DownloadStreams {
  /** `port` leads to the page. */
  offer(offer: DownloadOffer, port: DownloadPort): void;
  /** The download, the first time that it is asked for; later, and for ids that nobody offered, nothing is found. */
  answer(id: string): Response;
}

export function createDownloadStreams(): DownloadStreams {
  const offers = new Map<string, { readonly offer: DownloadOffer; readonly port: DownloadPort }>();

  return {
    offer(offer, port) {
      offers.set(offer.id, { offer, port });
      const [oldest] = offers.keys();
      if (offers.size <= MAX_OFFERS || oldest === undefined) return;
      tell(offers.get(oldest)?.port, 'cancelled');
      offers.delete(oldest);
    },
    answer(id) {
      const found = offers.get(id);
      if (!found) return new Response(null, { status: 404 });
      offers.delete(id);
      return new Response(streamFrom(found.port), { headers: downloadHeaders(found.offer) });
    },
  };
}

function tell(port: DownloadPort | undefined, what: ToldToPage): void {
  port?.postMessage(what);
}

/** Bytes that the page gives one piece at a time, as they are pulled. */
export function streamFrom(port: DownloadPort): ReadableStream<Uint8Array<ArrayBuffer>> {
  let settlePull: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      port.onmessage = ({ data }: MessageEvent<ToldToDownload>) => {
        if (data instanceof Uint8Array) controller.enqueue(data);
        else if (data === 'end') controller.close();
        else controller.error(new Error('The page gave up.'));
        if (!(data instanceof Uint8Array)) port.close();
        settlePull();
      };
    },
    pull() {
      tell(port, 'pull');
      return new Promise<void>((resolve) => (settlePull = resolve));
    },
    cancel() {
      tell(port, 'cancelled');
      port.close();
    },
  });
}
