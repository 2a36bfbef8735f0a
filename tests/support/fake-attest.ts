// Signatures of whoever one says one is, for models over a room that is not there: they hold within the process, and
// break with every changed byte.

import { digest } from 'lib0/hash/sha256';
import { concatBytes, copyBytes, encodeUtf8, equalBytes, type Bytes } from '../../src/primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../src/primitives/ids.ts';
import type { Attest, Attested } from '../../src/room/attest.ts';
import { encodeContent, type Content } from '../../src/features/chat/log/content.ts';
import { KIND, ROOM_THREAD } from '../../src/features/chat/log/entry.ts';
import { closeRun, signEntry } from '../../src/features/chat/log/run.ts';

const KEY_BYTES = 65;
const NONCE_BYTES = 32;

export function createFakeAttest({ peerId, identityId }: Attested): Attest {
  const [key, nonce] = [padded(identityId, KEY_BYTES), padded(peerId, NONCE_BYTES)];
  const whoIs: Attest['whoIs'] = async (proof) => ({
    peerId: textIn(proof.nonce) as PeerId,
    identityId: textIn(proof.key) as IdentityId,
  });
  const memory = new Map<string, object>();
  return {
    async remember<T extends object>(name: string, make: () => T): Promise<T> {
      const known = memory.get(name) ?? make();
      memory.set(name, known);
      return known as T;
    },
    sign: async (label, data) => ({ key, nonce, signature: signature(label, { key, nonce, data }) }),
    async verify(label, data, attestation) {
      const holds = equalBytes(signature(label, { ...attestation, data }), attestation.signature);
      return holds ? whoIs(attestation) : undefined;
    },
    whoIs,
    hash: async (data) => copyBytes(digest(data)),
  };
}

/** The first thing that somebody says in the room, as it arrives. */
export async function saying(by: Attested, text: string): Promise<unknown> {
  const attest = createFakeAttest(by);
  const content: Content = { kind: 'text', text, mentions: [], files: [] };
  const at = { ms: 1, n: 0, seq: 0, prev: new Uint8Array(32), sentMs: 1, lifeMs: 0 };
  const { peerId, identityId } = by;
  const draft = { peerId, identityId, ...at, kind: KIND.text, content: encodeContent(content) };
  const { entry, attestation } = await signEntry(draft, { thread: ROOM_THREAD, attest });
  return { type: 'say', run: closeRun(attestation, [entry]) };
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
