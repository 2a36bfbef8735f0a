// Which brokers this device may talk to: the host's and the user's own, nobody else's. A broker only introduces
// browsers; what they say never passes through it.

import { err, ok, type Result } from '../primitives/result.ts';

/** A broker's address taken apart, as PeerJS wants it. */
export interface BrokerAddress {
  /** What people know it by: host, and the port when it is unusual. */
  readonly label: string;
  /** Normal form `https://host[:port]/path/`; two spellings of one broker have one url. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Starts and ends with a slash. */
  readonly path: string;
  readonly secure: boolean;
}

/** `insecure`: a page over https may not open an unencrypted connection, except to this machine. */
export type BrokerError = { readonly code: 'not-an-address' | 'insecure' };

export interface BrokerGate {
  /** The address, or undefined when nobody configured it. */
  admit(url: string): BrokerAddress | undefined;
  readonly admitted: readonly BrokerAddress[];
}

/** Where every host of Kith keeps its broker. Source: host/broker.ts. */
export const HOST_BROKER_PATH = '/broker';
const MAX_URL_LENGTH = 300;
/** As parsers leave it: lower case, punycode. Chromium lets spaces and more through, percent-encoded. */
const HOST_NAME = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/;
const DEFAULT_PORTS = { http: 80, https: 443 } as const;
const SCHEMES: Readonly<Record<string, 'http' | 'https'>> = {
  'http:': 'http',
  'ws:': 'http',
  'https:': 'https',
  'wss:': 'https',
};

/** Reads what a person typed or a host wrote. `pageUrl` resolves relative addresses and tells what is allowed. */
export function parseBroker(address: string, pageUrl: string): Result<BrokerAddress, BrokerError> {
  const url = readUrl(address.trim(), pageUrl);
  const scheme = url && SCHEMES[url.protocol];
  if (!url || !scheme || !HOST_NAME.test(url.hostname) || url.username !== '' || url.password !== '')
    return err({ code: 'not-an-address' });
  const secure = scheme === 'https';
  if (!secure && pageUrl.startsWith('https:') && !isThisMachine(url.hostname))
    return err({ code: 'insecure' });
  const port = url.port === '' ? DEFAULT_PORTS[scheme] : Number(url.port);
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  const label = port === DEFAULT_PORTS[scheme] ? url.hostname : `${url.hostname}:${port}`;
  const authority = port === DEFAULT_PORTS[scheme] ? url.hostname : `${url.hostname}:${port}`;
  const normal = `${scheme}://${authority}${path}`;
  // Escaping made it longer than what stores it takes.
  if (normal.length > MAX_URL_LENGTH) return err({ code: 'not-an-address' });
  return ok({ label, url: normal, host: url.hostname, port, path, secure });
}

/** All that can be read among `addresses`, each once, in order. */
export function parseBrokers(addresses: readonly string[], pageUrl: string): readonly BrokerAddress[] {
  const found = new Map<string, BrokerAddress>();
  for (const address of addresses) {
    const parsed = parseBroker(address, pageUrl);
    if (parsed.ok && !found.has(parsed.value.url)) found.set(parsed.value.url, parsed.value);
  }
  return Array.from(found.values());
}

/** Lets exactly the configured brokers through. */
export function createBrokerGate(configured: readonly BrokerAddress[]): BrokerGate {
  const byUrl = new Map(configured.map((broker) => [broker.url, broker]));
  return { admit: (url) => byUrl.get(url), admitted: Array.from(byUrl.values()) };
}

/**
 * The broker that a link from elsewhere points at: that of its own host. Undefined when the link names no origin, or one
 * that is configured already, or one this page may not reach.
 */
export function offeredBroker(
  linkOrigin: string | undefined,
  configured: readonly BrokerAddress[],
  pageUrl: string,
): BrokerAddress | undefined {
  if (linkOrigin === undefined) return undefined;
  const parsed = parseBroker(linkOrigin + HOST_BROKER_PATH, pageUrl);
  if (!parsed.ok) return undefined;
  const { host, port } = parsed.value;
  const isKnown = configured.some((broker) => broker.host === host && broker.port === port);
  return isKnown ? undefined : parsed.value;
}

/**
 * The origin of a host whose broker did not answer, perhaps only because its certificate was never accepted: a page can
 * neither see that nor accept it, the person can, by opening the origin once. Undefined when that would help nobody.
 * `labels` are those of the brokers that did not answer.
 */
export function originToOpen(
  labels: readonly string[],
  configured: readonly BrokerAddress[],
  pageUrl: string,
): string | undefined {
  const pageOrigin = new URL(pageUrl).origin;
  return configured
    .filter(({ label, secure, path }) => labels.includes(label) && secure && path === `${HOST_BROKER_PATH}/`)
    .map(({ url }) => new URL(url).origin)
    .find((origin) => origin !== pageOrigin);
}

/** Whether an address stays on this machine: browsers trust it without a certificate. */
export function isThisMachine(hostname: string): boolean {
  return /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function readUrl(address: string, pageUrl: string): URL | undefined {
  if (address === '' || address.length > MAX_URL_LENGTH) return undefined;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const isRelative = address.startsWith('/');
  const base = /^https?:/.test(pageUrl) ? pageUrl : undefined;
  if (isRelative && base === undefined) return undefined;
  const candidate = hasScheme || isRelative ? address : `https://${address}`;
  return URL.canParse(candidate, base) ? new URL(candidate, base) : undefined;
}
