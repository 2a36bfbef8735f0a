// Boxes sealed once with real keys: later versions have to open them, and to seal the same bytes.

import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseHex, type Bytes } from '../../../src/primitives/bytes.ts';
import type { AgreementKey, KeyPair } from '../../../src/primitives/crypto.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import { openBox, sealBox, type BoxAddress } from '../../../src/secure/sealed-box.ts';
import { readGolden } from '../../support/golden-frames.ts';

interface RecordedKey {
  readonly publicKey: Bytes;
  readonly pkcs8: Bytes;
}

interface Golden {
  readonly title: string;
  readonly address: BoxAddress;
  readonly sender: RecordedKey;
  readonly recipient: RecordedKey;
  readonly ephemeral: RecordedKey;
  readonly plaintext: Bytes;
  readonly frame: string;
}

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);

async function importKey({ publicKey, pkcs8 }: RecordedKey): Promise<KeyPair<AgreementKey>> {
  const privateKey = await crypto.importAgreementKey(pkcs8);
  if (!privateKey) throw new Error('the recorded key is none');
  return { publicKey, privateKey };
}

describe.each(readGolden('box-v1.json') as readonly Golden[])('a recorded box: $title', (golden) => {
  const { address, plaintext } = golden;
  const frame = parseHex(golden.frame)!;

  test('is opened as it was meant', async () => {
    const keys = { recipient: await importKey(golden.recipient), sender: golden.sender.publicKey };
    expect(await openBox(frame, address, keys, crypto)).toEqual({
      ok: true,
      value: { plaintext, senderKey: golden.sender.publicKey },
    });
  });

  test('is sealed in the same bytes', async () => {
    const ephemeral = await importKey(golden.ephemeral);
    const again = await sealBox(
      plaintext,
      address,
      { sender: await importKey(golden.sender), recipient: golden.recipient.publicKey },
      { ...crypto, generateAgreementKey: async () => ephemeral },
    );
    expect(again).toEqual({ ok: true, value: frame });
  });
});
