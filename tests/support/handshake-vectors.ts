// Golden handshakes: what two sides brought in and every frame they sent, in hex. Recorded once with real keys,
// replayed by every later version that claims to speak the same protocol.

import { formatHex, parseHex, type Bytes } from '../../src/primitives/bytes.ts';
import type { AgreementKey, CryptoPort, KeyPair } from '../../src/primitives/crypto.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import type { HandshakeOutcome } from '../../src/secure/handshake.ts';
import type { HandshakeSetup, Role } from '../../src/secure/handshake-setup.ts';
import { createSealer } from '../../src/secure/cipher.ts';
import { openIdentity, peerIdOf, type LocalPeer } from '../../src/secure/identity.ts';
import type { HandshakeContext } from '../../src/secure/secure-link.ts';
import type { ChannelName } from '../../src/transport/transport.ts';

export interface DataVector {
  readonly channel: ChannelName;
  readonly payload: string;
  readonly frame: string;
}

export interface SideVector {
  readonly signingPublic: string;
  readonly signingPkcs8: string;
  readonly agreementPublic: string;
  readonly agreementPkcs8: string;
  readonly sessionNonce: string;
  readonly ephemeralPublic: string;
  readonly ephemeralPkcs8: string;
  readonly helloNonce: string;
  readonly fingerprint: string;
  readonly capabilities: readonly string[];
  readonly identityId: string;
  readonly peerId: string;
  /** The handshake frames this side sent, in order. */
  readonly frames: readonly string[];
  /** The first sealed frames it sent on each channel. */
  readonly data: readonly DataVector[];
}

export interface HandshakeVector {
  readonly title: string;
  readonly namespace: string;
  readonly psk?: string;
  readonly epochSecret?: string;
  readonly dialer: SideVector;
  readonly listener: SideVector;
}

/** The recorded side, ready to say the same again: its keys, and the randomness it drew. */
export interface ReplaySide {
  readonly setup: HandshakeSetup;
  readonly random: RandomSource;
}

export async function replaySide(
  vector: HandshakeVector,
  role: Role,
  crypto: CryptoPort,
): Promise<ReplaySide> {
  const own = vector[role];
  const other = vector[role === 'dialer' ? 'listener' : 'dialer'];
  const ephemeral = await importEphemeral(own, crypto);
  return {
    random: { bytes: () => fromHex(own.helloNonce) },
    setup: {
      role,
      peer: await peerOf(own, ephemeral, crypto),
      contexts: [contextOf(vector)],
      capabilities: own.capabilities,
      fingerprints: { local: fromHex(own.fingerprint), remote: fromHex(other.fingerprint) },
      crypto: { ...crypto, generateAgreementKey: async () => ephemeral },
    },
  };
}

/** Seals payloads as the side does right after the handshake. */
export async function sealAll(
  payloads: readonly Pick<DataVector, 'channel' | 'payload'>[],
  { outcome, role, crypto }: { outcome: HandshakeOutcome; role: Role; crypto: CryptoPort },
): Promise<DataVector[]> {
  const sealed: DataVector[] = [];
  for (const channel of ['control', 'bulk', 'realtime'] as const) {
    const given = payloads.filter((each) => each.channel === channel);
    const frames: string[] = [];
    const sealer = createSealer(
      { crypto, channel, key: outcome.keys[role][channel] },
      { onFrame: (frame) => frames.push(formatHex(frame)), onFailure: (detail) => frames.push(detail) },
    );
    for (const { payload } of given) sealer.push(fromHex(payload));
    await sealer.settled();
    sealed.push(...given.map(({ payload }, index) => ({ channel, payload, frame: frames[index] ?? '' })));
  }
  return sealed;
}

export function fromHex(text: string): Bytes {
  const bytes = parseHex(text);
  if (!bytes) throw new Error(`not hex: ${text}`);
  return bytes;
}

function contextOf({ namespace, psk, epochSecret }: HandshakeVector): HandshakeContext {
  return {
    namespace: fromHex(namespace),
    ...(psk === undefined ? {} : { psk: fromHex(psk) }),
    ...(epochSecret === undefined ? {} : { epochSecret: fromHex(epochSecret) }),
  };
}

async function importEphemeral(side: SideVector, crypto: CryptoPort): Promise<KeyPair<AgreementKey>> {
  const privateKey = await crypto.importAgreementKey(fromHex(side.ephemeralPkcs8));
  if (!privateKey) throw new Error('the ephemeral key is none');
  return { publicKey: fromHex(side.ephemeralPublic), privateKey };
}

async function peerOf(
  side: SideVector,
  sessionKey: KeyPair<AgreementKey>,
  crypto: CryptoPort,
): Promise<LocalPeer> {
  const identity = await openIdentity(
    {
      signingPublic: fromHex(side.signingPublic),
      signingPkcs8: fromHex(side.signingPkcs8),
      agreementPublic: fromHex(side.agreementPublic),
      agreementPkcs8: fromHex(side.agreementPkcs8),
      storageKey: new Uint8Array(32),
    },
    crypto,
  );
  if (!identity.ok) throw new Error(identity.error);
  const sessionNonce = fromHex(side.sessionNonce);
  const peerId = await peerIdOf(identity.value.publicKey, sessionNonce, crypto);
  return { identity: identity.value, sessionNonce, peerId, sessionKey, memory: new Map() };
}
