// What others may be told of a peer: where it can be dialled and which keys are its own, signed by itself. Bound to a
// purpose and a namespace, so that it says nothing elsewhere (PROTOCOL [I4], [I5]). Whoever passes it on can hide it,
// not change it. On a public namespace the signer is a throwaway identity: then it names nobody.

import { copyBytes, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type CryptoPort } from '../primitives/crypto.ts';
import { parseTransportId, type IdentityId, type PeerId, type TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { bytes, integer, list, oneOf, record, text, type Parsed } from '../primitives/schema.ts';
import { identityIdOf, peerIdOf, SESSION_NONCE_BYTES, type LocalPeer } from './identity.ts';

/** Where an entry counts. */
export const ENTRY_PURPOSES = ['room', 'nearby', 'rendezvous'] as const;
export interface EntryPlace {
  readonly purpose: (typeof ENTRY_PURPOSES)[number];
  /** 16 bytes. */
  readonly namespace: Uint8Array;
}

/** A verified entry. */
export interface Entry {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  /** Raw signing key, 65 bytes. */
  readonly identityKey: Bytes;
  /** Raw agreement key of this session, 65 bytes: messages across hops are sealed to it. */
  readonly sessionKey: Bytes;
  /** At brokers and elsewhere, best first. */
  readonly transportIds: readonly TransportId[];
  /** The peer's own count: of two entries of one peer the higher is the later. */
  readonly issued: number;
  /** How long a holder may pass it on, from when it arrived; no clocks are compared. */
  readonly ttlMs: number;
  /** As it came: what is passed on. */
  readonly encoded: Bytes;
}

export interface EntryContent {
  readonly transportIds: readonly TransportId[];
  readonly issued: number;
  readonly ttlMs: number;
}

export type EntryErrorCode =
  | 'malformed'
  /** Signed for another purpose or namespace. */
  | 'elsewhere'
  | 'bad-signature';
export type EntryError = { readonly code: EntryErrorCode; readonly detail: string };

export const MAX_ENTRY_BYTES = 1024;
export const MAX_ENTRY_TRANSPORT_IDS = 8;
/** A known peer of a kept room is worth trying for a day. */
export const MAX_ENTRY_TTL_MS = 86_400_000;

const NAMESPACE_BYTES = 16;
const MAX_TRANSPORT_ID_LENGTH = 128;
const LABEL = 'kith/entry/1';

const ENTRY = record({
  version: oneOf(1),
  purpose: oneOf(...ENTRY_PURPOSES),
  namespace: bytes({ length: NAMESPACE_BYTES }),
  /** The peer id follows from key and nonce; it is not said, so it cannot be said wrongly. */
  identity: bytes({ length: PUBLIC_KEY_BYTES }),
  nonce: bytes({ length: SESSION_NONCE_BYTES }),
  session: bytes({ length: PUBLIC_KEY_BYTES }),
  transports: list(text({ maxLength: MAX_TRANSPORT_ID_LENGTH }), { maxLength: MAX_ENTRY_TRANSPORT_IDS }),
  issued: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  ttlMs: integer({ min: 1, max: MAX_ENTRY_TTL_MS }),
  signature: bytes({ length: SIGNATURE_BYTES }),
});
type WireEntry = Parsed<typeof ENTRY>;

/** An entry about the peer itself. Throws when the content breaks the limits: that is a mistake of the caller. */
export async function signEntry(place: EntryPlace, content: EntryContent, peer: LocalPeer): Promise<Bytes> {
  const unsigned = {
    version: 1,
    purpose: place.purpose,
    namespace: copyBytes(place.namespace),
    identity: peer.identity.publicKey,
    nonce: peer.sessionNonce,
    session: peer.sessionKey.publicKey,
    transports: content.transportIds,
    issued: content.issued,
    ttlMs: content.ttlMs,
  } as const;
  const signature = await peer.identity.sign(signedBytes(unsigned));
  const encoded = encodeMessage({ ...unsigned, signature });
  if (encoded.length > MAX_ENTRY_BYTES || !decodeMessage(encoded, ENTRY).ok)
    throw new RangeError('an entry has at most 8 transport ids and 1 KiB');
  return encoded;
}

/** The entry, when it was signed for this place by the key that its peer id is made of. */
export async function verifyEntry(
  encoded: Uint8Array,
  place: EntryPlace,
  crypto: CryptoPort,
): Promise<Result<Entry, EntryError>> {
  const parsed = parseEntry(encoded);
  if (!parsed.ok) return parsed;
  const { wire, transportIds } = parsed.value;
  if (wire.purpose !== place.purpose || !equalBytes(wire.namespace, place.namespace))
    return fail('elsewhere', `signed for ${wire.purpose} of another place`);
  const { signature, ...unsigned } = wire;
  if (!(await crypto.verify(wire.identity, signature, signedBytes(unsigned))))
    return fail('bad-signature', 'not signed by the key it names');
  const [peerId, identityId] = await Promise.all([
    peerIdOf(wire.identity, wire.nonce, crypto),
    identityIdOf(wire.identity, crypto),
  ]);
  return ok({
    peerId,
    identityId,
    identityKey: wire.identity,
    sessionKey: wire.session,
    transportIds,
    issued: wire.issued,
    ttlMs: wire.ttlMs,
    encoded: copyBytes(encoded),
  });
}

function parseEntry(
  encoded: Uint8Array,
): Result<{ readonly wire: WireEntry; readonly transportIds: readonly TransportId[] }, EntryError> {
  if (encoded.length > MAX_ENTRY_BYTES) return fail('malformed', 'longer than 1 KiB');
  const wire = decodeMessage(encoded, ENTRY);
  if (!wire.ok) return fail('malformed', wire.error.detail);
  const transportIds = wire.value.transports.map(parseTransportId).filter((id) => id !== undefined);
  if (transportIds.length < wire.value.transports.length) return fail('malformed', 'no transport id');
  return ok({ wire: wire.value, transportIds });
}

function signedBytes(unsigned: Omit<WireEntry, 'signature'>): Bytes {
  return encodeMessage({ label: LABEL, ...unsigned });
}

function fail(code: EntryErrorCode, detail: string): Result<never, EntryError> {
  return err({ code, detail });
}
