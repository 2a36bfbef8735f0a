// Signatures of members that hold beyond the moment: what somebody said here can be passed on, and whoever gets it sees
// by whom it is. Bound to this conversation and to what it was signed for, so that it says nothing elsewhere.

import { formatBase64url } from '../primitives/base64url.ts';
import { concatBytes, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { identityIdOf, peerIdOf, type LocalPeer } from '../secure/identity.ts';

/** The key and nonce that a peer id follows from, and that peer's signature. */
export interface Attestation {
  /** 65 bytes. */
  readonly key: Bytes;
  /** 32 bytes. */
  readonly nonce: Bytes;
  /** 64 bytes. */
  readonly signature: Bytes;
}

export interface Attested {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
}

export interface Attest {
  /** By this instance. `label` names what it is for. */
  sign(label: string, data: Uint8Array): Promise<Attestation>;
  /** Whose signature it is; undefined when it does not hold. Not who is a member. */
  verify(label: string, data: Uint8Array, attestation: Attestation): Promise<Attested | undefined>;
  /** Whose `key` and `nonce` are (PROTOCOL [I1], [I3]), whatever they sign. */
  whoIs(proof: Pick<Attestation, 'key' | 'nonce'>): Promise<Attested>;
  /** SHA-256. */
  hash(data: Uint8Array): Promise<Bytes>;
  /**
   * What this instance must not begin anew when it leaves and comes back: made at the first call by that name in this
   * place, and the same from then on while the page is open.
   */
  remember<T extends object>(name: string, make: () => T): Promise<T>;
}

export interface AttestOptions {
  readonly peer: LocalPeer;
  readonly crypto: CryptoPort;
  /** 16 bytes, once they are known: what is asked before waits. */
  readonly namespace: Promise<Uint8Array>;
}

const LABEL = 'kith/attest/1';
/** Whose keys these are follows from them, and is asked with every signature: as many as a room lists. */
const MAX_KNOWN = 1_024;

export function createAttest({ peer, crypto, namespace }: AttestOptions): Attest {
  async function signed(label: string, nonce: Uint8Array, data: Uint8Array): Promise<Bytes> {
    return encodeMessage({ label: `${LABEL} ${label}`, namespace: await namespace, nonce, data });
  }
  const known = new Map<string, Promise<Attested>>();
  async function identify({ key, nonce }: Pick<Attestation, 'key' | 'nonce'>): Promise<Attested> {
    const [peerId, identityId] = await Promise.all([peerIdOf(key, nonce, crypto), identityIdOf(key, crypto)]);
    return { peerId, identityId };
  }
  function whoIs({ key, nonce }: Pick<Attestation, 'key' | 'nonce'>): Promise<Attested> {
    const name = formatBase64url(concatBytes(key, nonce));
    const asked = known.get(name) ?? identify({ key, nonce });
    known.set(name, asked);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return asked;
  }
  return {
    async sign(label, data) {
      const { identity, sessionNonce: nonce } = peer;
      const signature = await identity.sign(await signed(label, nonce, data));
      return { key: identity.publicKey, nonce, signature };
    },
    async verify(label, data, { key, nonce, signature }) {
      const isTheirs = await crypto.verify(key, signature, await signed(label, nonce, data));
      return isTheirs ? whoIs({ key, nonce }) : undefined;
    },
    whoIs,
    hash: (data) => crypto.sha256(data),
    async remember<T extends object>(name: string, make: () => T): Promise<T> {
      const key = `${(await namespace).join()} ${name}`;
      const known = peer.memory.get(key) ?? make();
      peer.memory.set(key, known);
      return known as T;
    },
  };
}
