// Signatures of whoever one says one is, for models over a room that is not there: they hold within the process, and
// break with every changed byte.

import { digest } from 'lib0/hash/sha256';
import { concatBytes, copyBytes, encodeUtf8, equalBytes, type Bytes } from '../../src/primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../src/primitives/ids.ts';
import type { Attest, Attested } from '../../src/room/attest.ts';

const KEY_BYTES = 65;
const NONCE_BYTES = 32;

export function createFakeAttest({ peerId, identityId }: Attested): Attest {
  const [key, nonce] = [padded(identityId, KEY_BYTES), padded(peerId, NONCE_BYTES)];
  const whoIs: Attest['whoIs'] = async (proof) => ({
    peerId: textIn(proof.nonce) as PeerId,
    identityId: textIn(proof.key) as IdentityId,
  });
  return {
    sign: async (label, data) => ({ key, nonce, signature: signature(label, { key, nonce, data }) }),
    async verify(label, data, attestation) {
      const holds = equalBytes(signature(label, { ...attestation, data }), attestation.signature);
      return holds ? whoIs(attestation) : undefined;
    },
    whoIs,
    hash: async (data) => copyBytes(digest(data)),
  };
}

function signature(
  label: string,
  { key, nonce, data }: { readonly key: Bytes; readonly nonce: Bytes; readonly data: Uint8Array },
): Bytes {
  const half = digest(concatBytes(encodeUtf8(label), key, nonce, data));
  return concatBytes(half, digest(half));
}

function padded(text: string, length: number): Bytes {
  const bytes = new Uint8Array(length);
  bytes.set(encodeUtf8(text).subarray(0, length));
  return bytes;
}

function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\0', '');
}
