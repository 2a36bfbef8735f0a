// People who do not keep to what owners decided: members who forge and replay, the removed who come back in every way there
// is, and whoever stands at the door and knows the words. The charter holds, and what it costs is bounded.

import { encode } from 'cborg';
import { describe, expect, test, vi } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/primitives/codec.ts';
import { bytes, oneOf, record } from '../../src/primitives/schema.ts';
import { encodeProof } from '../../src/room/charter-proof.ts';
import { firstCharter, rootOf, type Charter } from '../../src/room/charter.ts';
import {
  CHARTER_PROTOCOL,
  decodeDoorMessage,
  encodeDoorMessage,
  EPOCH_PROTOCOL,
  KNOCK_PROTOCOL,
  type DoorMessage,
} from '../../src/room/charter-protocol.ts';
import { MAX_DOORS } from '../../src/room/doors.ts';
import { MAX_KNOCKS } from '../../src/room/knocks.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createCharterWorld, proofOf } from '../support/make-charter.ts';
import { makeHouse, makeIdentity, standingOf, type House } from '../support/make-house.ts';
import { allSeeAll, createSimWorld, type SimRoom } from '../support/make-room.ts';
import { linkRaw, type RawMallory } from '../support/mallory.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 30_000 });

const crypto = createFakeCrypto(createSeededRandom(0));

async function scene(seed = 11) {
  const { house, guests } = await makeHouse(createSimWorld(seed), ['Ann', 'Ben', 'Mallory']);
  const [ann, ben, mallory] = guests;
  return { house, ann, ben, mallory, clock: house.world.clock };
}

/** The proof that a room follows. */
function followedProof({ authority }: SimRoom): Uint8Array {
  const kept = decodeMessage(authority.kept.value ?? new Uint8Array(), KEPT);
  if (!kept.ok) throw new Error('nothing is followed');
  return kept.value.proof;
}
const KEPT = record({ version: oneOf(1), proof: bytes({ maxLength: 48 * 1024 }) });

/** A charter of the room, signed by whoever likes. */
async function signedBy(house: House, seed: number, root: string): Promise<Charter> {
  const forger = createCharterWorld(seed);
  const somebody = await forger.person();
  const { namespace } = await deriveRoomKeys(crypto, house.world.code);
  const first = await firstCharter(namespace, rootOf(somebody.id), crypto);
  const signed = await forger.act(first, somebody, { type: 'lock', isLocked: true });
  return { ...signed, root };
}

/** With the words and nothing else, at somebody's door. */
async function atTheDoorOf(house: House, victim: SimRoom, seed: number): Promise<RawMallory> {
  const { clock, network, code } = house.world;
  return linkRaw({ clock, network, context: await deriveRoomKeys(crypto, code) }, victim, seed);
}

const saidAt = ({ heard }: RawMallory) => heard.map((payload) => decodeDoorMessage(payload));

describe('a member', () => {
  test('[C4] who passes on forged, altered or foreign charters changes nothing, and is put out for it', async () => {
    const { house, ann, mallory, clock } = await scene();
    await house.owner.authority.setSlowMode(5);
    await house.until(() => ann.authority.charter.value.slowModeSeconds === 5);
    const honest = followedProof(ann);
    const altered = honest.map((byte, at) => (at === honest.length - 40 ? byte ^ 1 : byte));
    const channel = mallory.channel(CHARTER_PROTOCOL);
    const forged = [altered, encodeMessage({ version: 1 }), proofOf(await signedBy(house, 5, house.root))];
    for (let turn = 0; turn < 12; turn += 1) {
      channel.send(ann.self.peerId, { type: 'PROOF', proof: new Uint8Array(forged[turn % 2] ?? []) });
      await clock.advance(500);
    }
    expect(ann.authority.charter.value).toMatchObject({ slowModeSeconds: 5, isLocked: false });
    expect(ann.sees).not.toContain('Mallory');
    expect(house.owner.sees).toContain('Mallory');
  });

  test('who says that somebody else owns the room is not followed, and it shows', async () => {
    const { house, ann, mallory, clock } = await scene();
    const forged = proofOf(await signedBy(house, 5, house.root));
    mallory.channel(CHARTER_PROTOCOL).broadcast({ type: 'PROOF', proof: new Uint8Array(forged) });
    await clock.advance(2_000);
    expect(ann.authority.charter.value).toMatchObject({ isLocked: false, isDisputed: true });
  });

  test('[C3] who replays an older charter is answered with the one that counts', async () => {
    const { house, ann, mallory, clock } = await scene();
    await house.owner.authority.setWriters('chat', 'owners');
    await house.until(() => mallory.authority.charter.value.writers.has('chat'));
    const old = followedProof(mallory);
    await house.owner.authority.setSlowMode(9);
    await house.until(() => mallory.authority.charter.value.slowModeSeconds === 9);
    const answers: unknown[] = [];
    mallory.channel(CHARTER_PROTOCOL).onMessage(({ message }) => {
      // Who adopted the newest says so to those linked, about now.
      if (message.type === 'PROOF') answers.push(message.type);
    });
    for (let turn = 0; turn < 20; turn += 1)
      mallory.channel(CHARTER_PROTOCOL).send(ann.self.peerId, { type: 'PROOF', proof: new Uint8Array(old) });
    await clock.advance(3_000);
    expect(ann.authority.charter.value.slowModeSeconds).toBe(9);
    expect(answers).toEqual(['PROOF']);
  });

  test('[E2] who hands out secrets that are none takes nobody along', async () => {
    const { house, ann, ben, mallory, clock } = await scene();
    await house.owner.authority.lock(true);
    await house.until(() => ann.authority.charter.value.isLocked);
    const before = ann.authority.kept.value?.join();
    for (let turn = 0; turn < 40; turn += 1) {
      const secret = new Uint8Array(32).fill(turn);
      mallory.channel(EPOCH_PROTOCOL).broadcast({ type: 'SECRET', secret });
    }
    await clock.advance(20_000);
    expect(ann.authority.kept.value?.join()).toBe(before);
    expect(allSeeAll([house.owner, ann, ben, mallory])).toBe(true);
  });

  test('[K2] who makes up knocks fills no list: four of its own, and sixteen in all', async () => {
    const { house, mallory, ben, clock } = await scene();
    await house.owner.authority.setKnock(true);
    const random = createSeededRandom(3);
    const knock = (from: SimRoom, name: string) =>
      from.channel(KNOCK_PROTOCOL).broadcast({ type: 'KNOCK', key: random.bytes(65), name });
    for (let turn = 0; turn < 30; turn += 1) knock(mallory, `Nobody ${turn}`);
    for (let turn = 0; turn < 2; turn += 1) knock(ben, `Guest ${turn}`);
    await clock.advance(3_000);
    const names = house.owner.authority.knocks.value.map(({ name }) => name.split(' ')[0]);
    expect(names.filter((name) => name === 'Nobody')).toHaveLength(4);
    expect(names.filter((name) => name === 'Guest')).toHaveLength(2);
    expect(names.length).toBeLessThanOrEqual(MAX_KNOCKS);
    expect(mallory.authority.knocks.value).toEqual([]);
  });

  test('who is no owner sends nobody away', async () => {
    const { house, mallory } = await scene();
    await house.owner.authority.setKnock(true);
    const late = await house.join('Late');
    await house.until(() => standingOf(late) === 'knocking');
    expect(await mallory.authority.refuse(late.self.identityId)).toEqual({ ok: false, error: 'not-owner' });
    const identity = await crypto.sha256(late.identity.publicKey);
    mallory.channel(KNOCK_PROTOCOL).broadcast({ type: 'REFUSED', identity });
    await house.world.clock.advance(3_000);
    expect(standingOf(late)).toBe('knocking');
  });
});

describe('somebody removed', () => {
  test('[E4] stays out though a friend hands over the secret and everything else', async () => {
    const { house, ann, ben, mallory, clock } = await scene();
    await house.owner.authority.remove(mallory.self.identityId);
    await house.until(() => allSeeAll([house.owner, ann, ben]));
    const kept = ben.authority.kept.value;
    const copy = await house.join('Copy', { overrides: { kept } });
    const again = await house.join('Again', { identity: mallory.identity, overrides: { kept } });
    await clock.advance(120_000);
    expect([copy.sees, again.sees]).toEqual([[], []]);
    expect([standingOf(copy), standingOf(again)]).toEqual(['knocking', 'removed']);
    expect(allSeeAll([house.owner, ann, ben])).toBe(true);
  });

  test('whose page does not take it for an answer is alone all the same', async () => {
    const world = createSimWorld(12);
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
    const deaf = await makeIdentity(999);
    const mallory = await world.makeRoom('Mallory', { identity: deaf, owner: rootOf(deaf.id) });
    const honest = [house.owner, guests[0], guests[1]];
    await house.until(() => allSeeAll([...honest, mallory]));
    await house.owner.authority.remove(deaf.id);
    await house.until(() => allSeeAll(honest));
    await world.clock.advance(300_000);
    expect(allSeeAll(honest)).toBe(true);
    expect(mallory.sees).toEqual([]);
  });

  test('who holds the address of the router keeps nobody who belongs from anybody', async () => {
    const { house, ann, ben, mallory, clock } = await scene(13);
    await house.owner.authority.remove(mallory.self.identityId);
    await house.until(() => allSeeAll([house.owner, ann, ben]));
    const honest = [house.owner, ann].map(({ identity, authority }) => ({
      identity,
      kept: authority.kept.value,
    }));
    for (const room of [house.owner, ann, ben]) room.leave();
    await clock.advance(200_000);
    const deaf = { identity: mallory.identity, owner: rootOf(mallory.identity.id) };
    const squatter = await house.world.makeRoom('Squatter', deaf);
    await house.until(() => standingOf(squatter) === 'open');
    const back: SimRoom[] = [];
    for (const { identity, kept } of honest)
      back.push(await house.join(`Back ${back.length}`, { identity, overrides: { kept } }));
    await house.until(() => allSeeAll(back), 180_000);
    expect(squatter.sees).toEqual([]);
  });
});

test.each(seedsToRun([1, 2, 3]))(
  '[R10] somebody removed keeps nobody to itself for long (seed %i)',
  async (seed) => {
    const world = createSimWorld(seed);
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Late']);
    const [ann, ben, late] = guests;
    const deaf = await makeIdentity(999);
    const mallory = await world.makeRoom('Mallory', { identity: deaf, owner: rootOf(deaf.id) });
    const honest = [house.owner, ann, ben, late];
    await house.until(() => allSeeAll([...honest, mallory]));
    world.network.partition([late.machine, mallory.machine]);
    await world.clock.advance(40_000);
    await house.owner.authority.remove(deaf.id);
    await world.clock.advance(300_000);
    expect(late.sees).toEqual(['Mallory']);
    world.network.heal();
    await house.until(() => allSeeAll(honest), 1_800_000);
    expect(mallory.sees).toEqual([]);
  },
);

describe('at the door, with the words alone', () => {
  async function locked() {
    const { house, ann, ben, clock } = await scene(14);
    await house.owner.authority.setKnock(true);
    await house.until(() => ann.authority.charter.value.doesKnock);
    return { house, ann, ben, clock };
  }

  test('[K1] nothing is said but that there is a door: no name, no member, no charter', async () => {
    const { house, ann, clock } = await locked();
    const mallory = await atTheDoorOf(house, ann, 501);
    mallory.link.send('control', encodeDoorMessage({ type: 'KNOCK', name: 'M' }));
    await clock.advance(5_000);
    const said = saidAt(mallory);
    expect(said.map((message) => message?.type)).toEqual(['HERE', 'STATE']);
    expect(said[1]).toEqual({ type: 'STATE', state: 'waiting' });
  });

  test('[K1] a claim to be ahead brings the charter of nobody', async () => {
    const { house, ann, clock } = await locked();
    const mallory = await atTheDoorOf(house, ann, 502);
    const here: DoorMessage = { type: 'HERE', serial: 2 ** 40, hash: new Uint8Array(32), hasSecret: true };
    mallory.link.send('control', encodeDoorMessage(here));
    await clock.advance(5_000);
    const knock = saidAt(mallory).find((message) => message?.type === 'KNOCK');
    expect(knock).toEqual({ type: 'KNOCK', name: 'Ann' });
    expect(ann.authority.charter.value.doesKnock).toBe(true);
  });

  test('an invitation that nobody signed is none', async () => {
    const { house, clock } = await locked();
    const forged = await signedBy(house, 6, house.root);
    const late = await house.join('Late', { brokers: [] });
    const mallory = await atTheDoorOf(house, house.owner, 503);
    const proof = encodeProof(forged);
    const admitted: DoorMessage = {
      type: 'ADMITTED',
      secret: new Uint8Array(32),
      ...(proof ? { proof } : {}),
    };
    mallory.link.send('control', encodeDoorMessage(admitted));
    await clock.advance(5_000);
    expect(house.owner.authority.charter.value.isLocked).toBe(false);
    expect(late.authority.charter.value.epoch).toBe(0);
  });

  test.each([
    ['rubbish', () => new Uint8Array(200).fill(7)],
    ['a message of another kind', () => encode({ type: 'OPEN' })],
    ['too much of it', () => new Uint8Array(60_000)],
    ['a proof that is none', () => encodeDoorMessage({ type: 'KNOCK', name: 'M', proof: new Uint8Array(9) })],
  ])('%s ends the link', async (_, payload) => {
    const { house, ann, clock } = await locked();
    const mallory = await atTheDoorOf(house, ann, 504);
    mallory.link.send('control', payload());
    await clock.advance(2_000);
    expect(mallory.link.isOpen).toBe(false);
    expect(ann.sees).toContain('Olga');
  });

  test('a word too many ends the link, and silence does', async () => {
    const { house, ann, clock } = await locked();
    const [talker, silent] = [await atTheDoorOf(house, ann, 505), await atTheDoorOf(house, ann, 506)];
    for (let turn = 0; turn < 40; turn += 1)
      talker.link.send('control', encodeDoorMessage({ type: 'KNOCK', name: `${turn}` }));
    await clock.advance(1_000);
    expect(talker.link.isOpen).toBe(false);
    await clock.advance(12_000);
    expect(silent.link.isOpen).toBe(false);
  });

  test('a crowd holds no more than its places', async () => {
    const { house, ann, clock } = await locked();
    const crowd: RawMallory[] = [];
    for (let seed = 600; seed < 600 + MAX_DOORS + 8; seed += 1) {
      const mallory = await atTheDoorOf(house, ann, seed);
      mallory.link.send('control', encodeDoorMessage({ type: 'KNOCK', name: 'M' }));
      crowd.push(mallory);
    }
    await clock.advance(3_000);
    expect(crowd.filter(({ link }) => link.isOpen)).toHaveLength(MAX_DOORS);
    const known = house.owner.authority.knocks.value.length;
    expect(known).toBeLessThanOrEqual(MAX_KNOCKS);
    expect(allSeeAll([house.owner, ann])).toBe(false);
    expect(ann.sees).toContain('Olga');
  });
});
