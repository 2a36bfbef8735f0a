// Which addresses a message may lead to, and how they are shown: where they really lead, never more than fits. Pure;
// nothing is fetched, ever.

export interface SafeLink {
  readonly href: string;
  /** Where it leads, in the form that shows look-alike letters; of a mail address, the address. */
  readonly host: string;
}

export const MAX_LINK_LENGTH = 2_000;
/** A longer address is folded in the middle of a message; it opens whole. */
const MAX_SHOWN_LENGTH = 64;
const KEPT_AT_END = 12;

/** Undefined for all that is not a web or a mail address, and for what only looks like its first host. */
export function readSafeLink(address: string): SafeLink | undefined {
  if (address.length > MAX_LINK_LENGTH || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol === 'mailto:') return readMail(url);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '') return undefined;
  return { href: url.href, host: url.host };
}

/** Only whom it goes to: what a link would write into the mail is not its author's to say. */
function readMail({ pathname }: URL): SafeLink | undefined {
  return /^[^\s@,%<>"]+@[^\s@,%<>"]+$/.test(pathname)
    ? { href: `mailto:${pathname}`, host: pathname }
    : undefined;
}

/**
 * Whether a link's text says letter by letter where it leads, so that nothing need be added. A host in other letters, one
 * in the path, behind invisible characters or folded away does not count.
 */
export function showsHost(text: string, { href, host }: SafeLink): boolean {
  if (/[\s\p{C}]/u.test(text)) return false;
  const shown = foldAddress(text).toLowerCase();
  if (href.startsWith('mailto:')) return shown === `mailto:${host}`.toLowerCase();
  const authority = /^https?:\/\/([^/?#\\]+)/.exec(shown)?.[1];
  return authority === host && readSafeLink(text)?.host === host;
}

/** An address as it is shown: its start and its end when it is long. */
export function foldAddress(address: string): string {
  if (address.length <= MAX_SHOWN_LENGTH) return address;
  const start = MAX_SHOWN_LENGTH - KEPT_AT_END - 1;
  return `${address.slice(0, start).toWellFormed()}…${address.slice(-KEPT_AT_END).toWellFormed()}`;
}
