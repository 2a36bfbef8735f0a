// Browsers give cameras, keys and offline pages only to https and to this machine itself. Plain http from elsewhere is
// sent to https on the same port; plain http from this machine must call it by a name of its own, so that a foreign
// site whose name was pointed here (DNS rebinding) reads nothing.
//
// WebSockets are not judged: the broker serves any origin, and a saved file, which cannot accept a certificate, may
// use it in plain.

import { hostname } from 'node:os';
import type { Request, RequestHandler } from 'express';
import { isLoopback } from './addresses.ts';

export interface SecureOriginOptions {
  /** KITH_PUBLIC_URL's origin: a proxy in front of the host speaks for this name. */
  readonly publicOrigin: string | undefined;
}

export type Verdict =
  | { readonly kind: 'serve' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'refuse'; readonly hostName: string }
  | { readonly kind: 'malformed' };

/** What is known of a request before it is served. */
export interface Arrival {
  readonly isEncrypted: boolean;
  /** The address of this machine that was connected to. */
  readonly localAddress: string;
  /** The Host header, hostile. */
  readonly host: string | undefined;
  /** Set by a proxy in front; whoever lies here only harms himself. */
  readonly forwardedProtocol: string | undefined;
  /** Path and query. */
  readonly target: string;
}

const HOST = /^(?<name>[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const TEMPORARY_REDIRECT = 307;
const BAD_REQUEST = 400;
const MISDIRECTED_REQUEST = 421;

export function createSecureOriginRule(options: SecureOriginOptions): RequestHandler {
  return (request, response, next) => {
    const verdict = judgeArrival(arrivalOf(request), options);
    if (verdict.kind === 'serve') return next();
    response.set('cache-control', 'no-store');
    // Means nothing on a plain address; Chromium says so in the page's console even after the redirect.
    response.removeHeader('cross-origin-opener-policy');
    if (verdict.kind === 'redirect') return response.redirect(TEMPORARY_REDIRECT, verdict.location);
    response.status(verdict.kind === 'refuse' ? MISDIRECTED_REQUEST : BAD_REQUEST).type('text/plain');
    response.send(sentenceOf(verdict));
  };
}

/** Whether to serve a request here, or to send it to https, or to refuse it. */
export function judgeArrival(arrival: Arrival, { publicOrigin }: SecureOriginOptions): Verdict {
  const name = HOST.exec(arrival.host ?? '')?.groups?.['name']?.toLowerCase();
  if (name === undefined) return { kind: 'malformed' };
  if (arrival.isEncrypted) return { kind: 'serve' };
  const isPublicName = publicOrigin !== undefined && new URL(publicOrigin).hostname === name;
  if (isPublicName && (publicOrigin.startsWith('http:') || arrival.forwardedProtocol === 'https'))
    return { kind: 'serve' };
  if (!isLoopback(arrival.localAddress)) {
    return { kind: 'redirect', location: `https://${arrival.host}${arrival.target}` };
  }
  return isNameOfThisMachine(name) || isPublicName ? { kind: 'serve' } : { kind: 'refuse', hostName: name };
}

function isNameOfThisMachine(name: string): boolean {
  const isLocal = name === 'localhost' || name.endsWith('.localhost') || name === hostname().toLowerCase();
  return isLocal || isLoopback(name.replace(/^\[|\]$/g, ''));
}

function arrivalOf(request: Request): Arrival {
  return {
    isEncrypted: 'encrypted' in request.socket,
    localAddress: request.socket.localAddress ?? '',
    host: request.headers.host,
    forwardedProtocol: request.get('x-forwarded-proto'),
    target: request.originalUrl.startsWith('/') ? request.originalUrl : '/',
  };
}

function sentenceOf(verdict: Verdict): string {
  if (verdict.kind !== 'refuse') return 'This request does not say which host it is for.\n';
  return `Kith does not answer to the name "${verdict.hostName}". If the name is yours, start Kith with KITH_PUBLIC_URL=https://${verdict.hostName}\n`;
}
