// The worker's side of playing what is still arriving: a player asks for ranges, the page that has the parts gives them as
// they come. Holds no more than what is on its way.

import { streamFrom, type DownloadPort } from './download-stream.ts';
import type { MediaOffer } from './messages.ts';

/** Played at once from all pages; the oldest goes first. */
const MAX_MEDIA = 16;

/** What the worker asks of the page; the bytes come through the port that goes with it. */
export interface AskedRange {
  readonly from: number;
  /** Past the last byte. */
  readonly to: number;
}

/** The part of a `MessagePort` that is used. */
export interface MediaPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: AskedRange, transfer: Transferable[]): void;
  close(): void;
}

export interface MediaStreams {
  /** `port` leads to the page, which says anything on it once it is done. */
  offer(offer: MediaOffer, port: MediaPort): void;
  /** `range` as the header has it, or null. */
  answer(id: string, range: string | null): Response;
}

export function createMediaStreams(
  openChannel: () => { readonly port1: DownloadPort; readonly port2: Transferable } = () =>
    new MessageChannel(),
): MediaStreams {
  const offers = new Map<string, { readonly offer: MediaOffer; readonly port: MediaPort }>();

  function end(id: string): void {
    offers.get(id)?.port.close();
    offers.delete(id);
  }

  return {
    offer(offer, port) {
      port.onmessage = () => end(offer.id);
      offers.set(offer.id, { offer, port });
      const [oldest] = offers.keys();
      if (offers.size > MAX_MEDIA && oldest !== undefined) end(oldest);
    },
    answer(id, header) {
      const found = offers.get(id);
      if (!found) return new Response(null, { status: 404 });
      const { sizeBytes, mimeType } = found.offer;
      const range = header === null ? { from: 0, to: sizeBytes } : rangeIn(header, sizeBytes);
      if (!range)
        return new Response(null, { status: 416, headers: { 'content-range': `bytes */${sizeBytes}` } });
      const { port1, port2 } = openChannel();
      found.port.postMessage(range, [port2]);
      return new Response(streamFrom(port1), {
        status: header === null ? 200 : 206,
        headers: mediaHeaders(range, { sizeBytes, mimeType }),
      });
    },
  };
}

function mediaHeaders(
  { from, to }: AskedRange,
  { sizeBytes, mimeType }: Pick<MediaOffer, 'sizeBytes' | 'mimeType'>,
): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-length': String(to - from),
    'content-range': `bytes ${from}-${to - 1}/${sizeBytes}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': mimeType,
    'x-content-type-options': 'nosniff',
  };
}

/** One range, as players ask: `bytes=5-`, `bytes=5-9`, `bytes=-5`. Undefined for what lies outside, or is none. */
export function rangeIn(header: string, sizeBytes: number): AskedRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return from < to ? { from, to } : undefined;
}
