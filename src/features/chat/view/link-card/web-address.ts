// A web address as somebody may open it: where it really leads, in a form that shows tricks, and what to know before.
// Pure; nothing is fetched, ever.

import { err, ok, type Result } from '../../../../primitives/result.ts';
import { latinised } from '../../../../room/look-alikes.ts';
import { MAX_URL_LENGTH } from '../../api.ts';
import { foldAddress } from '../safe-link.ts';
import { lettersOfHost } from './punycode.ts';

export type AddressProblem =
  | 'empty'
  | 'too-long'
  /** Invisible characters or spaces inside, or nothing a browser understands. */
  | 'unreadable'
  /** `javascript:`, `data:`, `file:` and everything else that is not http or https. */
  | 'not-web'
  /** `https://bank.example@evil.example/` */
  | 'hides-host';

export type AddressWarning =
  /** Its letters can be taken for others: {@link WebAddress.looksLike}. */
  | 'look-alike'
  /** {@link WebAddress.letters} are more than a to z. */
  | 'other-letters'
  /** A number instead of a name. */
  | 'number'
  /** Leads into the network at home or to this device itself. */
  | 'near'
  /** http: what goes to and fro can be read and changed on the way. */
  | 'plain'
  /** So long that its end could be missed. */
  | 'long-host';

export interface WebAddress {
  readonly href: string;
  /** As browsers show it, with `xn--` and port; never folded. */
  readonly host: string;
  /** The host for reading: what stands before the part that says whose it is, folded when long, and that part. */
  readonly shown: { readonly before: string; readonly whose: string };
  /** The host in its own letters, when those are others. */
  readonly letters: string | undefined;
  /** What those letters can be taken for. */
  readonly looksLike: string | undefined;
  /** Path and query, folded; '' for none. */
  readonly path: string;
  readonly warnings: readonly AddressWarning[];
  /** Over https, and to a name of the public net: the rest is for a tab of its own. */
  readonly mayPreview: boolean;
}

/** What is left of a long host: its end, which says whose it is. */
const MAX_SHOWN_HOST = 48;
const HIDDEN_CHARACTER = /[\s\p{C}]/u;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
/** Loopback, private, link-local, shared and unspecified, as the browser writes them. */
const NEAR_IPV4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const NEAR_IPV6 = /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:)/;
const NEAR_NAME = /(?:^|\.)(?:localhost|local|lan|home|internal|intranet|home\.arpa|test|onion)$/;

/** `typed` may lack its scheme: https then. */
export function readWebAddress(typed: string): Result<WebAddress, AddressProblem> {
  const address = typed.trim();
  if (address === '') return err('empty');
  if (address.length > MAX_URL_LENGTH) return err('too-long');
  if (HIDDEN_CHARACTER.test(address)) return err('unreadable');
  const hasScheme = /^[a-z][a-z\d+.-]*:(?!\d+(?:[/?#]|$))/i.test(address);
  const whole = hasScheme ? address : `https://${address}`;
  if (!URL.canParse(whole)) return err('unreadable');
  const url = new URL(whole);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return err('not-web');
  if (url.username !== '' || url.password !== '') return err('hides-host');
  // Percent signs and the like become longer.
  return url.href.length > MAX_URL_LENGTH ? err('too-long') : ok(describe(url));
}

function describe(url: URL): WebAddress {
  const { hostname, host, href } = url;
  const letters = lettersOfHost(hostname);
  const latin = latinised(letters);
  const isOther = letters !== hostname;
  const looksLike = isOther && latin !== letters && /^[\x21-\x7E]+$/.test(latin) ? latin : undefined;
  const isNumber = IPV4.test(hostname) || hostname.startsWith('[');
  const isNear = isNumber
    ? NEAR_IPV4.test(hostname) || NEAR_IPV6.test(hostname)
    : !hostname.replace(/\.$/, '').includes('.') || NEAR_NAME.test(hostname.replace(/\.$/, ''));
  const isPlain = url.protocol === 'http:';
  const found: readonly (readonly [AddressWarning, boolean])[] = [
    ['look-alike', looksLike !== undefined],
    ['other-letters', isOther && looksLike === undefined],
    ['near', isNear],
    ['number', isNumber && !isNear],
    ['long-host', host.length > MAX_SHOWN_HOST],
    ['plain', isPlain && !isNear],
  ];
  const rest = `${url.pathname}${url.search}${url.hash}`;
  return {
    href,
    host,
    shown: splitHost(host, isNumber),
    letters: isOther ? letters : undefined,
    looksLike,
    path: rest.length > 1 ? foldAddress(rest) : '',
    warnings: found.filter(([, holds]) => holds).map(([warning]) => warning),
    mayPreview: !isPlain && !isNear && !isNumber,
  };
}

/** Only for emphasis: which registry sells what under which ending is a list of ten thousand. */
function splitHost(host: string, isNumber: boolean): WebAddress['shown'] {
  const labels = host.split('.');
  const isPaired =
    (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3 && labels.length > 2;
  const whose = isNumber ? host : labels.slice(isPaired ? -3 : -2).join('.');
  const before = host.slice(0, host.length - whose.length);
  const room = Math.max(0, MAX_SHOWN_HOST - whose.length);
  return {
    before: before.length > room ? `…${before.slice(before.length - room)}` : before,
    whose: whose.length > MAX_SHOWN_HOST ? `…${whose.slice(-MAX_SHOWN_HOST)}` : whose,
  };
}
