// A copy of the page remembers the origin it was saved from by its file's name, `kith@host+8443.html`: its bytes stay
// those of the build. Anybody can name a file: what is read here is asked about before it is used.

import { isThisMachine } from './brokers.ts';

/** For a page that has no origin worth remembering. */
export const PLAIN_COPY_NAME = 'kith.html';

/** A host of at most 253 characters, a port, and what a browser appends when the name is taken. */
const MAX_NAME_LENGTH = 290;
const NAME = /^kith@(?<host>[a-z0-9.-]{1,253})(?:\+(?<port>[1-9]\d{0,4}))?(?: ?\(\d{1,4}\))?\.html?$/;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * What to call a copy of the page at `page`, such as `kith@kith.example.html`. Plain where there is no https host to
 * come back to, or one that a file name cannot tell: only the root of a host is remembered.
 */
export function copyNameOf(page: string | undefined): string {
  if (page === undefined || !URL.canParse(page)) return PLAIN_COPY_NAME;
  const { protocol, hostname, port, pathname, origin } = new URL(page);
  if (protocol !== 'https:' || pathname !== '/') return PLAIN_COPY_NAME;
  const name = `kith@${hostname}${port === '' ? '' : `+${port}`}.html`;
  return parseCopyName(name) === origin ? name : PLAIN_COPY_NAME;
}

/** The origin that a file's address names, such as `https://kith.example:8443`; undefined for every other address. */
export function savedFromOf(address: string): string | undefined {
  if (!address.startsWith('file:') || !URL.canParse(address)) return undefined;
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  return name.length > MAX_NAME_LENGTH * 3 ? undefined : parseCopyName(decode(name));
}

/** The inverse of {@link copyNameOf}; a name with anything else in it names nothing. */
export function parseCopyName(name: string): string | undefined {
  const { host = '', port } = NAME.exec(name.slice(0, MAX_NAME_LENGTH))?.groups ?? {};
  if (!host.split('.').every((label) => LABEL.test(label)) || isThisMachine(host)) return undefined;
  const origin = port === undefined ? `https://${host}` : `https://${host}:${port}`;
  // The browser reads some names as other hosts (`127.1`, default ports): then it is not a name that was given here.
  return URL.canParse(origin) && new URL(origin).origin === origin ? origin : undefined;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
