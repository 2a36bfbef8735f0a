import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeUtf8, type Bytes } from '../../../src/primitives/bytes.ts';
import type { AgreementKey, CryptoPort, KeyPair } from '../../../src/primitives/crypto.ts';
import { formatPeerId } from '../../../src/primitives/ids.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import {
  MAX_BOX_BYTES,
  MAX_BOX_PLAINTEXT_BYTES,
  openBox,
  sealBox,
  type BoxAddress,
} from '../../../src/secure/sealed-box.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
const [alice, bob, eve] = [1, 2, 3].map((byte) => formatPeerId(new Uint8Array(16).fill(byte))) as [
  BoxAddress['from'],
  BoxAddress['from'],
  BoxAddress['from'],
];
const address: BoxAddress = {
  purpose: 'relay',
  namespace: new Uint8Array(16).fill(9),
  from: alice,
  to: bob,
};
const hello = encodeUtf8('hello');
const OVERHEAD_BYTES = MAX_BOX_BYTES - MAX_BOX_PLAINTEXT_BYTES;

let sender: KeyPair<AgreementKey>;
let recipient: KeyPair<AgreementKey>;
let other: KeyPair<AgreementKey>;

beforeAll(async () => {
  [sender, recipient, other] = (await Promise.all([1, 2, 3].map(() => crypto.generateAgreementKey()))) as [
    KeyPair<AgreementKey>,
    KeyPair<AgreementKey>,
    KeyPair<AgreementKey>,
  ];
});

async function seal(plaintext: Uint8Array = hello): Promise<Bytes> {
  const box = await sealBox(plaintext, address, { sender, recipient: recipient.publicKey }, crypto);
  if (!box.ok) throw new Error(box.error);
  return box.value;
}

const keys = () => ({ recipient, sender: sender.publicKey });

describe('a sealed box', () => {
  test('is opened by whom it is for, and says which key vouches for it', async () => {
    const opened = await openBox(await seal(), address, keys(), crypto);
    expect(opened).toEqual({ ok: true, value: { plaintext: hello, senderKey: sender.publicKey } });
  });

  test('may come from a key that is not known yet', async () => {
    const opened = await openBox(await seal(), address, { recipient }, crypto);
    expect(opened).toMatchObject({ ok: true, value: { senderKey: sender.publicKey } });
  });

  test('is never the same twice', async () => {
    const [first, second] = [await seal(), await seal()];
    expect(first).not.toEqual(second);
    expect(first.slice(1, 66)).not.toEqual(second.slice(1, 66));
  });

  test('takes the bytes at once: the caller may reuse the array', async () => {
    const plaintext = encodeUtf8('hello');
    const sealing = sealBox(plaintext, address, { sender, recipient: recipient.publicKey }, crypto);
    plaintext.fill(0);
    const box = await sealing;
    const opened = box.ok && (await openBox(box.value, address, keys(), crypto));
    expect(opened).toMatchObject({ ok: true, value: { plaintext: hello } });
  });

  test('holds up to 50 KiB and costs 147 bytes', async () => {
    const most = new Uint8Array(MAX_BOX_PLAINTEXT_BYTES).fill(7);
    const box = await seal(most);
    expect([OVERHEAD_BYTES, box.length]).toEqual([147, MAX_BOX_BYTES]);
    expect(await openBox(box, address, keys(), crypto)).toMatchObject({ value: { plaintext: most } });
    const over = new Uint8Array(MAX_BOX_PLAINTEXT_BYTES + 1);
    const refused = await sealBox(over, address, { sender, recipient: recipient.publicKey }, crypto);
    expect(refused).toEqual({ ok: false, error: 'too-large' });
  });

  test('may be empty', async () => {
    const opened = await openBox(await seal(new Uint8Array()), address, keys(), crypto);
    expect(opened).toMatchObject({ ok: true, value: { plaintext: new Uint8Array() } });
  });
});

describe('[V1] a sealed box fails closed', () => {
  test.each<[string, Partial<BoxAddress>]>([
    ['in another room', { namespace: new Uint8Array(16).fill(8) }],
    ['for another purpose', { purpose: 'gossip' }],
    ['as from somebody else', { from: eve }],
    ['as for somebody else', { to: eve }],
    ['sent back to its sender', { from: bob, to: alice }],
  ])('%s', async (_, change) => {
    const opened = await openBox(await seal(), { ...address, ...change }, keys(), crypto);
    expect(opened).toEqual({ ok: false, error: 'unopened' });
  });

  test('for another recipient', async () => {
    const opened = await openBox(await seal(), address, { recipient: other }, crypto);
    expect(opened).toEqual({ ok: false, error: 'unopened' });
  });

  test('from another sender than the known one', async () => {
    const opened = await openBox(await seal(), address, { recipient, sender: other.publicKey }, crypto);
    expect(opened).toEqual({ ok: false, error: 'other-sender' });
  });

  test('with the key of somebody else written over the sender’s: who holds only that cannot have sealed it', async () => {
    const box = await seal();
    box.set(other.publicKey, 66);
    const opened = await openBox(box, address, { recipient, sender: other.publicKey }, crypto);
    expect(opened).toEqual({ ok: false, error: 'unopened' });
  });

  test('sealed by somebody who knows all public keys and names the sender’s', async () => {
    const pretended = { publicKey: sender.publicKey, privateKey: other.privateKey };
    const forged = await sealBox(
      hello,
      address,
      { sender: pretended, recipient: recipient.publicKey },
      crypto,
    );
    const opened = forged.ok && (await openBox(forged.value, address, keys(), crypto));
    expect(opened).toEqual({ ok: false, error: 'unopened' });
  });

  test('with the heads of two boxes swapped', async () => {
    const [first, second] = [await seal(), await seal()];
    const mixed = new Uint8Array([...first.slice(0, 131), ...second.slice(131)]);
    expect(await openBox(mixed, address, keys(), crypto)).toEqual({ ok: false, error: 'unopened' });
  });

  test('with its two keys swapped', async () => {
    const box = await seal();
    const swapped = new Uint8Array([1, ...box.slice(66, 131), ...box.slice(1, 66), ...box.slice(131)]);
    expect(await openBox(swapped, address, { recipient }, crypto)).toEqual({ ok: false, error: 'unopened' });
  });

  test.each([0, 1, 130, OVERHEAD_BYTES - 1])('cut to %i bytes', async (length) => {
    const opened = await openBox((await seal()).slice(0, length), address, keys(), crypto);
    expect(opened).toEqual({ ok: false, error: 'malformed' });
  });

  test('cut short anywhere, or with more at its end', async () => {
    const box = await seal();
    for (const length of [OVERHEAD_BYTES, OVERHEAD_BYTES + 1, box.length - 1]) {
      expect((await openBox(box.slice(0, length), address, keys(), crypto)).ok).toBe(false);
    }
    expect((await openBox(new Uint8Array([...box, 0]), address, keys(), crypto)).ok).toBe(false);
  });

  test('when longer than any box, unread', async () => {
    const long = new Uint8Array(MAX_BOX_BYTES + 1).fill(1);
    const blind: CryptoPort = {
      ...crypto,
      agree: () => Promise.reject(new Error('looked into what is too long')),
    };
    expect(await openBox(long, address, keys(), blind)).toEqual({ ok: false, error: 'malformed' });
  });

  test('of another version', async () => {
    const box = await seal();
    box[0] = 2;
    expect(await openBox(box, address, keys(), crypto)).toEqual({ ok: false, error: 'malformed' });
  });

  test('with any single bit flipped', async () => {
    const box = await seal();
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const flipped = box.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const opened = await openBox(flipped, address, { recipient }, crypto);
      if (opened.ok) throw new Error(`bit ${bit} does not matter`);
    }
    expect(box.length * 8).toBe((OVERHEAD_BYTES + 5) * 8);
  });

  test('and nothing is sealed to what is no key', async () => {
    const notAPoint = new Uint8Array(65).fill(4);
    expect(await sealBox(hello, address, { sender, recipient: notAPoint }, crypto)).toEqual({
      ok: false,
      error: 'bad-key',
    });
  });
});

test('whatever comes as a box is answered, never thrown at', async () => {
  const fake = createFakeCrypto(createSeededRandom(1));
  const holder = await fake.generateAgreementKey();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const box = Uint8Array.of(1, ...bytes);
      expect((await openBox(box, address, { recipient: holder }, fake)).ok).toBe(false);
      expect((await openBox(box, address, { recipient }, crypto)).ok).toBe(false);
    }),
    { numRuns: 100, seed: 20 },
  );
});
