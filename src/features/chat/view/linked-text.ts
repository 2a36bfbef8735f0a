// Finds http(s) addresses in text that is shown as written, so that they can be opened with care. Pure; nothing is
// fetched, ever.

import { MAX_LINK_LENGTH, readSafeLink } from './safe-link.ts';

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `host` is where the address really leads, in the form that shows look-alike letters. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly host: string };

/** Links in one message beyond these stay text. */
export const MAX_LINKS = 20;
const ADDRESS = /\bhttps?:\/\/[^\s\p{Cc}<>"'`]+/giu;
const TRAILING = /[.,;:!?)\]}'"»”’]+$/u;

export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const link = links < MAX_LINKS ? readLink(match[0]) : undefined;
    if (!link) continue;
    links += 1;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(link);
    end = match.index + link.text.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function readLink(found: string): Extract<TextPart, { kind: 'link' }> | undefined {
  // Before the punctuation is looked for: that would take its time over an endless address.
  if (found.length > MAX_LINK_LENGTH * 2) return undefined;
  const text = found.replace(TRAILING, '');
  const link = readSafeLink(text);
  return link && { kind: 'link', text, ...link };
}
