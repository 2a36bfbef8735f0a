// A counter as an AES-GCM nonce: 4 zero bytes, then 64 bits, big-endian. A key never sees a counter twice.

import type { Bytes } from '../primitives/bytes.ts';
import { AEAD_NONCE_BYTES } from '../primitives/crypto.ts';

export const COUNTER_BYTES = 8;

export function counterNonce(counter: number): Bytes {
  const nonce = new Uint8Array(AEAD_NONCE_BYTES);
  new DataView(nonce.buffer).setBigUint64(AEAD_NONCE_BYTES - COUNTER_BYTES, BigInt(counter));
  return nonce;
}

export function encodeCounter(counter: number): Bytes {
  return counterNonce(counter).slice(AEAD_NONCE_BYTES - COUNTER_BYTES);
}

/** Undefined beyond 2^53: no honest sender gets there. */
export function decodeCounter(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counter = Number(view.getBigUint64(0));
  return Number.isSafeInteger(counter) ? counter : undefined;
}
