// What rooms go through: crowds, crashes, squatters, brokers that fail, partitions, refreshes. Each scenario runs over
// several seeds; a failure prints its seed.

import { expect, test, vi } from 'vitest';
import { routerId } from '../../src/discovery/namespace.ts';
import { err } from '../../src/primitives/result.ts';
import { integer, record } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import type { Transport } from '../../src/transport/transport.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { allSeeAll, createSimWorld, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

// Ten peers with real handshakes and sealing keep a core busy for about a second per virtual minute.
vi.setConfig({ testTimeout: 60_000 });

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dev', 'Edda', 'Finn', 'Gita', 'Hugo', 'Ines', 'Jon'];

const COUNT: Protocol<{ readonly n: number }> = {
  id: 'count',
  version: 1,
  channel: 'control',
  message: record({ n: integer({ min: 0, max: 1_000_000 }) }),
  maxBytes: 64,
  rate: { perSecond: 1_000, burst: 1_000 },
};

/** Addresses of the room's routers at the broker, as the last letter of each. */
async function heldSlots(world: SimWorld, broker = 'broker'): Promise<string> {
  const { namespace } = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code);
  const prefix = routerId(namespace, 1).slice(0, -1);
  const held = world.network.broker(broker).ids.filter((id) => id.startsWith(prefix));
  return held
    .map((id) => id.slice(-1))
    .sort()
    .join('');
}

/** How many lead at a broker, as their own notes say. */
function leaders(rooms: readonly SimRoom[]): number {
  const lastKind = (room: SimRoom) =>
    room.log.filter(({ message }) => message === 'election').at(-1)?.facts?.['to'];
  return rooms.filter((room) => lastKind(room) === 'leading').length;
}

async function gather(world: SimWorld, names: readonly string[]): Promise<SimRoom[]> {
  const rooms: SimRoom[] = [];
  for (const name of names) {
    rooms.push(await world.makeRoom(name));
    await world.clock.until(() => allSeeAll(rooms), 20_000);
  }
  return rooms;
}

test('[R3] ten who join at once all see each other, with exactly one router', () =>
  forSeeds([1, 2, 3], async (world) => {
    const rooms = await Promise.all(NAMES.map((name) => world.makeRoom(name)));
    await world.clock.until(() => allSeeAll(rooms), 30_000);
    await world.clock.advance(60_000);
    expect(allSeeAll(rooms)).toBe(true);
    expect(leaders(rooms)).toBe(1);
  }));

test('[R5] a standby holds the next address', () =>
  forSeeds([1, 2], async (world) => {
    await gather(world, ['Ada', 'Ben', 'Cleo']);
    await world.clock.advance(30_000);
    expect(await heldSlots(world)).toBe('12');
  }));

test('[R4] when the router crashes and its address stays taken, one other leads and newcomers still meet', () =>
  forSeeds([1, 2, 3, 4, 5, 6], async (world) => {
    const rooms = await gather(world, ['Ada', 'Ben', 'Cleo']);
    await world.clock.advance(30_000);
    const [router, ...others] = rooms as [SimRoom, SimRoom, SimRoom];
    world.network.crash(router.machine);
    await world.clock.advance(1_000);
    const newcomer = await world.makeRoom('Dev');
    const left = [...others, newcomer];
    await world.clock.until(() => allSeeAll(left), 30_000);
    await world.clock.advance(150_000);
    expect(leaders(left)).toBe(1);
    expect(await heldSlots(world)).toMatch(/^12/);
  }));

test('[R6] a squatter that answers and proves nothing does not keep people apart', () =>
  forSeeds([1, 2, 3, 4], async (world) => {
    const { namespace } = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code);
    const claimed = createMemoryTransport(world.network, 'broker').claim(routerId(namespace, 1));
    await world.clock.advance(500);
    const squatter = await claimed;
    if (squatter.ok) squatter.value.onLink(() => undefined);
    const rooms = await Promise.all([world.makeRoom('Ada'), world.makeRoom('Ben')]);
    await world.clock.until(() => allSeeAll(rooms), 40_000);
    await world.clock.advance(60_000);
    expect(leaders(rooms)).toBe(1);
  }));

test('with all three addresses squatted joining fails with a reason, and works once one is free', () =>
  forSeeds([1], async (world) => {
    const { namespace } = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), world.code);
    const transport = createMemoryTransport(world.network, 'broker');
    const claims = ([1, 2, 3] as const).map((slot) => transport.claim(routerId(namespace, slot)));
    await world.clock.advance(500);
    const squatters = await Promise.all(claims);
    for (const squatter of squatters) if (squatter.ok) squatter.value.onLink(() => undefined);
    const room = await world.makeRoom('Ada');
    await world.clock.until(() => room.state.value.kind === 'failed', 60_000);
    expect(room.state.value).toEqual({ kind: 'failed', failure: { code: 'nobody-proved' } });
    for (const squatter of squatters) if (squatter.ok) squatter.value.close();
    room.retry();
    await world.clock.until(() => room.state.value.kind === 'open', 60_000);
  }));

test('a broker that is down at the start is named, and used when it comes back', () =>
  forSeeds([1, 2], async (world) => {
    world.network.broker('broker').stop();
    const room = await world.makeRoom('Ada');
    await world.clock.until(() => room.state.value.kind === 'failed', 10_000);
    expect(room.state.value).toEqual({ kind: 'failed', failure: { code: 'no-broker', brokers: ['broker'] } });
    expect(room.brokers.value).toEqual([{ label: 'broker', state: 'unreachable' }]);
    world.network.broker('broker').start();
    room.retry();
    await world.clock.until(() => room.state.value.kind === 'open', 5_000);
  }));

test('[R8] links outlive the broker, and newcomers meet again when it is back', () =>
  forSeeds([1, 2, 3], async (world) => {
    const rooms = await gather(world, ['Ada', 'Ben']);
    world.network.broker('broker').stop();
    await world.clock.advance(120_000);
    expect(allSeeAll(rooms)).toBe(true);
    expect(rooms[0]?.brokers.value[0]?.state).toBe('unreachable');
    world.network.broker('broker').start();
    await world.clock.advance(10_000);
    rooms.push(await world.makeRoom('Cleo'));
    await world.clock.until(() => allSeeAll(rooms), 40_000);
  }));

test('[R7] people on different brokers meet through one that is on both', () =>
  forSeeds([1, 2, 3, 4], async (world) => {
    const rooms = [
      await world.makeRoom('Ada', { brokers: ['north'] }),
      await world.makeRoom('Ben', { brokers: ['north', 'south'] }),
      await world.makeRoom('Cleo', { brokers: ['south'] }),
    ];
    await world.clock.until(() => rooms[1]?.sees.length === 2, 40_000);
  }));

/** Takes no address, says nothing, and does not hang up. */
const SILENT_BROKER: Transport = {
  label: 'silent',
  claim: (_, { signal } = {}) =>
    new Promise((resolve) => {
      const onAbort = () => resolve(err({ code: 'aborted', detail: 'given up' }));
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

test.each(['down', 'silent'] as const)('one of two brokers that is %s holds nobody up', (how) =>
  forSeeds([1, 2, 3], async (world) => {
    const meetMs = async ({ network, clock, makeRoom }: SimWorld, isBeside: boolean) => {
      network.broker('down').stop();
      const enter = (name: string) => {
        const machine = network.createMachine(name);
        const at = (label: string) => createMemoryTransport(network, label, machine);
        const beside = how === 'silent' ? SILENT_BROKER : at('down');
        const transports = [...(isBeside ? [beside] : []), at('north')];
        return makeRoom(name, { machine, overrides: { transports } });
      };
      const rooms = [await enter('Ada'), await enter('Ben')];
      await clock.until(() => allSeeAll(rooms), 20_000, 100);
      for (const { state } of rooms) expect(state.value.kind).toBe('open');
      return clock.nowMs();
    };
    const alone = await meetMs(createSimWorld(world.seed), false);
    expect((await meetMs(world, true)) - alone).toBeLessThan(1_000);
  }),
);

test('[L7] two brokers, everybody on both: one link per pair is used', () =>
  forSeeds([1, 2, 3], async (world) => {
    const brokers = ['south', 'north'];
    const rooms = await Promise.all(NAMES.slice(0, 5).map((name) => world.makeRoom(name, { brokers })));
    await world.clock.until(() => allSeeAll(rooms), 40_000);
    await world.clock.advance(60_000);
    expect(allSeeAll(rooms)).toBe(true);
    world.network.traffic.reset();
    await world.clock.advance(20_000);
    // Per pair and second one ping or answer each way; a second link in use would double that.
    expect(world.network.traffic.frames).toBeLessThan(10 * 20 * 2 * 1.5);
  }));

test('[T5] a partition is seen within 9 s, and both halves find each other again when it heals', () =>
  forSeeds([1, 2, 3, 4, 5, 6], async (world) => {
    const rooms = await gather(world, ['Ada', 'Ben', 'Cleo', 'Dev']);
    const [ada, ben, cleo, dev] = rooms as [SimRoom, SimRoom, SimRoom, SimRoom];
    world.network.partition([ada.machine, ben.machine], [cleo.machine, dev.machine]);
    await world.clock.advance(9_500);
    expect(ada.sees).toEqual(['Ben']);
    expect(dev.sees).toEqual(['Cleo']);
    await world.clock.advance(30_000);
    world.network.heal();
    await world.clock.until(() => allSeeAll(rooms), 90_000);
    await world.clock.advance(120_000);
    expect(leaders(rooms)).toBe(1);
  }));

test('a long partition empties the rosters, and healing still brings all together', () =>
  forSeeds([1, 2, 3], async (world) => {
    const rooms = await gather(world, ['Ada', 'Ben', 'Cleo', 'Dev']);
    const [ada, ben, cleo, dev] = rooms as [SimRoom, SimRoom, SimRoom, SimRoom];
    world.network.partition([ada.machine, ben.machine], [cleo.machine, dev.machine]);
    await world.clock.advance(200_000);
    expect(ada.peers.value.map(({ name }) => name)).toEqual(['Ben']);
    world.network.heal();
    await world.clock.until(() => allSeeAll(rooms), 120_000);
  }));

test('leaving is seen at once and the person is gone from the list within 5 s', () =>
  forSeeds([1, 2], async (world) => {
    const [ada, ben] = (await gather(world, ['Ada', 'Ben'])) as [SimRoom, SimRoom];
    ben.leave();
    await world.clock.advance(200);
    expect(ada.peers.value[0]?.link.kind).toBe('gone');
    await world.clock.advance(4_800);
    expect(ada.peers.value).toEqual([]);
  }));

test('a crash is seen within 9 s as reconnecting, and 90 s later the person is gone', () =>
  forSeeds([1, 2], async (world) => {
    const [ada, ben] = (await gather(world, ['Ada', 'Ben'])) as [SimRoom, SimRoom];
    world.network.crash(ben.machine);
    await world.clock.advance(9_100);
    expect(ada.peers.value[0]?.link.kind).toBe('reconnecting');
    await world.clock.advance(100_000);
    expect(ada.peers.value).toEqual([]);
  }));

test('a refresh brings a new instance of the same person, and the old one goes', () =>
  forSeeds([1, 2, 3], async (world) => {
    const [ada, ben] = (await gather(world, ['Ada', 'Ben'])) as [SimRoom, SimRoom];
    ben.leave();
    const again = await world.makeRoom('Ben', { identity: ben.identity });
    await world.clock.until(() => allSeeAll([ada, again]), 10_000);
    await world.clock.advance(5_000);
    expect(ada.peers.value.map(({ peerId }) => peerId)).toEqual([again.self.peerId]);
    expect(again.self.identityId).toBe(ben.self.identityId);
  }));

test('the router refreshes while alone with one other: they meet again', () =>
  forSeeds([1, 2, 3], async (world) => {
    const [ada, ben] = (await gather(world, ['Ada', 'Ben'])) as [SimRoom, SimRoom];
    ada.leave();
    const again = await world.makeRoom('Ada', { identity: ada.identity });
    await world.clock.until(() => allSeeAll([ben, again]), 15_000);
  }));

test('[T1] the eleventh and the seventeenth get in: everybody sees everybody, and what is said reaches all', () =>
  forSeeds([1, 2], async (world) => {
    const rooms = await gather(world, NAMES);
    const late = Array.from({ length: 7 }, (_, index) => `Late ${index}`);
    for (const name of late) rooms.push(await world.makeRoom(name));
    await world.clock.until(() => allSeeAll(rooms), 60_000);
    await world.clock.advance(20_000);
    const linked = ({ peers }: SimRoom) => peers.value.filter(({ link }) => link.kind === 'direct').length;
    for (const room of rooms) {
      expect(linked(room)).toBeGreaterThanOrEqual(4);
      expect(linked(room)).toBeLessThanOrEqual(8);
    }
    const heard = rooms.map((room) => {
      const messages: string[] = [];
      room.channel(COUNT).onMessage(({ from, message }) => messages.push(`${from} ${message.n}`));
      return messages;
    });
    for (const [n, room] of rooms.entries()) expect(room.channel(COUNT).broadcast({ n })).toHaveLength(16);
    await world.clock.advance(5_000);
    const said = rooms.map(({ self }, n) => `${self.peerId} ${n}`);
    for (const [index, messages] of heard.entries())
      expect(messages.toSorted()).toEqual(said.filter((_, n) => n !== index).toSorted());
  }));

test('another code leads to another room', () =>
  forSeeds([1], async (world) => {
    const ada = await world.makeRoom('Ada');
    const other = [...world.code].reverse() as readonly string[] as typeof world.code;
    const ben = await world.makeRoom('Ben', { code: other });
    await world.clock.advance(30_000);
    expect([ada.sees, ben.sees]).toEqual([[], []]);
    expect(ben.state.value.kind).toBe('open');
  }));

test('[L7] under glare no message is lost, doubled or out of order', () =>
  forSeeds([1, 2, 3, 4, 5, 6, 7, 8], async (world) => {
    const brokers = ['south', 'north'];
    const rooms = await Promise.all(NAMES.slice(0, 4).map((name) => world.makeRoom(name, { brokers })));
    const heard = new Map<string, number[]>();
    const said = new Map<string, number[]>();
    const note = (log: Map<string, number[]>, way: string, n: number) =>
      log.set(way, [...(log.get(way) ?? []), n]);
    const channels = rooms.map((room) => room.channel(COUNT));
    for (const [index, channel] of channels.entries()) {
      const to = rooms[index]?.self.peerId ?? '';
      channel.onMessage(({ from, message }) => note(heard, `${from} ${to}`, message.n));
    }
    for (let n = 0; n < 400; n += 1) {
      for (const [index, channel] of channels.entries()) {
        const from = rooms[index]?.self.peerId ?? '';
        for (const to of channel.broadcast({ n })) note(said, `${from} ${to}`, n);
      }
      await world.clock.advance(25);
    }
    await world.clock.advance(2_000);
    expect(said.size).toBe(12);
    // More links came about than are used: there was something to choose.
    expect(world.network.traffic.links).toBeGreaterThan(6);
    expect(heard).toEqual(said);
  }));

test('names and spaces that change are seen by all', () =>
  forSeeds([1], async (world) => {
    const [ada, ben] = (await gather(world, ['Ada', 'Ben'])) as [SimRoom, SimRoom];
    ben.setName('Benny\u202E\u0000');
    ben.setSpace('chat');
    await world.clock.advance(200);
    expect(ada.peers.value[0]).toMatchObject({ name: 'Benny', space: 'chat' });
  }));

test('a quiet room stays quiet', () =>
  forSeeds([1], async (world) => {
    const rooms = await Promise.all(NAMES.map((name) => world.makeRoom(name)));
    await world.clock.until(() => allSeeAll(rooms), 30_000);
    await world.clock.advance(30_000);
    world.network.traffic.reset();
    await world.clock.advance(60_000);
    const links = (rooms.length * (rooms.length - 1)) / 2;
    // A ping and its answer each way every 2 s, a heartbeat and an entry a minute.
    expect(world.network.traffic.frames).toBeLessThan(links * (120 + 16));
    expect(world.network.traffic.dials).toBe(0);
  }));
