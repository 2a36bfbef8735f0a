import { describe, expect, it } from 'vitest';
import { decode, encode } from 'cborg';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { signEntry, verifyEntry, type EntryContent, type EntryPlace } from '../../../src/secure/entry.ts';
import { makePerson } from '../../support/secure-pair.ts';

const PLACE: EntryPlace = { purpose: 'room', namespace: new Uint8Array(16).fill(1) };
const CONTENT: EntryContent = { transportIds: ['kith-abc' as TransportId], issued: 7, ttlMs: 90_000 };

async function signed(content: Partial<EntryContent> = {}, place = PLACE) {
  const person = await makePerson(1);
  return { ...person, encoded: await signEntry(place, { ...CONTENT, ...content }, person.peer) };
}

function changed(encoded: Uint8Array, changes: Record<string, unknown>): Uint8Array {
  return encode({ ...(decode(encoded) as object), ...changes });
}

describe('signed entries', () => {
  it('[I4] say who the peer is and where it can be dialled', async () => {
    const { peer, crypto, encoded } = await signed();
    expect(await verifyEntry(encoded, PLACE, crypto)).toEqual({
      ok: true,
      value: {
        peerId: peer.peerId,
        identityId: peer.identity.id,
        identityKey: peer.identity.publicKey,
        sessionKey: peer.sessionKey.publicKey,
        transportIds: ['kith-abc'],
        issued: 7,
        ttlMs: 90_000,
        encoded,
      },
    });
  });

  it.each<[string, EntryPlace]>([
    ['purpose', { ...PLACE, purpose: 'rendezvous' }],
    ['namespace', { ...PLACE, namespace: new Uint8Array(16).fill(2) }],
  ])('[I5] count for no other %s', async (_, elsewhere) => {
    const { crypto, encoded } = await signed();
    expect(await verifyEntry(encoded, elsewhere, crypto)).toMatchObject({ error: { code: 'elsewhere' } });
  });

  it.each<[string, Record<string, unknown>]>([
    ['place', { namespace: new Uint8Array(16).fill(2) }],
    ['transport ids', { transports: ['kith-evil'] }],
    ['sequence', { issued: 8 }],
    ['lifetime', { ttlMs: 80_000 }],
    ['session key', { session: new Uint8Array(65).fill(4) }],
    ['nonce, and so the peer id', { nonce: new Uint8Array(32) }],
    ['identity', { identity: new Uint8Array(65).fill(4) }],
    ['signature', { signature: new Uint8Array(64) }],
  ])('[I5] do not survive another %s', async (_, changes) => {
    const { crypto, encoded } = await signed();
    const forged = changed(encoded, changes);
    const place = {
      ...PLACE,
      ...(changes['namespace'] ? { namespace: changes['namespace'] as Uint8Array } : {}),
    };
    expect(await verifyEntry(forged, place, crypto)).toMatchObject({ error: { code: 'bad-signature' } });
  });

  it.each<[string, Record<string, unknown>]>([
    ['nine transport ids', { transports: Array.from({ length: 9 }, () => 'kith-a') }],
    ['a transport id that no broker takes', { transports: ['kith.a:b'] }],
    ['a lifetime of over a day', { ttlMs: 86_400_001 }],
    ['a negative sequence', { issued: -1 }],
    ['a short key', { identity: new Uint8Array(64) }],
    ['another version', { version: 2 }],
    ['too many bytes', { more: new Uint8Array(1024) }],
  ])('are refused with %s', async (_, changes) => {
    const { crypto, encoded } = await signed();
    expect(await verifyEntry(changed(encoded, changes), PLACE, crypto)).toMatchObject({
      error: { code: 'malformed' },
    });
  });

  it('are refused when they are no entries at all', async () => {
    const { crypto } = await signed();
    expect(await verifyEntry(Uint8Array.of(0xff, 1, 2), PLACE, crypto)).toMatchObject({
      error: { code: 'malformed' },
    });
  });

  it('are not made beyond the limits', async () => {
    await expect(
      signed({ transportIds: Array.from({ length: 9 }, () => 'kith-a' as TransportId) }),
    ).rejects.toThrow(RangeError);
  });
});
