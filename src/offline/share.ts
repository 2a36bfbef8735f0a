// What another app shares with Kith, as the address of the page's view for it. Everything in it is somebody else's
// text. It travels behind the `#`: no server sees it and nothing is stored.

/** Longest field passed on, UTF-16 units; a room link with its six words is under 300. */
export const SHARE_FIELD_MAX_LENGTH = 4_096;

const FIELDS = ['title', 'text', 'url'] as const;

export interface FormFields {
  get(name: string): unknown;
}

/** Address of the page's share view, relative to the scope, with the shared text fields; files are ignored. */
export function shareViewAddress(form: FormFields): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = form.get(field);
    const text = typeof value === 'string' ? value.slice(0, SHARE_FIELD_MAX_LENGTH).trim() : '';
    if (text !== '') query.set(field, text.toWellFormed());
  }
  return query.size > 0 ? `./#/share?${query.toString()}` : './#/';
}
