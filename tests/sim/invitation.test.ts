// People who meet with no server at all: an invitation there, an answer back, and everybody else through the two. Every
// scenario runs over several seeds; a failure prints its seed.

import { describe, expect, test, vi } from 'vitest';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { createHandedLinks, type HandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo, type GuestWorld } from '../../src/room/invite/guest.ts';
import { ANSWERABLE_MS, MAX_WAITING, SHOWN_MS } from '../../src/room/invite/invitation-state.ts';
import { createInviter, type Inviter } from '../../src/room/invite/inviter.ts';
import { createPastInvitations, type PastInvitations } from '../../src/room/invite/past-invitations.ts';
import type { Welcomed } from '../../src/room/invite/welcome.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { decodeInvitation, type Answer, type Invitation } from '../../src/signaling/invitation.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createNodeCrypto } from '../support/node-crypto.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { createSimInvitations } from '../support/sim-invitations.ts';
import type { SimMachine } from '../support/sim-network.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
const HUMAN_MS = 290_000;

interface Person {
  readonly name: string;
  readonly machine: SimMachine;
  readonly world: GuestWorld;
  readonly handed: HandedLinks;
  room?: SimRoom;
}

function createTable(world: SimWorld) {
  const { clock, network, seed } = world;
  const invitations = createSimInvitations(network);

  /** `isReal`: with keys that are points of the curve, as an invitation that names its inviter needs them. */
  async function sit(name: string, { isReal } = { isReal: false }): Promise<Person> {
    const random = createSeededRandom(seed * 1_009 + name.length + (name.codePointAt(0) ?? 0));
    const crypto = isReal ? createNodeCrypto() : createFakeCrypto(random);
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const machine = network.createMachine(name);
    const transport = invitations.transportOf(machine);
    const guest = {
      crypto,
      random,
      peer,
      clock,
      transport,
      wallTimeMs: () => clock.nowMs() + Date.UTC(2026, 5, 1),
    };
    return { name, machine, handed: createHandedLinks(), world: guest };
  }

  /** By default without any broker. */
  async function enter(
    person: Person,
    isLocalEnough = true,
    brokers: readonly string[] = [],
  ): Promise<SimRoom> {
    const { machine, handed, name } = person;
    const { crypto, random, peer } = person.world;
    person.room = await world.makeRoom(name, {
      machine,
      brokers,
      overrides: {
        crypto,
        random,
        peer,
        handed,
        isLocalEnough,
        transportOver: (signaling) => createSimWebrtcTransport({ network, machine, signaling }),
      },
    });
    return person.room;
  }

  const invite = (person: Person, isProven = false, past?: PastInvitations): Inviter =>
    createInviter({
      ...person.world,
      handed: person.handed,
      isProven,
      past,
      address: { code: world.code, owner: undefined },
    });

  return { sit, enter, invite, invitations };
}

function shownBy(inviter: Inviter): Bytes {
  const state = inviter.state.value;
  if (state.kind !== 'shown') throw new Error(state.kind);
  return state.bytes;
}

function invitationIn(bytes: Uint8Array): Invitation {
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'invitation') throw new Error('no invitation');
  return decoded.value;
}

function answerIn(bytes: Uint8Array): Answer {
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'answer') throw new Error('no answer');
  return decoded.value;
}

async function answered(guest: Person, bytes: Uint8Array) {
  const reply = await replyTo(guest.world, invitationIn(bytes));
  if (!reply.ok) throw new Error(reply.error.code);
  return { answer: answerIn(reply.value.bytes), connected: reply.value.connected };
}

/** The two steps, with what a person takes between them. */
async function bringIn(
  world: SimWorld,
  inviter: Inviter,
  guest: Person,
  humanMs = 20_000,
): Promise<Welcomed> {
  await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
  const { answer, connected } = await answered(guest, shownBy(inviter));
  await world.clock.advance(humanMs);
  let taken: Awaited<ReturnType<Inviter['take']>> | undefined;
  let welcomed: Welcomed | undefined;
  void inviter.take(answer).then((result) => (taken = result));
  void connected.then((result) => result.ok && (welcomed = result.value));
  await world.clock.until(() => welcomed !== undefined && taken !== undefined, 5_000, 10);
  expect(taken).toMatchObject({ ok: true, value: { identityId: guest.world.peer.identity.id } });
  return welcomed!;
}

describe('[O5] without any broker', () => {
  test('two meet by an invitation and an answer, a third and a fourth through them, and all see all', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo, dora] = await Promise.all(
        ['Ada', 'Benno', 'Cleooo', 'Doraaaa'].map((name) => table.sit(name)),
      );
      const rooms = [await table.enter(ada!)];
      for (const [host, guest] of [
        [ada!, ben!],
        [ben!, cleo!],
        [ada!, dora!],
      ] as const) {
        const inviter = table.invite(host);
        const { address, link } = await bringIn(world, inviter, guest);
        expect(address.code).toEqual(world.code);
        void guest.handed.hand(link);
        rooms.push(await table.enter(guest, false));
        await world.clock.until(() => allSeeAll(rooms), 10_000);
        inviter.dispose();
      }
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open', 'open']);
      const ways = rooms.flatMap(({ peers }) => peers.value.map(({ link }) => link.kind));
      await world.clock.until(
        () => rooms.every(({ peers }) => peers.value.every(({ link }) => link.kind === 'direct')),
        20_000,
      );
      expect(ways).toHaveLength(12);
    }));

  test('a room begun while its broker is away is reached by code once it is back', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      world.network.broker('broker').stop();
      const rooms = [await table.enter(ada!, true, ['broker'])];
      const inviter = table.invite(ada!);
      const { link } = await bringIn(world, inviter, ben!);
      void ben!.handed.hand(link);
      rooms.push(await table.enter(ben!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 10_000);
      inviter.dispose();
      world.network.broker('broker').start();
      rooms.push(await table.enter(cleo!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 60_000);
      expect(rooms[2]?.state.value.kind).toBe('open');
    }));

  test('a room begun at a broker that is gone since grows by invitation', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const rooms = [await table.enter(ada!, false, ['broker']), await table.enter(ben!, false, ['broker'])];
      await world.clock.until(() => allSeeAll(rooms), 20_000);
      world.network.broker('broker').stop();
      const { link } = await bringIn(world, table.invite(ben!), cleo!);
      void cleo!.handed.hand(link);
      rooms.push(await table.enter(cleo!, false, ['broker']));
      await world.clock.until(() => allSeeAll(rooms), 20_000);
      expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open']);
    }));

  test('a person may take 290 s between the steps', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const rooms = [await table.enter(ada!)];
      const { link } = await bringIn(world, table.invite(ada!), ben!, HUMAN_MS);
      void ben!.handed.hand(link);
      rooms.push(await table.enter(ben!, false));
      await world.clock.until(() => allSeeAll(rooms), 5_000);
      expect(rooms[1]?.state.value.kind).toBe('open');
    }));

  test('who invites is proven where that was said', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name, { isReal: true })));
      const welcomed = await bringIn(world, table.invite(ada!, true), ben!);
      expect(welcomed.host).toBe(ada!.world.peer.identity.id);
    }));

  test('whoever does not know the secret learns nothing of the room', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const inviter = table.invite(ada!);
      await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
      const invitation = invitationIn(shownBy(inviter));
      const wrong = { ...invitation, secret: new Uint8Array(16) };
      const reply = await replyTo(ben!.world, wrong);
      if (!reply.ok) throw new Error(reply.error.code);
      expect(await inviter.take(answerIn(reply.value.bytes))).toEqual({
        ok: false,
        error: { code: 'other' },
      });
      expect(inviter.state.value.kind).toBe('shown');
    }));
});

describe('[O6] invitations', () => {
  test('are renewed after 5 minutes, and one that was replaced may be answered for 5 more', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const inviter = table.invite(ada!);
      await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
      const first = shownBy(inviter);
      const [early, late] = await Promise.all([answered(ben!, first), answered(cleo!, first)]);
      await world.clock.advance(SHOWN_MS + 1_000);
      expect(shownBy(inviter)).not.toEqual(first);
      await world.clock.advance(ANSWERABLE_MS - SHOWN_MS - 5_000);
      const taking = inviter.take(early.answer);
      await world.clock.advance(2_000);
      expect(await taking).toMatchObject({ ok: true });
      expect(await inviter.take(late.answer)).toEqual({ ok: false, error: { code: 'already-answered' } });
    }));

  test('are refused once they are over, with the reason', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const [inviter, another] = [table.invite(ada!), table.invite(cleo!)];
      await world.clock.until(() => another.state.value.kind === 'shown', 2_000);
      const first = shownBy(inviter);
      const { answer } = await answered(ben!, first);
      expect(await another.take(answer)).toEqual({ ok: false, error: { code: 'other' } });
      await world.clock.advance(ANSWERABLE_MS + 1_000);
      expect(await inviter.take(answer)).toEqual({ ok: false, error: { code: 'expired' } });
      expect(await replyTo(ben!.world, invitationIn(first))).toMatchObject({ ok: true });
      await world.clock.advance(7 * 60_000);
      expect(await replyTo(ben!.world, invitationIn(first))).toEqual({
        ok: false,
        error: { code: 'expired' },
      });
    }));

  test('wait for answers with three connections at most, and with none afterwards', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const ada = await table.sit('Ada');
      const inviter = table.invite(ada);
      for (let minute = 0; minute < 30; minute += 1) {
        if (minute % 2 === 0) inviter.renew();
        await world.clock.advance(60_000);
        expect(table.invitations.waiting).toBeLessThanOrEqual(MAX_WAITING);
      }
      expect(inviter.isOwn(invitationIn(shownBy(inviter)).secret)).toBe(true);
      inviter.dispose();
      expect(table.invitations.waiting).toBe(0);
    }));

  test('are withdrawn when nobody shows them any more, and a later answer hears it', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben, cleo] = await Promise.all(['Ada', 'Benno', 'Cleooo'].map((name) => table.sit(name)));
      const past = createPastInvitations();
      const first = table.invite(ada!, false, past);
      await bringIn(world, first, cleo!);
      await world.clock.until(() => first.state.value.kind === 'shown', 2_000);
      const bytes = shownBy(first);
      const { answer, connected } = await answered(ben!, bytes);
      first.dispose();
      expect(table.invitations.waiting).toBe(0);
      const second = table.invite(ada!, false, past);
      await world.clock.until(() => second.state.value.kind === 'shown', 2_000);
      expect(await second.isFor(answer)).toBe(true);
      expect(await second.take(answer)).toEqual({ ok: false, error: { code: 'withdrawn' } });
      expect(second.isOwn(invitationIn(bytes).secret)).toBe(true);
      await world.clock.advance(ANSWERABLE_MS);
      expect(await connected).toEqual({ ok: false, error: { code: 'not-taken' } });
    }));

  test('that say a wrong name are not answered', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name, { isReal: true })));
      const inviter = table.invite(ada!, true);
      await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
      const invitation = invitationIn(shownBy(inviter));
      const forged = { ...invitation, inviter: { ...invitation.inviter!, signature: new Uint8Array(64) } };
      expect(await replyTo(ben!.world, forged)).toEqual({ ok: false, error: { code: 'forged' } });
    }));

  test('to which no way leads say so, and cost nothing', () =>
    forSeeds(SEEDS, async (world) => {
      const table = createTable(world);
      const [ada, ben] = await Promise.all(['Ada', 'Benno'].map((name) => table.sit(name)));
      const inviter = table.invite(ada!);
      await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
      const { answer } = await answered(ben!, shownBy(inviter));
      world.network.crash(ben!.machine);
      const taking = inviter.take(answer);
      await world.clock.advance(20_000);
      expect(await taking).toEqual({ ok: false, error: { code: 'no-link' } });
      expect(inviter.state.value.kind).toBe('shown');
    }));
});
