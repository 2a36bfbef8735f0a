import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatBase32 } from '../../../src/primitives/base32.ts';
import { concatBytes, encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { markOfHash } from '../../../src/primitives/mark.ts';
import {
  createGhostIdentity,
  generateIdentitySecrets,
  isCertified,
  markOf,
  openIdentity,
  openSession,
} from '../../../src/secure/identity.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function makeDependencies(seed = 1) {
  const random = createSeededRandom(seed);
  return { random, crypto: createFakeCrypto(random) };
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  return createHash('sha256')
    .update(concatBytes(...parts))
    .digest();
}

describe('an identity', () => {
  it('[I1] is named by the SHA-256 of its raw signing key', async () => {
    const identity = await createGhostIdentity(makeDependencies());
    expect(identity.id).toBe(formatBase32(sha256(identity.publicKey)));
  });

  it('[I2] certifies its agreement key', async () => {
    const deps = makeDependencies();
    expect(await isCertified(await createGhostIdentity(deps), deps.crypto)).toBe(true);
  });

  it('[I2] is not certified by somebody else', async () => {
    const deps = makeDependencies();
    const identity = await createGhostIdentity(deps);
    const { publicKey } = await createGhostIdentity(deps);
    expect(await isCertified({ ...identity, publicKey }, deps.crypto)).toBe(false);
  });

  it('signs with the key it shows', async () => {
    const { crypto, random } = makeDependencies();
    const identity = await createGhostIdentity({ crypto, random });
    const data = encodeUtf8('a promise');
    expect(await crypto.verify(identity.publicKey, await identity.sign(data), data)).toBe(true);
  });

  it('agrees with the key it shows', async () => {
    const deps = makeDependencies();
    const [one, other] = [await createGhostIdentity(deps), await createGhostIdentity(deps)];
    expect(await one.agree(other.agreementKey)).toEqual(await other.agree(one.agreementKey));
  });

  it('carries the mark of its key', async () => {
    const deps = makeDependencies();
    const { mark, publicKey } = await createGhostIdentity(deps);
    expect(mark).toEqual(markOfHash(sha256(encodeUtf8('kith-mark-v1'), publicKey)));
    expect(await markOf(publicKey, deps.crypto)).toEqual(mark);
  });

  it.each(['signing', 'agreement'] as const)('is refused with the %s key of another', async (kind) => {
    const deps = makeDependencies();
    const [own, other] = [await generateIdentitySecrets(deps), await generateIdentitySecrets(deps)];
    const mixed =
      kind === 'signing'
        ? { ...own, signingPublic: other.signingPublic }
        : { ...own, agreementPublic: other.agreementPublic };
    expect(await openIdentity(mixed, deps.crypto)).toEqual({ ok: false, error: 'mismatched-keys' });
  });

  it('is refused with private keys that are none', async () => {
    const deps = makeDependencies();
    const secrets = { ...(await generateIdentitySecrets(deps)), signingPkcs8: new Uint8Array(9) };
    expect(await openIdentity(secrets, deps.crypto)).toEqual({ ok: false, error: 'mismatched-keys' });
  });
});

describe('a session', () => {
  it('[I3] has a peer id made of signing key and session nonce', async () => {
    const { random, crypto } = makeDependencies();
    const identity = await createGhostIdentity({ random, crypto });
    const { peerId, sessionNonce } = await openSession(identity, random, crypto);
    const hash = sha256(encodeUtf8('kith/peer/1'), identity.publicKey, sessionNonce);
    expect(peerId).toBe(formatBase32(hash.subarray(0, 16)));
  });

  it('[I3] is another peer of the same person each time', async () => {
    const { random, crypto } = makeDependencies();
    const identity = await createGhostIdentity({ random, crypto });
    const one = await openSession(identity, random, crypto);
    const other = await openSession(identity, random, crypto);
    expect(one.peerId).not.toBe(other.peerId);
    expect(one.sessionKey.publicKey).not.toEqual(other.sessionKey.publicKey);
  });
});
