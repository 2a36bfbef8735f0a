// The address of a room: `https://host/#/r/six-words~owner`, or `kith:r/six-words~owner` where there is no page to point
// at. Reads links of any origin and says what is wrong with others. Opens nothing.

import { parseBase32 } from '../primitives/base32.ts';
import { formatBase64url, parseBase64url } from '../primitives/base64url.ts';
import type { IdentityId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import {
  completeWord,
  formatRoomCode,
  parseRoomCode,
  ROOM_CODE_WORDS,
  type RoomCode,
  type RoomCodeError,
} from './room-code.ts';

export interface RoomAddress {
  readonly code: RoomCode;
  /** Base64url of the first 16 bytes of the owner's fingerprint; undefined when the words came alone. */
  readonly owner: string | undefined;
}

export interface RoomLink extends RoomAddress {
  /** Where the page of the link lives, such as `https://host:8443`; undefined for files, `kith:` text and bare words. */
  readonly origin: string | undefined;
}

export type RoomLinkError =
  /** Not a link at all, or one that leads elsewhere. */
  | { readonly code: 'not-a-link' | 'foreign' }
  /** A link of Kith that leads to something other than a room. */
  | { readonly code: 'other-route'; readonly route: string }
  /** A room's link in a form that later copies of Kith make. */
  | { readonly code: 'later-version' }
  /** The end is missing, as when a messenger broke the line. */
  | { readonly code: 'cut-short' }
  | { readonly code: 'wrong-code'; readonly cause: RoomCodeError };

export const OWNER_BYTES = 16;
/** A room link is below 200 characters; a pasted message around it may be longer. */
const MAX_TEXT_LENGTH = 4_096;
const TEXT_SCHEME = 'kith:';
const ROUTE = '/r/';
/** Where a later form of the link says its version: `/r2/…` or `/2/r/…`. */
const LATER_ROUTE = /^(?:r\d+|\d+\/r)\//;
/** And where a later form of the owner does: `2.…`. */
const LATER_OWNER = /^\d+\./;

/** `page` is the page's address without a fragment, such as `https://host/` or the origin a copy was saved from. */
export function formatRoomLink(page: string, address: RoomAddress): string {
  return `${page}#${ROUTE}${formatRoomAddress(address)}`;
}

/** The form that needs no page: for QR codes, files and text between copies opened from disk. */
export function formatRoomText(address: RoomAddress): string {
  return `${TEXT_SCHEME}r/${formatRoomAddress(address)}`;
}

/** The part behind `#/r/`. */
export function formatRoomAddress({ code, owner }: RoomAddress): string {
  return owner === undefined ? formatRoomCode(code) : `${formatRoomCode(code)}~${owner}`;
}

/** Whatever a person pasted to join: a link, `kith:` text, a message with one of them in it, or the bare words. */
export function parseRoomInput(text: string): Result<RoomLink, RoomLinkError> {
  const looksLikeLink = /:\/\/|#\/|(?:^|\s)kith:/i.test(text.slice(0, MAX_TEXT_LENGTH));
  if (looksLikeLink) return parseRoomLink(text);
  const code = parseRoomCode(text);
  if (code.ok) return ok({ origin: undefined, code: code.value, owner: undefined });
  return err(isOtherScheme(text) ? { code: 'not-a-link' } : { code: 'wrong-code', cause: code.error });
}

/** `javascript:…`, `mailto:…`: an address without a gap, and none of ours. */
function isOtherScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text.trim());
}

/** Reads the first link of `text`. */
export function parseRoomLink(text: string): Result<RoomLink, RoomLinkError> {
  const link = findLink(text.slice(0, MAX_TEXT_LENGTH));
  if (link === undefined) return err({ code: 'not-a-link' });
  if (link.toLowerCase().startsWith(TEXT_SCHEME)) return parseText(link.slice(TEXT_SCHEME.length));
  const [page, fragment] = splitAt(link, '#');
  if (fragment === undefined || !fragment.startsWith('/')) return err({ code: 'foreign' });
  if (LATER_ROUTE.test(fragment.slice(1))) return err({ code: 'later-version' });
  if (!fragment.startsWith(ROUTE)) return err({ code: 'other-route', route: fragment.slice(0, 64) });
  return parseAddress(fragment.slice(ROUTE.length), originOf(page));
}

function parseText(text: string): Result<RoomLink, RoomLinkError> {
  const [route, rest] = splitAt(text, '/');
  if (rest === undefined) return parseAddress(text, undefined);
  if (LATER_ROUTE.test(text)) return err({ code: 'later-version' });
  return route === 'r' ? parseAddress(rest, undefined) : err({ code: 'other-route', route });
}

function parseAddress(text: string, origin: string | undefined): Result<RoomLink, RoomLinkError> {
  const [words, owner] = splitAt(decodePercent(text), '~');
  const code = parseRoomCode(words);
  if (!code.ok) {
    const isCut = owner === undefined && isCutShort(code.error);
    return err(isCut ? { code: 'cut-short' } : { code: 'wrong-code', cause: code.error });
  }
  if (owner === undefined) return ok({ origin, code: code.value, owner: undefined });
  if (LATER_OWNER.test(owner)) return err({ code: 'later-version' });
  const ownerText = owner.replace(/[^A-Za-z0-9_-].*$/s, '');
  if (parseBase64url(ownerText)?.length !== OWNER_BYTES) return err({ code: 'cut-short' });
  return ok({ origin, code: code.value, owner: ownerText });
}

/** Words are missing at the end, or only the last one is half there. */
function isCutShort(error: RoomCodeError): boolean {
  if (error.code === 'empty' || error.code === 'too-few') return true;
  if (error.code !== 'wrong-words') return false;
  if (error.count < ROOM_CODE_WORDS) return true;
  const [last, ...others] = error.wrong;
  const isOnlyTheLast = last !== undefined && last.isLast && others.length === 0;
  return isOnlyTheLast && completeWord(last.word, 1).length > 0;
}

function findLink(text: string): string | undefined {
  const pieces = text.split(/[\s<>"'`]+/);
  const isLink = (piece: string) => /^kith:/i.test(piece) || /#\//.test(piece);
  return pieces.find(isLink) ?? pieces.find((piece) => /^[a-z][a-z0-9+.-]*:\/\//i.test(piece));
}

/** http(s) origins only: a file's path means nothing on another machine. */
function originOf(page: string): string | undefined {
  if (!URL.canParse(page)) return undefined;
  const { protocol, origin } = new URL(page);
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
}

/** Messengers escape the tilde. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** What a room's link says of its owner: the first half of the fingerprint. */
export function ownerOf(identityId: IdentityId): string {
  return formatBase64url((parseBase32(identityId) ?? new Uint8Array()).subarray(0, OWNER_BYTES));
}
