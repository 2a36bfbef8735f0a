// Entries signed once with real keys: later versions have to read them, and to sign the same bytes.

import { webcrypto } from 'node:crypto';
import { decode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { parseHex } from '../../../src/primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import {
  ENTRY_PURPOSES,
  signEntry,
  verifyEntry,
  type EntryContent,
  type EntryPlace,
} from '../../../src/secure/entry.ts';
import { openIdentity, type IdentitySecrets, type LocalPeer } from '../../../src/secure/identity.ts';
import { readGolden } from '../../support/golden-frames.ts';

interface Golden {
  readonly signer: Omit<IdentitySecrets, 'storageKey'> & {
    readonly sessionNonce: LocalPeer['sessionNonce'];
    readonly sessionPublic: LocalPeer['sessionKey']['publicKey'];
    readonly peerId: PeerId;
    readonly identityId: IdentityId;
  };
  readonly entries: readonly (EntryPlace & {
    readonly title: string;
    readonly content: EntryContent;
    readonly frame: string;
  })[];
}

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
const { signer, entries } = readGolden('entry-v1.json') as Golden;

async function openSigner(): Promise<LocalPeer> {
  const identity = await openIdentity({ ...signer, storageKey: new Uint8Array(32) }, crypto);
  const privateKey = await crypto.importAgreementKey(signer.agreementPkcs8);
  if (!identity.ok || !privateKey) throw new Error('the recorded keys are none');
  const { peerId, sessionNonce, sessionPublic: publicKey } = signer;
  const sessionKey = { publicKey, privateKey };
  return { identity: identity.value, peerId, sessionNonce, sessionKey, memory: new Map() };
}

/** What is signed: everything but the signature, which differs each time. */
function withoutSignature(encoded: Uint8Array): unknown {
  const { signature, ...rest } = decode(encoded) as { readonly signature: Uint8Array };
  return { ...rest, signatureBytes: signature.length };
}

describe.each(entries)('a recorded entry for $title', ({ purpose, namespace, content, frame }) => {
  const place = { purpose, namespace };
  const encoded = parseHex(frame)!;

  test('[I1] [I3] [I4] is read as it was meant', async () => {
    expect(await verifyEntry(encoded, place, crypto)).toEqual({
      ok: true,
      value: {
        peerId: signer.peerId,
        identityId: signer.identityId,
        identityKey: signer.signingPublic,
        sessionKey: signer.sessionPublic,
        ...content,
        encoded,
      },
    });
  });

  test('[I4] is written in the same bytes, but for the signature', async () => {
    const again = await signEntry(place, content, await openSigner());
    expect(withoutSignature(again)).toEqual(withoutSignature(encoded));
    expect(again.length).toBe(encoded.length);
    expect((await verifyEntry(again, place, crypto)).ok).toBe(true);
  });
});

test('every purpose is recorded', () => {
  expect(new Set(entries.map(({ purpose }) => purpose))).toEqual(new Set(ENTRY_PURPOSES));
});
