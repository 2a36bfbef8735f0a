// The two things we need of a session description's text: the certificate's fingerprint and the largest message.

import { parseHex, type Bytes } from '../primitives/bytes.ts';
import { err, ok, type Result } from '../primitives/result.ts';

/** What every engine takes that we know, bytes; Chromium states it. */
export const STATED_MAX_MESSAGE_BYTES = 262_144;

const FINGERPRINT_LINE = /^a=fingerprint:(\S+)[ \t]+(\S+)[ \t]*$/gim;
const SHA256_HEX_PAIRS = /^[0-9a-f]{2}(?::[0-9a-f]{2}){31}$/i;

/**
 * The one SHA-256 fingerprint that a description names, 32 bytes. Several different ones, or another hash beside it,
 * would let the other side choose after the handshake which certificate was meant (PROTOCOL [L3]).
 */
export function descriptionFingerprint(sdp: string): Result<Bytes, string> {
  const values = new Set<string>();
  for (const [, hash = '', value = ''] of sdp.matchAll(FINGERPRINT_LINE)) {
    if (hash.toLowerCase() !== 'sha-256') return err(`a ${hash.slice(0, 20)} fingerprint`);
    values.add(value.toLowerCase());
  }
  const [value] = values;
  if (values.size !== 1 || value === undefined) return err(`${values.size} fingerprints`);
  const bytes = SHA256_HEX_PAIRS.test(value) ? parseHex(value.replaceAll(':', '')) : undefined;
  return bytes ? ok(bytes) : err('a malformed fingerprint');
}

/** How many media sections a description has, the one for data included. */
export function countMediaSections(sdp: string): number {
  return sdp.match(/^m=/gm)?.length ?? 0;
}

/**
 * A description as we read it: where it does not state the largest message, ours is meant (PROTOCOL [L6]), not the
 * 64 KiB of RFC 8841, which a full frame exceeds.
 */
export function stateMaxMessageSize(sdp: string): string {
  if (/^a=max-message-size:/m.test(sdp)) return sdp;
  return sdp.replace(/^(a=sctp-port:.*)(\r?)$/m, `$1$2\na=max-message-size:${STATED_MAX_MESSAGE_BYTES}$2`);
}
