// What the page may ask of the worker. The page's side is platform/service-worker.ts; a test holds both together.

/** Largest page a client may hand over, bytes: the file's budget on disk (8 MB) twice over. */
export const PAGE_MAX_BYTES = 16 * 2 ** 20;

export type PageMessage =
  /** Answered with {@link PageStatus}. */
  | { readonly type: 'page-status' }
  /** The page's own bytes, so that the first visit needs no second download; answered with {@link PageStatus}. */
  | { readonly type: 'keep-page'; readonly page: Blob }
  /** The person said yes to the update. */
  | { readonly type: 'skip-waiting' }
  /** Takes back what the page of that id shows: it was looked at, or it goes. */
  | { readonly type: 'close-notifications'; readonly page: string }
  /** The browser will ask for this download; its bytes come through the port that is sent along. */
  | { readonly type: 'offer-download'; readonly offer: DownloadOffer }
  /** A player will ask for parts of this; they come through the port that is sent along. */
  | { readonly type: 'offer-media'; readonly offer: MediaOffer }
  /** Said while a download runs: a worker that hears nothing for half a minute is ended. */
  | { readonly type: 'stay-awake' };

/** Longest name of a download, UTF-16 units; file systems take 255 bytes. */
const MAX_DOWNLOAD_NAME_LENGTH = 1_024;

export interface DownloadOffer {
  /** 32 hex digits that nobody guesses; part of its address, `./download/<id>`. */
  readonly id: string;
  /** Cleaned by the page. */
  readonly name: string;
  /** Undefined where it is not known before the end. */
  readonly sizeBytes: number | undefined;
}

export interface MediaOffer {
  /** 32 hex digits that nobody guesses; part of its address, `./play/<id>`. */
  readonly id: string;
  readonly sizeBytes: number;
  /** `audio/…` or `video/…`, without parameters: what no browser runs. */
  readonly mimeType: string;
}

/** Of an answer that is written to disk and never shown, whatever its bytes are. */
export function downloadHeaders({ name, sizeBytes }: DownloadOffer): Record<string, string> {
  const escaped = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${escaped}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    ...(sizeBytes === undefined ? {} : { 'content-length': String(sizeBytes) }),
  };
}

export interface PageStatus {
  readonly hasPage: boolean;
  /** The worker's name for the page that asks. */
  readonly clientId: string;
}

/** What the worker tells a page: its notification of that name was pressed. */
export interface NotificationPressed {
  readonly type: 'notification-pressed';
  readonly page: string;
  readonly name: string;
}

/** A message of a client, or undefined for anything else that arrives. */
export function parsePageMessage(data: unknown): PageMessage | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
  if (data.type === 'page-status' || data.type === 'skip-waiting' || data.type === 'stay-awake')
    return { type: data.type };
  if (data.type === 'offer-download') {
    const offer = 'offer' in data ? parseOffer(data.offer) : undefined;
    return offer && { type: 'offer-download', offer };
  }
  if (data.type === 'offer-media') {
    const offer = 'offer' in data ? parseMedia(data.offer) : undefined;
    return offer && { type: 'offer-media', offer };
  }
  if (data.type === 'close-notifications')
    return 'page' in data && typeof data.page === 'string' ? { type: data.type, page: data.page } : undefined;
  if (data.type !== 'keep-page' || !('page' in data) || !(data.page instanceof Blob)) return undefined;
  return data.page.size <= PAGE_MAX_BYTES ? { type: 'keep-page', page: data.page } : undefined;
}

function parseOffer(data: unknown): DownloadOffer | undefined {
  if (typeof data !== 'object' || data === null || !('id' in data) || !('name' in data)) return undefined;
  const { id, name } = data;
  const sizeBytes = 'sizeBytes' in data ? data.sizeBytes : undefined;
  if (typeof id !== 'string' || !DOWNLOAD_ID.test(id)) return undefined;
  if (typeof name !== 'string' || name === '' || name.length > MAX_DOWNLOAD_NAME_LENGTH) return undefined;
  if (sizeBytes === undefined) return { id, name, sizeBytes };
  const isSize = typeof sizeBytes === 'number' && Number.isSafeInteger(sizeBytes) && sizeBytes >= 0;
  return isSize ? { id, name, sizeBytes } : undefined;
}

function parseMedia(data: unknown): MediaOffer | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('id' in data) || !('sizeBytes' in data) || !('mimeType' in data)) return undefined;
  const { id, sizeBytes, mimeType } = data;
  if (typeof id !== 'string' || !DOWNLOAD_ID.test(id)) return undefined;
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1) return undefined;
  return typeof mimeType === 'string' && PLAYED.test(mimeType) ? { id, sizeBytes, mimeType } : undefined;
}

const DOWNLOAD_ID = /^[0-9a-f]{32}$/;
const PLAYED = /^(?:audio|video)\/[a-z0-9.+-]{1,64}$/;
