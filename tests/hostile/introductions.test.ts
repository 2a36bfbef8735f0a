// Lies about who else is there: forged, foreign and stale entries, and lists made to cause a storm of dials.

import { decode, encode } from 'cborg';
import { describe, expect, test } from 'vitest';
import { encodeMeetingMessage, MEETING_PROTOCOL } from '../../src/discovery/protocol.ts';
import { DIAL_BUDGET } from '../../src/mesh/dialer.ts';
import { MAX_KNOWN_PEERS, MESH_PROTOCOL, type MeshMessage } from '../../src/mesh/protocol.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { MAX_ENTRY_TRANSPORT_IDS, signEntry, type EntryPlace } from '../../src/secure/entry.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { allSeeAll } from '../support/make-room.ts';
import { malloryScene } from '../support/mallory.ts';
import { makePerson } from '../support/secure-pair.ts';

const TRAP = 'kith-trap' as TransportId;
/** Addresses of one entry that are tried. */
const TRIED_ADDRESSES = 4;

/** A scene with an address that notes who comes. */
async function trapScene() {
  const scene = await malloryScene();
  const { clock, network, context, attack } = scene;
  const claiming = createMemoryTransport(network, 'broker').claim(TRAP);
  await clock.advance(200);
  const trap = await claiming;
  if (!trap.ok) throw new Error(trap.error.code);
  let caught = 0;
  trap.value.onLink(() => (caught += 1));
  const place: EntryPlace = { purpose: 'room', namespace: context.namespace };
  const tell = (message: MeshMessage) =>
    attack({ ...MESH_PROTOCOL, channel: 'control' }, encodeMessage({ ...message }));
  return { ...scene, place, tell, caught: () => caught };
}

async function sign(seed: number, place: EntryPlace, transportIds: readonly TransportId[] = [TRAP]) {
  return signEntry(place, { transportIds, issued: 2 ** 50, ttlMs: 90_000 }, (await makePerson(seed)).peer);
}

function forge(entry: Uint8Array, changes: object): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encode({ ...(decode(entry) as object), ...changes }));
}

describe('[I5] [R7] an entry', () => {
  test('that is honest is dialled: the trap works', async () => {
    const { clock, tell, place, caught } = await trapScene();
    tell({ type: 'KNOWN_PEERS', entries: [await sign(1, place)] });
    await clock.advance(10_000);
    expect(caught()).toBeGreaterThan(0);
  });

  test('of an honest peer with other addresses is not dialled, and its links stand', async () => {
    const { clock, tell, mallory, ada, caught } = await trapScene();
    const lists = mallory.told.flatMap(({ message }) =>
      message.type === 'KNOWN_PEERS' ? message.entries : [],
    );
    expect(lists).not.toEqual([]);
    const entries = lists.map((entry) => forge(entry, { transports: [TRAP], issued: 2 ** 50 }));
    tell({ type: 'KNOWN_PEERS', entries });
    await clock.advance(60_000);
    expect(caught()).toBe(0);
    expect(ada.sees).toEqual(['Bob']);
  });

  test.each<[string, (place: EntryPlace) => EntryPlace]>([
    ['another room', (place) => ({ ...place, namespace: new Uint8Array(16) })],
    ['another purpose', (place) => ({ ...place, purpose: 'nearby' })],
  ])('signed for %s is not dialled', async (_, elsewhere) => {
    const { clock, tell, place, caught } = await trapScene();
    tell({ type: 'KNOWN_PEERS', entries: [await sign(1, elsewhere(place))] });
    await clock.advance(60_000);
    expect(caught()).toBe(0);
  });

  test('in an answer that nobody asked for is not looked at', async () => {
    const { clock, attack, place, caught } = await trapScene();
    const entries = [await sign(1, place)];
    const answer = encodeMeetingMessage({ type: 'REGISTRY', broker: 'broker', leads: 1, rank: 0, entries });
    attack({ ...MEETING_PROTOCOL, channel: 'control' }, answer);
    await clock.advance(60_000);
    expect(caught()).toBe(0);
  });
});

describe('lists of strangers who are nowhere', () => {
  /** More than a peer remembers, told as fast as lists are taken. */
  async function flood() {
    const scene = await trapScene();
    const nowhere = Array.from(
      { length: MAX_ENTRY_TRANSPORT_IDS },
      (_, i) => `kith-none-${i}` as TransportId,
    );
    const seeds = Array.from({ length: 4 * MAX_KNOWN_PEERS }, (_, i) => 1_000 + i);
    const strangers = await Promise.all(seeds.map((seed) => sign(seed, scene.place, nowhere)));
    scene.network.traffic.reset();
    for (let i = 0; i < strangers.length; i += MAX_KNOWN_PEERS)
      scene.tell({ type: 'KNOWN_PEERS', entries: strangers.slice(i, i + MAX_KNOWN_PEERS) });
    return scene;
  }

  test('[T4] cause no more dials than the budget', async () => {
    const { clock, network, ada } = await flood();
    await clock.advance(60_000);
    const allowed = (DIAL_BUDGET.burst + DIAL_BUDGET.perSecond * 60 + 1) * TRIED_ADDRESSES;
    expect(network.traffic.dials).toBeGreaterThan(DIAL_BUDGET.burst);
    // The others' own dials are a handful: Bob is told of nobody, as only those linked are passed on.
    expect(network.traffic.dials).toBeLessThanOrEqual(allowed + 10);
    expect(ada.sees).toEqual(['Bob']);
  });

  test('keep no newcomer out', async () => {
    const { clock, world, ada, bob } = await flood();
    await clock.advance(1_000);
    const cleo = await world.makeRoom('Cleo');
    await clock.until(() => allSeeAll([ada, bob, cleo]), 20_000);
    expect([ada.sees, bob.sees]).toEqual([
      ['Bob', 'Cleo'],
      ['Ada', 'Cleo'],
    ]);
  });
});
