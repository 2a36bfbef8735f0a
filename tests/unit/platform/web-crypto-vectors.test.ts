// More of what the standards print, beyond one vector an algorithm: long keys and data, every part given, and what must
// be refused. RFC 4231, RFC 5869, RFC 6979, NIST CAVS 14.1 (ECDH), NIST CAVS 14.0 (GCM), McGrew and Viega.

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, encodeUtf8, formatHex, parseHex, type Bytes } from '../../../src/primitives/bytes.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);

function hex(text: string): Bytes {
  const bytes = parseHex(text);
  if (!bytes) throw new Error('not hex');
  return bytes;
}

/** The bytes from `first` on, counting up. */
function counting(first: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => first + index);
}

describe('HMAC-SHA-256 (RFC 4231)', () => {
  it.each<[string, Uint8Array, Uint8Array, string]>([
    [
      'case 1',
      new Uint8Array(20).fill(0x0b),
      encodeUtf8('Hi There'),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      'case 3',
      new Uint8Array(20).fill(0xaa),
      new Uint8Array(50).fill(0xdd),
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    ],
    [
      'case 4',
      counting(1, 25),
      new Uint8Array(50).fill(0xcd),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
    [
      'case 6, a key longer than a block',
      new Uint8Array(131).fill(0xaa),
      encodeUtf8('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      'case 7, key and data longer than a block',
      new Uint8Array(131).fill(0xaa),
      encodeUtf8(
        'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be ' +
          'hashed before being used by the HMAC algorithm.',
      ),
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ])('%s', async (_, key, data, tag) => {
    expect(formatHex(await crypto.hmacSha256(key, data))).toBe(tag);
  });
});

describe('HKDF-SHA-256 (RFC 5869)', () => {
  it('case 2, everything long', async () => {
    const derived = await crypto.hkdfSha256({
      keyMaterial: counting(0x00, 80),
      salt: counting(0x60, 80),
      info: counting(0xb0, 80),
      lengthBytes: 82,
    });
    expect(formatHex(derived)).toBe(
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c' +
        '59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71' +
        'cc30c58179ec3e87c14c01d5c1f3434f1d87',
    );
  });
});

describe('AES-256-GCM', () => {
  it.each([
    {
      name: 'case 15 of McGrew and Viega: whole blocks, nothing associated',
      key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
      nonce: 'cafebabefacedbaddecaf888',
      plaintext:
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
        '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
      sealed:
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad' +
        'b094dac5d93471bdec1a502270e3cc6c',
    },
    {
      name: 'gcmEncryptExtIV256, 96-bit nonce, 128-bit text, count 0 (NIST)',
      key: '31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22',
      nonce: '0d18e06c7c725ac9e362e1ce',
      plaintext: '2db5168e932556f8089a0622981d017d',
      sealed: 'fa4362189661d163fcd6a56d8bf0405ad636ac1bbedd5cc3ee727dc2ab4a9489',
    },
  ])('$name', async ({ key, nonce, plaintext, sealed }) => {
    const handle = await crypto.importAeadKey(hex(key));
    expect(formatHex(await crypto.seal(handle, hex(nonce), hex(plaintext)))).toBe(sealed);
    expect(formatHex((await crypto.open(handle, hex(nonce), hex(sealed)))!)).toBe(plaintext);
    expect(await crypto.open(handle, hex(nonce), hex(sealed.slice(0, -8)))).toBeUndefined();
  });
});

describe('ECDH P-256 (NIST CAVS)', () => {
  it.each([
    {
      count: 1,
      theirs:
        '809f04289c64348c01515eb03d5ce7ac1a8cb9498f5caa50197e58d43a86a7ae' +
        'b29d84e811197f25eba8f5194092cb6ff440e26d4421011372461f579271cda3',
      own: '38f65d6dce47676044d58ce5139582d568f64bb16098d179dbab07741dd5caf5',
      ownPoint:
        '119f2f047902782ab0c9e27a54aff5eb9b964829ca99c06b02ddba95b0a3f6d0' +
        '8f52b726664cac366fc98ac7a012b2682cbd962e5acb544671d41b9445704d1d',
      agreed: '057d636096cb80b67a8c038c890e887d1adfa4195e9b3ce241c8a778c59cda67',
    },
    {
      count: 2,
      theirs:
        'a2339c12d4a03c33546de533268b4ad667debf458b464d77443636440ee7fec3' +
        'ef48a3ab26e20220bcda2c1851076839dae88eae962869a497bf73cb66faf536',
      own: '1accfaf1b97712b85a6f54b148985a1bdc4c9bec0bd258cad4b3d603f49f32c8',
      ownPoint:
        'd9f2b79c172845bfdb560bbb01447ca5ecc0470a09513b6126902c6b4f8d1051' +
        'f815ef5ec32128d3487834764678702e64e164ff7315185e23aff5facd96d7bc',
      agreed: '2d457b78b4614132477618a5b077965ec90730a8c81a1c75d6d4ec68005d67ec',
    },
  ])('count $count', async ({ theirs, own, ownPoint, agreed }) => {
    const head = '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420';
    const key = await crypto.importAgreementKey(hex(`${head}${own}a14403420004${ownPoint}`));
    const secret = await crypto.agree(key!, hex(`04${theirs}`));
    expect(formatHex(secret!)).toBe(agreed);
  });
});

describe('ECDSA P-256', () => {
  const publicKey = hex(
    '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
      '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  );
  const r = 'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367';
  const s = '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083';
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const zero = '00'.repeat(32);
  const said = encodeUtf8('test');

  it('verifies the signature of "test" (RFC 6979, A.2.5)', async () => {
    expect(await crypto.verify(publicKey, hex(r + s), said)).toBe(true);
  });

  it.each<[string, string]>([
    ['two zeros', zero + zero],
    ['r of zero', zero + s],
    ['s of zero', r + zero],
    ['r of the order', order + s],
    ['s of the order', r + order],
    ['r and s changed over', s + r],
  ])('verifies no signature with %s', async (_, signature) => {
    expect(await crypto.verify(publicKey, hex(signature), said)).toBe(false);
  });

  it('takes no point with something behind it', async () => {
    expect(await crypto.verify(concatBytes(publicKey, Uint8Array.of(0)), hex(r + s), said)).toBe(false);
  });
});
