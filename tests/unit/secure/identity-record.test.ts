import { webcrypto } from 'node:crypto';
import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebCrypto, generateDeviceKey } from '../../../src/platform/web-crypto.ts';
import { generateIdentitySecrets } from '../../../src/secure/identity.ts';
import {
  PASSPHRASE_ROUNDS,
  unwrapIdentity,
  wrapIdentity,
  wrappingOf,
  type Wrapping,
} from '../../../src/secure/identity-record.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const random = createSeededRandom(1);
const crypto = createFakeCrypto(random);
const deps = { random, crypto };
const PASSPHRASE: Wrapping = { kind: 'passphrase', passphrase: 'three geese over Ayr' };

async function device(fill = 1): Promise<Wrapping> {
  return { kind: 'device', key: await crypto.importAeadKey(new Uint8Array(32).fill(fill)) };
}

async function wrapped(wrapping: Wrapping = PASSPHRASE) {
  const secrets = await generateIdentitySecrets(deps);
  return { secrets, stored: await wrapIdentity(secrets, wrapping, deps) };
}

/** The record with some fields replaced and a checksum that fits again. */
async function rewritten(stored: Uint8Array, changes: Record<string, unknown>): Promise<Uint8Array> {
  const { checksum: _, ...body } = { ...(decode(stored) as Record<string, unknown>), ...changes };
  return encode({ ...body, checksum: await crypto.sha256(encode(body)) });
}

describe('an identity at rest', () => {
  it('opens with its passphrase', async () => {
    const { secrets, stored } = await wrapped();
    expect(await unwrapIdentity(stored, PASSPHRASE, crypto)).toEqual({ ok: true, value: secrets });
  });

  it("opens with the device's key", async () => {
    const { secrets, stored } = await wrapped(await device());
    expect(await unwrapIdentity(stored, await device(), crypto)).toEqual({ ok: true, value: secrets });
  });

  it('opens when the same passphrase is composed of other code points', async () => {
    const { stored } = await wrapped({ kind: 'passphrase', passphrase: 'cafe\u0301' });
    const opened = await unwrapIdentity(stored, { kind: 'passphrase', passphrase: 'caf\u00e9' }, crypto);
    expect(opened.ok).toBe(true);
  });

  it('shows none of its secrets', async () => {
    const { secrets, stored } = await wrapped();
    for (const secret of [secrets.signingPkcs8, secrets.agreementPkcs8, secrets.storageKey]) {
      expect(Buffer.from(stored).includes(Buffer.from(secret))).toBe(false);
    }
  });

  it('says under what it is kept', async () => {
    expect(await wrappingOf((await wrapped()).stored, crypto)).toEqual({ ok: true, value: 'passphrase' });
    expect(await wrappingOf((await wrapped(await device())).stored, crypto)).toEqual({
      ok: true,
      value: 'device',
    });
  });

  it('tells a wrong passphrase', async () => {
    const { stored } = await wrapped();
    const opened = await unwrapIdentity(stored, { kind: 'passphrase', passphrase: 'four geese' }, crypto);
    expect(opened).toMatchObject({ error: { code: 'wrong-passphrase' } });
  });

  it('tells another device', async () => {
    const { stored } = await wrapped(await device());
    expect(await unwrapIdentity(stored, await device(2), crypto)).toMatchObject({
      error: { code: 'wrong-device' },
    });
  });

  it('tells the other kind of wrapping', async () => {
    const { stored } = await wrapped();
    expect(await unwrapIdentity(stored, await device(), crypto)).toMatchObject({
      error: { code: 'other-wrapping' },
    });
  });

  it('tells a later version', async () => {
    const stored = await rewritten((await wrapped()).stored, { version: 2 });
    expect(await unwrapIdentity(stored, PASSPHRASE, crypto)).toMatchObject({ error: { code: 'version' } });
  });

  it.each([1, PASSPHRASE_ROUNDS - 1, 10_000_001])('refuses %i rounds', async (rounds) => {
    const stored = await rewritten((await wrapped()).stored, { rounds });
    expect(await unwrapIdentity(stored, PASSPHRASE, crypto)).toMatchObject({ error: { code: 'damaged' } });
  });

  it('refuses secrets of another shape under a seal that holds', async () => {
    const wrapping = await device();
    if (wrapping.kind !== 'device') throw new Error('not a device');
    const nonce = new Uint8Array(12);
    const label = new TextEncoder().encode('kith/identity/1 device');
    const sealed = await crypto.seal(wrapping.key, nonce, encode({ signingPublic: 1 }), label);
    const stored = await rewritten((await wrapped(wrapping)).stored, { nonce, sealed });
    expect(await unwrapIdentity(stored, wrapping, crypto)).toMatchObject({ error: { code: 'damaged' } });
  });

  it('tells damage wherever a byte changes', async () => {
    const { stored } = await wrapped();
    await fc.assert(
      fc.asyncProperty(fc.nat(stored.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const damaged = Uint8Array.from(stored, (byte, index) => (index === at ? byte ^ mask : byte));
        const opened = await unwrapIdentity(damaged, PASSPHRASE, crypto);
        expect(opened.ok ? 'opened' : opened.error.code).toMatch(/^(damaged|foreign|version)$/);
      }),
    );
  });

  it('takes any bytes without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const opened = await unwrapIdentity(bytes, PASSPHRASE, crypto);
        expect(opened).toMatchObject({ ok: false, error: { code: 'foreign' } });
      }),
    );
  });
});

describe('with real WebCrypto', () => {
  const real = createWebCrypto(webcrypto.subtle as SubtleCrypto);

  it('keeps P-256 keys under a passphrase of 600,000 rounds', async () => {
    const realDeps = { random, crypto: real };
    const secrets = await generateIdentitySecrets(realDeps);
    const stored = await wrapIdentity(secrets, PASSPHRASE, realDeps);
    expect((decode(stored) as { rounds: number }).rounds).toBe(600_000);
    expect(await unwrapIdentity(stored, PASSPHRASE, real)).toEqual({ ok: true, value: secrets });
  });

  it('keeps them under a key of the device that nobody can read out', async () => {
    const realDeps = { random, crypto: real };
    const key = await generateDeviceKey(webcrypto.subtle as SubtleCrypto);
    const secrets = await generateIdentitySecrets(realDeps);
    const stored = await wrapIdentity(secrets, { kind: 'device', key }, realDeps);
    expect(await unwrapIdentity(stored, { kind: 'device', key }, real)).toEqual({ ok: true, value: secrets });
  });
});
