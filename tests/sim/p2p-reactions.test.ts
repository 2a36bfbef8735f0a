// How the scripting interface reacts when something goes wrong: the table of errors that its shape comes with, row by row;
// and what its configuration changes in a room.

import { describe, expect, it } from 'vitest';
import { topologyFor } from '../../src/app/apply-tuning.ts';
import type { P2p, P2pEvents } from '../../src/app/p2p/api.ts';
import { checkConfig } from '../../src/app/p2p/config.ts';
import { P2P_PROTOCOL, P2P_SPACE, splitMessage } from '../../src/app/p2p/messages.ts';
import { integer, record } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { RoomCode } from '../../src/room/room-code.ts';
import type { Json } from '../../src/sync/json.ts';
import { createSimWorld } from '../support/make-room.ts';
import { makeP2p, scriptsMeet, settle, type SimP2p } from '../support/make-p2p.ts';
import { seedsToRun } from '../support/seeds.ts';

function recorded<E extends keyof P2pEvents>(p2p: P2p, event: E): readonly P2pEvents[E][] {
  const values: P2pEvents[E][] = [];
  p2p.on(event, (value) => values.push(value));
  return values;
}

const idOf = ({ room }: SimP2p) => room().self.peerId;
const tuned = (config: unknown) => checkConfig(config).tuning;

describe('a security error', () => {
  it('of who may only read: nothing is sent, nothing is heard, and the owner goes on', async () => {
    const world = createSimWorld(61);
    const [alice, bob] = await scriptsMeet(world);
    const heard = [recorded(alice.p2p, 'message'), recorded(bob.p2p, 'message')] as const;
    await alice.room().authority.setWriters(P2P_SPACE, 'owners');
    await world.clock.until(() => !bob.room().may('write', P2P_SPACE), 20_000);
    await expect(bob.p2p.broadcast('mine')).rejects.toMatchObject({
      name: 'SecurityError',
      code: 'read-only',
    });
    await expect(bob.p2p.send(idOf(alice), 1)).rejects.toMatchObject({ code: 'read-only' });
    await alice.p2p.broadcast('read this');
    await world.clock.until(() => heard[1].length > 0, 20_000);
    expect(heard.map((messages) => messages.map(({ data }) => data))).toEqual([[], ['read this']]);
  });
});

describe('a connection error', () => {
  it(
    'of a channel that closed: the link is made again, and nothing is lost',
    { timeout: 30_000 },
    async () => {
      const world = createSimWorld(51);
      const [alice, bob] = await scriptsMeet(world);
      const [gone, back, heard] = [
        recorded(alice.p2p, 'peer:disconnect'),
        recorded(alice.p2p, 'peer:connect'),
        recorded(bob.p2p, 'message'),
      ];
      world.network.cut(alice.room().machine, bob.room().machine);
      await world.clock.until(() => gone.length > 0, 60_000);
      expect(gone).toEqual([{ peerId: idOf(bob), reason: 'interrupted' }]);
      expect(alice.p2p.metrics().health.status).toBe('degraded');
      world.network.heal();
      await world.clock.until(() => back.length > 0, 120_000);
      await alice.p2p.send(idOf(bob), 'after');
      await world.clock.until(() => heard.length > 0, 20_000);
      expect(heard.map(({ data }) => data)).toEqual(['after']);
      expect(alice.p2p.metrics().health).toMatchObject({ status: 'healthy', reconnections: 1 });
    },
  );

  it('of a peer out of reach: it is removed, and sending to it is refused', { timeout: 30_000 }, async () => {
    const world = createSimWorld(52);
    const [alice, bob] = await scriptsMeet(world);
    const gone = recorded(alice.p2p, 'peer:disconnect');
    world.network.crash(bob.room().machine);
    await world.clock.until(() => gone.at(-1)?.reason === 'lost', 180_000, 500);
    await world.clock.advance(5_000);
    expect(await alice.p2p.getPeers()).toEqual([]);
    expect(alice.p2p.metrics().network.connectedPeers).toBe(0);
    await expect(alice.p2p.send(idOf(bob), 1)).rejects.toMatchObject({ code: 'unknown-peer' });
  });

  it('of who said goodbye is none', async () => {
    const world = createSimWorld(53);
    const [alice, bob] = await scriptsMeet(world);
    const [gone, errors] = [recorded(alice.p2p, 'peer:disconnect'), recorded(alice.p2p, 'error')];
    await bob.p2p.leaveRoom();
    await world.clock.until(() => gone.length > 0, 10_000);
    expect(gone).toEqual([{ peerId: idOf(bob), reason: 'left' }]);
    expect(errors).toEqual([]);
  });
});

describe('a synchronization error', () => {
  it('of two who write at once is none: both end with the same', async () => {
    const world = createSimWorld(54);
    const [alice, bob] = await scriptsMeet(world);
    const [mine, theirs] = [alice.p2p.getSharedState('s'), bob.p2p.getSharedState('s')];
    mine.set('k', 'Alice');
    theirs.set('k', 'Bob');
    await world.clock.advance(5_000);
    expect(mine.get('k')).toBe(theirs.get('k'));
    expect(recorded(alice.p2p, 'error')).toEqual([]);
  });

  it('of an update that never came: what is missing is asked for', { timeout: 30_000 }, async () => {
    const world = createSimWorld(55);
    const [alice, bob] = await scriptsMeet(world);
    const [mine, theirs] = [alice.p2p.getSharedState('s'), bob.p2p.getSharedState('s')];
    await world.clock.advance(1_000);
    world.network.cut(alice.room().machine, bob.room().machine);
    mine.set('missed', true);
    await world.clock.advance(120_000);
    expect(theirs.has('missed')).toBe(false);
    world.network.heal();
    await world.clock.until(() => theirs.get('missed') === true, 240_000, 500);
    expect(theirs.toJSON()).toEqual({ missed: true });
  });

  it('of a state that breaks the rules: nothing of it is taken, and it is told', async () => {
    const world = createSimWorld(56);
    const noWriter = (one: SimP2p) => (identity: string) => identity !== one.p2p.self?.identityId;
    const mallory = await makeP2p(world, 'Mallory');
    const { link } = await mallory.p2p.createRoom();
    const alice = await makeP2p(world, 'Alice', { sharing: { mayWrite: noWriter(mallory) } });
    await settle(world, alice.p2p.joinRoom(link));
    await world.clock.until(() => alice.room().sees.length === 1, 20_000);
    const errors = recorded(alice.p2p, 'error');
    const state = alice.p2p.getSharedState('s');
    state.set('mine', 1);
    mallory.p2p.getSharedState('s').set('theirs', 1);
    await world.clock.until(() => errors.length > 0, 60_000);
    expect(errors[0]).toMatchObject({ name: 'SynchronizationError', code: 'not-a-writer' });
    expect(state.toJSON()).toEqual({ mine: 1 });
  });
});

describe('a security error', () => {
  it('of messages that are none: their sender is kept away for a while, and it is told', async () => {
    const world = createSimWorld(57);
    const [alice, bob] = await scriptsMeet(world);
    const [gone, errors] = [recorded(alice.p2p, 'peer:disconnect'), recorded(alice.p2p, 'error')];
    const lax: Protocol<{ readonly wrong: number }> = {
      id: P2P_PROTOCOL.id,
      version: 1,
      channel: 'control',
      maxBytes: 1_000,
      rate: P2P_PROTOCOL.rate,
      message: record({ wrong: integer({ min: 0, max: 99 }) }),
    };
    await bob.p2p.leaveRoom();
    const liar = await world.makeRoom('Liar', { code: alice.room().code as RoomCode });
    await world.clock.until(() => liar.sees.includes('Alice') && alice.room().sees.includes('Liar'), 20_000);
    for (let n = 0; n < 20; n += 1) liar.channel(lax).send(idOf(alice), { wrong: n });
    await world.clock.until(() => gone.length > 1, 10_000);
    expect(gone.at(-1)).toEqual({ peerId: liar.self.peerId, reason: 'refused' });
    expect(errors).toEqual([expect.objectContaining({ name: 'SecurityError', code: 'peer-refused' })]);
    await world.clock.advance(30_000);
    expect(await alice.p2p.getPeers()).toEqual([]);
  });

  it('of messages beyond the rate: they are dropped, and their sender is heard again later', async () => {
    const world = createSimWorld(58);
    const [alice] = await scriptsMeet(world);
    const heard = recorded(alice.p2p, 'message');
    // Whoever keeps to the rate is refused at home.
    const flooder = await world.makeRoom('Flooder', { code: alice.room().code as RoomCode });
    await world.clock.until(() => flooder.sees.includes('Alice'), 20_000);
    const channel = flooder.channel({ ...P2P_PROTOCOL, rate: { perSecond: 10_000, burst: 10_000 } });
    const say = (n: number, data: Json) =>
      splitMessage(n, data).every((part) => channel.send(idOf(alice), part));
    const taken = Array.from({ length: 2_000 }, (_, index) => say(index + 1, index)).filter(Boolean);
    await world.clock.advance(1_000);
    const { burst, perSecond } = P2P_PROTOCOL.rate;
    expect(taken).toHaveLength(2_000);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThanOrEqual(burst + 2 * perSecond);
    await world.clock.advance(30_000);
    say(3_000, 'later');
    await world.clock.until(() => heard.at(-1)?.data === 'later', 60_000);
  });
});

describe('a peer that is disconnected', () => {
  it('is gone from here and kept away; others still reach it', { timeout: 30_000 }, async () => {
    const world = createSimWorld(59);
    const [alice, bob] = await scriptsMeet(world);
    const carol = await makeP2p(world, 'Carol');
    await settle(world, carol.p2p.joinRoom(alice.p2p.room?.link ?? ''));
    await world.clock.until(() => [alice, bob, carol].every(({ room }) => room().sees.length === 2), 20_000);
    const [gone, errors, heard] = [
      recorded(alice.p2p, 'peer:disconnect'),
      recorded(alice.p2p, 'error'),
      recorded(alice.p2p, 'message'),
    ];
    await alice.p2p.disconnectPeer(idOf(bob));
    await expect(alice.p2p.disconnectPeer(idOf(bob))).rejects.toMatchObject({ code: 'unknown-peer' });
    await world.clock.advance(90_000);
    expect(gone).toEqual([{ peerId: idOf(bob), reason: 'refused' }]);
    expect((await alice.p2p.getPeers()).map(({ name }) => name)).toEqual(['Carol']);
    await bob.p2p.broadcast('hello?').catch(() => undefined);
    await carol.p2p.broadcast('hello!');
    await world.clock.advance(5_000);
    expect(heard.map(({ data }) => data)).toEqual(['hello!']);
    expect((await carol.p2p.getPeers()).map(({ name }) => name).toSorted()).toEqual(['Alice', 'Bob']);
    expect(errors).toEqual([]);
  });
});

describe('the configuration', () => {
  it('maxPeers: no more links are held, and everybody is still reached', { timeout: 60_000 }, async () => {
    const world = createSimWorld(60);
    const topology = topologyFor(tuned({ maxPeers: 4 }));
    const alice = await makeP2p(world, 'Alice', { overrides: { topology } });
    const { link } = await alice.p2p.createRoom();
    const others = await Promise.all(['B', 'C', 'D', 'E', 'F', 'G'].map((name) => makeP2p(world, name)));
    for (const other of others) await settle(world, other.p2p.joinRoom(link));
    await world.clock.advance(120_000);
    expect(alice.p2p.metrics().network.connectedPeers).toBeLessThanOrEqual(4);
    const peers = await alice.p2p.getPeers();
    expect(peers.map(({ name }) => name).toSorted()).toEqual(['B', 'C', 'D', 'E', 'F', 'G']);
    const byAlice = recorded(alice.p2p, 'message');
    const byOthers = others.map(({ p2p }) => recorded(p2p, 'message'));
    await alice.p2p.broadcast('from Alice');
    for (const other of others) await other.p2p.broadcast('to Alice');
    await world.clock.advance(10_000);
    expect(byAlice).toHaveLength(6);
    expect(byOthers.map((heard) => heard.filter(({ data }) => data === 'from Alice').length)).toEqual(
      Array(6).fill(1),
    );
  });

  it.each(seedsToRun([60, 61, 62]))(
    'maxPeers of everybody: nobody keeps one more (seed %i)',
    async (seed) => {
      const world = createSimWorld(seed);
      const overrides = { topology: topologyFor(tuned({ maxPeers: 4 })) };
      const alice = await makeP2p(world, 'Alice', { overrides });
      const { link } = await alice.p2p.createRoom();
      const others = await Promise.all(
        ['B', 'C', 'D', 'E', 'F'].map((name) => makeP2p(world, name, { overrides })),
      );
      for (const other of others) await settle(world, other.p2p.joinRoom(link));
      const linkCounts = () => [alice, ...others].map(({ p2p }) => p2p.metrics().network.connectedPeers);
      await world.clock.until(() => Math.max(...linkCounts()) <= 4, 180_000);
      expect(Math.min(...linkCounts())).toBeGreaterThan(0);
    },
  );

  it('gossipInterval: how often shared state is compared', async () => {
    const counts = [];
    for (const gossipInterval of [30_000, 5_000]) {
      const world = createSimWorld(61);
      const { comparePeriodMs } = tuned({ network: { gossipInterval } });
      const [alice, bob] = await scriptsMeet(world, { sharing: { comparePeriodMs } });
      for (const { p2p } of [alice, bob]) p2p.getSharedState('s');
      const times = new Set<number | null>();
      for (let second = 0; second < 120; second += 1) {
        await world.clock.advance(1_000);
        times.add(alice.p2p.metrics().sync.lastSyncTime);
      }
      counts.push(times.size);
    }
    const [seldom = 0, often = 0] = counts;
    expect(seldom).toBeGreaterThan(2);
    expect(often).toBeGreaterThan(3 * seldom);
  });

  it('heartbeatInterval: how often a link is pinged', async () => {
    const counts = [];
    for (const heartbeatInterval of [2_000, 10_000]) {
      const world = createSimWorld(62);
      const { pingPeriodMs } = tuned({ network: { heartbeatInterval } });
      await scriptsMeet(world, { overrides: { pingPeriodMs } });
      await world.clock.advance(5_000);
      world.network.traffic.reset();
      await world.clock.advance(20_000);
      counts.push(world.network.traffic.channels.control.frames);
    }
    const [often = 0, seldom = 0] = counts;
    expect(often).toBeGreaterThan(2 * seldom);
    expect(seldom).toBeGreaterThan(0);
  });
});
