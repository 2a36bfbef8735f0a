// People who own rooms, and charters made by them, with repeatable cryptography.

import { changeFor, signNext, type Act } from '../../src/room/charter-acts.ts';
import { firstCharter, rootOf, type Charter } from '../../src/room/charter.ts';
import { encodeProof } from '../../src/room/charter-proof.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { createGhostIdentity, type LocalIdentity } from '../../src/secure/identity.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface CharterWorld {
  readonly crypto: ReturnType<typeof createFakeCrypto>;
  readonly namespace: Bytes;
  readonly person: () => Promise<LocalIdentity>;
  /** What a room of `owner` begins with. */
  readonly begin: (owner: LocalIdentity) => Promise<Charter>;
  /** Throws when `by` may not. */
  readonly act: (charter: Charter, by: LocalIdentity, act: Act) => Promise<Charter>;
  readonly acts: (charter: Charter, by: LocalIdentity, ...acts: readonly Act[]) => Promise<Charter>;
}

export function createCharterWorld(seed: number, members: readonly IdentityId[] = []): CharterWorld {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const namespace = random.bytes(16);

  async function act(charter: Charter, by: LocalIdentity, done: Act): Promise<Charter> {
    const actor = { identity: by.id, key: by.publicKey, members };
    const change = changeFor(charter, done, actor);
    if (!change.ok) throw new Error(change.error);
    const epochHash = change.value.raisesEpoch ? random.bytes(32) : undefined;
    const next = await signNext(charter, change.value, { identity: by, crypto, epochHash });
    if (!next.ok) throw new Error(next.error);
    return next.value;
  }

  return {
    crypto,
    namespace,
    person: () => createGhostIdentity({ crypto, random }),
    begin: (owner) => firstCharter(namespace, rootOf(owner.id), crypto),
    act,
    async acts(charter, by, ...done) {
      let current = charter;
      for (const each of done) current = await act(current, by, each);
      return current;
    },
  };
}

/** As it crosses the wire. */
export function proofOf(charter: Charter): Bytes {
  const proof = encodeProof(charter);
  if (!proof) throw new Error('nothing was signed yet');
  return proof;
}
