// The bytes of this layer: the first byte of every frame says what it is, the rest is CBOR or sealed. Schemas and
// limits only; what the messages mean is in handshake.ts.

import { concatBytes, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../primitives/codec.ts';
import { PUBLIC_KEY_BYTES, SHA256_BYTES, SIGNATURE_BYTES } from '../primitives/crypto.ts';
import { err, type Result } from '../primitives/result.ts';
import { bytes, integer, list, oneOf, record, text, type Parsed, type Schema } from '../primitives/schema.ts';
import { SESSION_NONCE_BYTES } from './identity.ts';

/** Version of handshake and sealing together; other versions are refused (PROTOCOL [H9]). */
export const HANDSHAKE_VERSION = 1;

/** First byte of a frame. Everything but `data` belongs to the handshake and travels on `control` alone. */
export const FRAME = { data: 0, hello: 1, proof: 2, ready: 3, refusal: 4 } as const;

export const HELLO_NONCE_BYTES = 32;
/** A hello is about 190 bytes; the rest is room for fields of later minor versions. */
export const MAX_HELLO_BYTES = 1024;
/** A sealed proof is about 450 bytes and at most 32 capabilities of 32 letters. */
export const MAX_PROOF_BYTES = 2048;
/** A sealed READY is empty but for its tag. */
export const MAX_READY_BYTES = 64;
export const MAX_REFUSAL_BYTES = 64;
export const MAX_CAPABILITIES = 32;
export const MAX_CAPABILITY_LENGTH = 32;

export const HELLO_VERSION = record({ version: integer({ min: 0, max: 65_535 }) });

export const HELLO = record({
  version: oneOf(HANDSHAKE_VERSION),
  /** HMAC-SHA-256 under the namespace over role and nonce: says which context is meant without naming it. */
  tag: bytes({ length: SHA256_BYTES }),
  /** Raw ephemeral agreement key. */
  ephemeral: bytes({ length: PUBLIC_KEY_BYTES }),
  nonce: bytes({ length: HELLO_NONCE_BYTES }),
});
export type Hello = Parsed<typeof HELLO>;

export const PROOF = record({
  identity: bytes({ length: PUBLIC_KEY_BYTES }),
  agreement: bytes({ length: PUBLIC_KEY_BYTES }),
  certificate: bytes({ length: SIGNATURE_BYTES }),
  sessionNonce: bytes({ length: SESSION_NONCE_BYTES }),
  /** SHA-256 of both DTLS certificates as the sender sees them: dialer's, then listener's. */
  fingerprints: bytes({ length: 2 * SHA256_BYTES }),
  capabilities: list(text({ maxLength: MAX_CAPABILITY_LENGTH }), { maxLength: MAX_CAPABILITIES }),
  signature: bytes({ length: SIGNATURE_BYTES }),
});
export type Proof = Parsed<typeof PROOF>;

/** Told in clear before the keys exist, so that the other side can say why; believed only as a failure. */
export const REFUSAL = record({ code: oneOf('version', 'unknown-context') });
export type Refusal = Parsed<typeof REFUSAL>;

export function frameOf(type: (typeof FRAME)[keyof typeof FRAME], body: Uint8Array): Bytes {
  return concatBytes(Uint8Array.of(type), body);
}

export function encodeHello(hello: Hello): Bytes {
  return frameOf(FRAME.hello, encodeMessage({ ...hello }));
}

export function encodeRefusal(refusal: Refusal): Bytes {
  return frameOf(FRAME.refusal, encodeMessage({ ...refusal }));
}

/** Length first, then the schema. */
export function decodeBody<T>(body: Uint8Array, maxBytes: number, schema: Schema<T>): Result<T, DecodeError> {
  return body.length > maxBytes
    ? err({ code: 'malformed', detail: `longer than ${maxBytes} bytes` })
    : decodeMessage(body, schema);
}
