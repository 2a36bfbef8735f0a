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
  | { readonly type: 'close-notifications'; readonly page: string };

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
  if (data.type === 'page-status' || data.type === 'skip-waiting') return { type: data.type };
  if (data.type === 'close-notifications')
    return 'page' in data && typeof data.page === 'string' ? { type: data.type, page: data.page } : undefined;
  if (data.type !== 'keep-page' || !('page' in data) || !(data.page instanceof Blob)) return undefined;
  return data.page.size <= PAGE_MAX_BYTES ? { type: 'keep-page', page: data.page } : undefined;
}
