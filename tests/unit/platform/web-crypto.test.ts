// WebCrypto behind the port gives what the standards print. Vectors: FIPS 180-4, RFC 4231, RFC 5869, RFC 7914,
// RFC 6979, NIST CAVS 14.1 (ECDH), McGrew and Viega (GCM, the source of the ones of NIST SP 800-38D).

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, encodeUtf8, formatHex, parseHex, type Bytes } from '../../../src/primitives/bytes.ts';
import { createWebCrypto, generateDeviceKey, isDeviceKey } from '../../../src/platform/web-crypto.ts';

const subtle = webcrypto.subtle as SubtleCrypto;
const crypto = createWebCrypto(subtle);

function hex(text: string): Bytes {
  const bytes = parseHex(text.replaceAll(/\s/g, ''));
  if (!bytes) throw new Error('not hex');
  return bytes;
}

describe('hashes', () => {
  it('SHA-256 of "abc" (FIPS 180-4)', async () => {
    expect(formatHex(await crypto.sha256(encodeUtf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('HMAC-SHA-256 (RFC 4231, case 2)', async () => {
    const tag = await crypto.hmacSha256(encodeUtf8('Jefe'), encodeUtf8('what do ya want for nothing?'));
    expect(formatHex(tag)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('HMAC-SHA-256 under an empty key is that under zeros', async () => {
    const data = encodeUtf8('anything');
    expect(await crypto.hmacSha256(new Uint8Array(), data)).toEqual(
      await crypto.hmacSha256(new Uint8Array(32), data),
    );
  });
});

describe('derivation', () => {
  it('HKDF-SHA-256 (RFC 5869, case 1)', async () => {
    const key = await crypto.hkdfSha256({
      keyMaterial: new Uint8Array(22).fill(0x0b),
      salt: hex('000102030405060708090a0b0c'),
      info: hex('f0f1f2f3f4f5f6f7f8f9'),
      lengthBytes: 42,
    });
    expect(formatHex(key)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  it('HKDF-SHA-256 without salt and info (RFC 5869, case 3)', async () => {
    const none = new Uint8Array();
    const key = await crypto.hkdfSha256({
      keyMaterial: new Uint8Array(22).fill(0x0b),
      salt: none,
      info: none,
      lengthBytes: 42,
    });
    expect(formatHex(key)).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    );
  });

  it.each([
    [
      'passwd',
      'salt',
      1,
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    ],
    [
      'Password',
      'NaCl',
      80_000,
      '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56' +
        'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    ],
  ])('PBKDF2-SHA-256 of "%s" (RFC 7914, section 11)', async (password, salt, iterations, derived) => {
    const key = await crypto.pbkdf2Sha256({
      password: encodeUtf8(password),
      salt: encodeUtf8(salt),
      iterations,
      lengthBytes: 64,
    });
    expect(formatHex(key)).toBe(derived);
  });
});

describe('AES-256-GCM', () => {
  const key = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
  const vectors = [
    {
      name: 'case 13',
      key: '00'.repeat(32),
      nonce: '00'.repeat(12),
      plaintext: '',
      associated: '',
      sealed: '530f8afbc74536b9a963b4f1c4cb738b',
    },
    {
      name: 'case 14',
      key: '00'.repeat(32),
      nonce: '00'.repeat(12),
      plaintext: '00'.repeat(16),
      associated: '',
      sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    },
    {
      name: 'case 16',
      key,
      nonce: 'cafebabefacedbaddecaf888',
      plaintext:
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
        '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
      associated: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      sealed:
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
    },
  ];

  it.each(vectors)('seals and opens $name', async ({ key, nonce, plaintext, associated, sealed }) => {
    const handle = await crypto.importAeadKey(hex(key));
    const extra = associated === '' ? undefined : hex(associated);
    expect(formatHex(await crypto.seal(handle, hex(nonce), hex(plaintext), extra))).toBe(sealed);
    expect(formatHex((await crypto.open(handle, hex(nonce), hex(sealed), extra))!)).toBe(plaintext);
  });

  it.each([0, 15, 31])('opens nothing whose byte %i was changed', async (at) => {
    const handle = await crypto.importAeadKey(new Uint8Array(32));
    const sealed = Uint8Array.from(hex(vectors[1]!.sealed), (byte, index) =>
      index === at ? byte ^ 1 : byte,
    );
    expect(await crypto.open(handle, new Uint8Array(12), sealed)).toBeUndefined();
  });

  it('opens nothing that is shorter than a tag', async () => {
    const handle = await crypto.importAeadKey(new Uint8Array(32));
    expect(await crypto.open(handle, new Uint8Array(12), new Uint8Array(15))).toBeUndefined();
  });

  it('opens nothing with other associated data', async () => {
    const handle = await crypto.importAeadKey(new Uint8Array(32));
    const sealed = await crypto.seal(handle, new Uint8Array(12), Uint8Array.of(1), Uint8Array.of(1));
    expect(await crypto.open(handle, new Uint8Array(12), sealed, Uint8Array.of(2))).toBeUndefined();
  });
});

describe('ECDSA P-256', () => {
  const publicKey = hex(
    '04 60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
      '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  );
  const signature = hex(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  );

  it('verifies the signature of "sample" (RFC 6979, A.2.5)', async () => {
    expect(await crypto.verify(publicKey, signature, encodeUtf8('sample'))).toBe(true);
  });

  it('verifies it for nothing else', async () => {
    expect(await crypto.verify(publicKey, signature, encodeUtf8('samples'))).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['no point of the curve', concatBytes(Uint8Array.of(4), new Uint8Array(64).fill(1))],
    ['a compressed point', concatBytes(Uint8Array.of(3), publicKey.slice(1, 33))],
    ['the point at infinity', Uint8Array.of(0)],
    ['nothing', new Uint8Array()],
  ])('verifies nothing under %s', async (_, key) => {
    expect(await crypto.verify(key, signature, encodeUtf8('sample'))).toBe(false);
  });

  it.each([0, 63, 65])('takes no signature of %i bytes', async (length) => {
    expect(await crypto.verify(publicKey, new Uint8Array(length), encodeUtf8('sample'))).toBe(false);
  });

  it('signs with a key it made, in 64 bytes', async () => {
    const pair = await crypto.generateSigningKey();
    const signed = await crypto.sign(pair.privateKey, encodeUtf8('mine'));
    expect(signed).toHaveLength(64);
    expect(await crypto.verify(pair.publicKey, signed, encodeUtf8('mine'))).toBe(true);
  });
});

describe('ECDH P-256', () => {
  const ownPoint =
    'ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230' +
    '28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141';
  const theirs = hex(
    '04 700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287' +
      'db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac',
  );
  const pkcs8 = hex(
    '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420' +
      '7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534' +
      `a144034200 04${ownPoint}`,
  );

  it('agrees on the secret (NIST CAVS, P-256, count 0)', async () => {
    const key = await crypto.importAgreementKey(pkcs8);
    expect(formatHex((await crypto.agree(key!, theirs))!)).toBe(
      '46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b',
    );
  });

  it.each<[string, Uint8Array]>([
    ['no point of the curve', concatBytes(Uint8Array.of(4), new Uint8Array(64).fill(1))],
    ['a compressed point', concatBytes(Uint8Array.of(3), theirs.slice(1, 33))],
    ['nothing', new Uint8Array()],
  ])('agrees on nothing with %s', async (_, publicKey) => {
    const { privateKey } = await crypto.generateAgreementKey();
    expect(await crypto.agree(privateKey, publicKey)).toBeUndefined();
  });

  it('takes no bytes that are no key', async () => {
    expect(await crypto.importAgreementKey(new Uint8Array(138))).toBeUndefined();
    expect(await crypto.importSigningKey(Uint8Array.of(1, 2, 3))).toBeUndefined();
  });

  it('gives an exported pair back as one that works', async () => {
    const [one, other] = [await crypto.generateExportable('agreement'), await crypto.generateAgreementKey()];
    const key = await crypto.importAgreementKey(one.pkcs8);
    expect(await crypto.agree(key!, other.publicKey)).toEqual(
      await crypto.agree(other.privateKey, one.publicKey),
    );
  });
});

describe("the device's key", () => {
  it('cannot be read out, and is known again as it comes out of storage', async () => {
    const key = await generateDeviceKey(subtle);
    expect((key as unknown as CryptoKey).extractable).toBe(false);
    expect(isDeviceKey(structuredClone(key))).toBe(true);
  });

  it('is not mistaken for anything else in storage', async () => {
    const signing = await crypto.generateSigningKey();
    expect([signing.privateKey, {}, 'key', undefined].some(isDeviceKey)).toBe(false);
  });
});
