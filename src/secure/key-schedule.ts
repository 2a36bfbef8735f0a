// From an agreement to keys: two transcripts, one key per purpose and direction (PROTOCOL [H2], [H3]). Pure.

import { concatBytes, encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import { SHA256_BYTES, type AeadKey, type CryptoPort } from '../primitives/crypto.ts';
import { CHANNELS, type ChannelName } from '../transport/transport.ts';
import { bySide, type BySide, type HandshakeSetup, type Role } from './handshake-setup.ts';
import type { HandshakeContext } from './secure-link.ts';
import { HANDSHAKE_VERSION } from './protocol.ts';

/** Keys of frames one side sends, by channel. */
export type TrafficKeys = Readonly<Record<ChannelName, AeadKey>>;

/** Both hellos are known, and so the keys. */
export interface Agreement {
  readonly contextIndex: number;
  readonly handshakeKeys: BySide<AeadKey>;
  readonly keys: BySide<TrafficKeys>;
  /** Binds hellos, namespace and fingerprints. */
  readonly transcript: Bytes;
  /** Dialer's, then listener's, as this side sees them. */
  readonly fingerprints: BySide<Bytes>;
}

const TAG_LABEL = 'kith/handshake/1 tag';
const TRANSCRIPT_LABEL = 'kith/handshake/1 transcript';
const AEAD_KEY_BYTES = 32;
const NOTHING = new Uint8Array(SHA256_BYTES);

/** Names a context to those who hold its namespace, and to nobody else (PROTOCOL [H1]). */
export function contextTag(
  namespace: Uint8Array,
  sender: { readonly role: Role; readonly nonce: Uint8Array },
  crypto: CryptoPort,
): Promise<Bytes> {
  return crypto.hmacSha256(namespace, concatBytes(encodeUtf8(`${TAG_LABEL} ${sender.role}`), sender.nonce));
}

/** Everything that follows from both hellos, the context and the certificates in use. */
export async function deriveAgreement(
  input: {
    readonly agreed: Bytes;
    readonly hellos: BySide<Uint8Array>;
    readonly context: HandshakeContext;
    readonly contextIndex: number;
  },
  { role, fingerprints, crypto }: HandshakeSetup,
): Promise<Agreement> {
  const { namespace } = input.context;
  const seen = bySide(role, fingerprints.local, fingerprints.remote);
  const [helloHash, transcript] = await Promise.all([
    transcriptHash({ namespace, hellos: input.hellos }, crypto),
    transcriptHash({ namespace, hellos: input.hellos, fingerprints: seen }, crypto),
  ]);
  const keyMaterial = keyMaterialOf(input.agreed, input.context);
  const [dialerProof, listenerProof, dialer, listener] = await Promise.all([
    handshakeKey({ keyMaterial, helloHash }, 'dialer', crypto),
    handshakeKey({ keyMaterial, helloHash }, 'listener', crypto),
    trafficKeys({ keyMaterial, transcript }, 'dialer', crypto),
    trafficKeys({ keyMaterial, transcript }, 'listener', crypto),
  ]);
  return {
    contextIndex: input.contextIndex,
    handshakeKeys: { dialer: dialerProof, listener: listenerProof },
    keys: { dialer, listener },
    transcript,
    fingerprints: seen,
  };
}

/**
 * Hash of version, roles, namespace and both hellos as sent (ephemeral keys, nonces and whatever a later version adds),
 * and, once given, both certificate fingerprints.
 */
function transcriptHash(
  said: {
    readonly namespace: Uint8Array;
    readonly hellos: BySide<Uint8Array>;
    readonly fingerprints?: BySide<Uint8Array>;
  },
  crypto: CryptoPort,
): Promise<Bytes> {
  const { namespace, hellos, fingerprints } = said;
  const sides = { dialer: hellos.dialer, listener: hellos.listener };
  return crypto.sha256(
    encodeMessage({
      label: TRANSCRIPT_LABEL,
      version: HANDSHAKE_VERSION,
      namespace,
      hellos: sides,
      fingerprints: fingerprints && { dialer: fingerprints.dialer, listener: fingerprints.listener },
    }),
  );
}

/** Agreement, psk and epoch secret; 32 zero bytes for what there is none of. */
function keyMaterialOf(agreed: Uint8Array, context: HandshakeContext): Bytes {
  return concatBytes(agreed, context.psk ?? NOTHING, context.epochSecret ?? NOTHING);
}

/** The key under which `role` seals its proof and READY. Knows the hellos, not the fingerprints. */
function handshakeKey(
  input: { readonly keyMaterial: Bytes; readonly helloHash: Bytes },
  role: Role,
  crypto: CryptoPort,
): Promise<AeadKey> {
  return derive(
    { keyMaterial: input.keyMaterial, salt: input.helloHash, label: `handshake ${role}` },
    crypto,
  );
}

/** The keys of frames that `role` sends. They know everything, the fingerprints too. */
async function trafficKeys(
  input: { readonly keyMaterial: Bytes; readonly transcript: Bytes },
  role: Role,
  crypto: CryptoPort,
): Promise<TrafficKeys> {
  const [control, bulk, realtime] = await Promise.all(
    CHANNELS.map((channel) =>
      derive({ keyMaterial: input.keyMaterial, salt: input.transcript, label: `${channel} ${role}` }, crypto),
    ),
  );
  if (!control || !bulk || !realtime) throw new Error('a channel without a key');
  return { control, bulk, realtime };
}

async function derive(
  input: { readonly keyMaterial: Bytes; readonly salt: Bytes; readonly label: string },
  crypto: CryptoPort,
): Promise<AeadKey> {
  const key = await crypto.hkdfSha256({
    keyMaterial: input.keyMaterial,
    salt: input.salt,
    info: encodeUtf8(`kith/handshake/1 ${input.label}`),
    lengthBytes: AEAD_KEY_BYTES,
  });
  return crypto.importAeadKey(key);
}
