// Which page comes to the front when a notification is pressed. Pure: sw.ts asks the browser and does it.

import type { NotificationPressed } from './messages.ts';

/** As `WindowClient` says it. */
export interface OpenPage {
  readonly id: string;
  readonly focused: boolean;
  readonly visibilityState: string;
}

export type ClickAnswer =
  /** `pressed` is told to that page. */
  | { readonly kind: 'focus'; readonly id: string; readonly pressed: NotificationPressed | undefined }
  /** No page is left. */
  | { readonly kind: 'open' };

/** `data` is what its page gave the notification; it may be of another version of Kith. */
export function decideClick(data: unknown, pages: readonly OpenPage[]): ClickAnswer {
  const shown = parseShown(data);
  const own = pages.find(({ id }) => id === shown?.page);
  if (own && shown) return { kind: 'focus', id: own.id, pressed: { type: 'notification-pressed', ...shown } };
  // Whoever showed it is gone: any page is nearer than a new one.
  const other =
    pages.find(({ focused }) => focused) ??
    pages.find(({ visibilityState }) => visibilityState === 'visible') ??
    pages[0];
  return other ? { kind: 'focus', id: other.id, pressed: undefined } : { kind: 'open' };
}

/** Whether the notification was shown by the page of that id. */
export function isShownBy(page: string, data: unknown): boolean {
  return parseShown(data)?.page === page;
}

function parseShown(data: unknown): { readonly page: string; readonly name: string } | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const isShown =
    'page' in data && typeof data.page === 'string' && 'name' in data && typeof data.name === 'string';
  return isShown ? { page: data.page as string, name: data.name as string } : undefined;
}
