// The scripting interface over simulated rooms: what it promises, and how it reacts when something goes wrong.

import { describe, expect, it } from 'vitest';
import type { P2p, P2pEvents } from '../../src/app/p2p/api.ts';
import type { Json } from '../../src/sync/json.ts';
import { createSimWorld } from '../support/make-room.ts';
import { makeP2p, scriptsMeet, settle, WALL_EPOCH_MS } from '../support/make-p2p.ts';

function recorded<E extends keyof P2pEvents>(p2p: P2p, event: E): readonly P2pEvents[E][] {
  const values: P2pEvents[E][] = [];
  p2p.on(event, (value) => values.push(value));
  return values;
}

const failure = (name: string, code: string) => expect.objectContaining({ name, code }) as Error;

describe('rooms', () => {
  it('are there at once for who creates one, with a link for the others', async () => {
    const { p2p, room } = await makeP2p(createSimWorld(1), 'Alice');
    const { code, link } = await p2p.createRoom();
    expect(code).toHaveLength(6);
    expect(link).toBe(`kith:r/${code.join('-')}~${room().owner}`);
    expect(p2p.room).toMatchObject({ code, link });
    expect(p2p.self?.name).toBe('Alice');
  });

  it('are joined by link or by words', async () => {
    const world = createSimWorld(2);
    const alice = await makeP2p(world, 'Alice');
    const { code } = await alice.p2p.createRoom();
    const bob = await makeP2p(world, 'Bob');
    const room = await settle(world, bob.p2p.joinRoom(code.join(' ').toUpperCase()));
    expect(room).toMatchObject({ code, state: 'open' });
  });

  it('are left, and then nothing is in reach', async () => {
    const world = createSimWorld(3);
    const [alice] = await scriptsMeet(world);
    const state = alice.p2p.getSharedState('notes');
    await alice.p2p.leaveRoom();
    expect(alice.p2p.room).toBeUndefined();
    await expect(alice.p2p.getPeers()).rejects.toThrow(failure('ConnectionError', 'no-room'));
    await expect(alice.p2p.leaveRoom()).rejects.toThrow(failure('ConnectionError', 'no-room'));
    expect(() => alice.p2p.getSharedState('notes')).toThrow(failure('ConnectionError', 'no-room'));
    expect(() => state.set('a', 1)).toThrow(failure('SynchronizationError', 'no-room'));
    expect(alice.p2p.metrics().health.status).toBe('idle');
  });

  it('are not changed by mistake', async () => {
    const world = createSimWorld(4);
    const { p2p } = await makeP2p(world, 'Alice');
    const { link } = await p2p.createRoom();
    await expect(p2p.createRoom()).rejects.toThrow(failure('ConnectionError', 'in-a-room'));
    await expect(p2p.joinRoom(link)).rejects.toThrow(failure('ConnectionError', 'in-a-room'));
  });

  it.each(['', 'one two three', 'https://elsewhere.example/', 'javascript:alert(1)', 5 as never])(
    'are not found under %j',
    async (address) => {
      const { p2p } = await makeP2p(createSimWorld(5), 'Alice');
      await expect(p2p.joinRoom(address)).rejects.toThrow(failure('ConnectionError', 'invalid-address'));
      expect(p2p.room).toBeUndefined();
    },
  );

  it('say why they do not open', async () => {
    const world = createSimWorld(6);
    const { p2p } = await makeP2p(world, 'Alice', { brokers: [] });
    const errors = recorded(p2p, 'error');
    await expect(settle(world, p2p.joinRoom(world.code.join(' ')))).rejects.toThrow(
      failure('ConnectionError', 'no-broker'),
    );
    expect(errors).toEqual([failure('ConnectionError', 'no-broker')]);
    expect(p2p.metrics().health).toMatchObject({
      status: 'degraded',
      errors: [{ name: 'ConnectionError', code: 'no-broker', time: expect.any(Number) as number }],
    });
  });
});

describe('messages', () => {
  it('go to one or to all, in order, and say who has proven to have sent them', async () => {
    const world = createSimWorld(11);
    const [alice, bob] = await scriptsMeet(world);
    const heard = recorded(bob.p2p, 'message');
    const [peer] = await alice.p2p.getPeers();
    await alice.p2p.send(peer?.peerId ?? '', { type: 'private', n: 1 });
    expect(await alice.p2p.broadcast(['all', 2])).toEqual([peer?.peerId]);
    await world.clock.until(() => heard.length === 2, 5_000);
    const from = alice.room().self.peerId;
    expect(heard).toEqual([
      { from, data: { type: 'private', n: 1 } },
      { from, data: ['all', 2] },
    ]);
  });

  it('of 64 KiB reach everybody in a partial mesh', { timeout: 30_000 }, async () => {
    const world = createSimWorld(12);
    const topology = { fullMembers: 3, minLinks: 1, targetLinks: 2, maxLinks: 2 };
    const options = { isPlain: true, overrides: { topology } };
    const [alice, ...others] = await Promise.all(
      ['Alice', 'B', 'C', 'D', 'E', 'F'].map((name) => makeP2p(world, name, options)),
    );
    if (!alice) throw new Error('nobody');
    const { link } = await alice.p2p.createRoom();
    for (const other of others) await settle(world, other.p2p.joinRoom(link));
    await world.clock.until(() => alice.room().peers.value.length === others.length, 120_000);
    const heard = others.map(({ p2p }) => recorded(p2p, 'message'));
    const data = 'm'.repeat(65_000);
    expect((await alice.p2p.broadcast(data)).length).toBe(others.length);
    await world.clock.until(() => heard.every((messages) => messages.length === 1), 60_000);
    expect(heard.flat().every((each) => each.data === data)).toBe(true);
  });

  it('to nobody are refused, to an empty room reach nobody', async () => {
    const world = createSimWorld(13);
    const { p2p } = await makeP2p(world, 'Alice');
    await expect(p2p.broadcast('early')).rejects.toThrow(failure('ConnectionError', 'no-room'));
    await p2p.createRoom();
    await expect(p2p.send('nobody', 1)).rejects.toThrow(failure('ConnectionError', 'unknown-peer'));
    expect(await p2p.broadcast('anybody?')).toEqual([]);
  });

  it.each([
    ['too large', 'x'.repeat(65_536), 'message-too-large'],
    ['no JSON', (() => 1) as never, 'invalid-message'],
  ])('that are %s are refused before anything is sent', async (_, message: Json, code) => {
    const world = createSimWorld(14);
    const [alice, bob] = await scriptsMeet(world);
    const heard = recorded(bob.p2p, 'message');
    await expect(alice.p2p.broadcast(message)).rejects.toThrow(failure('ConnectionError', code));
    await world.clock.advance(1_000);
    expect(heard).toEqual([]);
  });

  it('faster than others take are refused at the sender, who is not blamed for it', async () => {
    const world = createSimWorld(15);
    const [alice, bob] = await scriptsMeet(world);
    const heard = recorded(bob.p2p, 'message');
    const tries = await Promise.allSettled(Array.from({ length: 500 }, (_, n) => alice.p2p.broadcast(n)));
    const sent = tries.findIndex(({ status }) => status === 'rejected');
    expect(tries[sent]).toMatchObject({ reason: { name: 'ConnectionError', code: 'rate-limited' } });
    await world.clock.advance(3_000);
    expect(heard.map(({ data }) => data)).toEqual(Array.from({ length: sent }, (_, n) => n));
    await alice.p2p.broadcast('again');
    await world.clock.until(() => heard.at(-1)?.data === 'again', 5_000);
    expect(bob.p2p.metrics().health.errors).toEqual([]);
  });
});

describe('listeners', () => {
  it('end when they are told to, and are all gone after stop()', async () => {
    const world = createSimWorld(21);
    const [alice, bob] = await scriptsMeet(world);
    const kept: Json[] = [];
    const ended: Json[] = [];
    bob.p2p.on('message', ({ data }) => kept.push(data));
    const off = bob.p2p.on('message', ({ data }) => ended.push(data));
    await alice.p2p.broadcast(1);
    await world.clock.until(() => kept.length === 1, 5_000);
    off();
    await alice.p2p.broadcast(2);
    await world.clock.until(() => kept.length === 2, 5_000);
    expect(ended).toEqual([1]);
    await bob.p2p.init({ config: { maxPeers: 5 } });
    await bob.p2p.stop();
    expect(bob.p2p.room).toBeUndefined();
    await bob.p2p.start();
    await settle(world, bob.p2p.joinRoom(alice.p2p.room?.link ?? ''));
    await world.clock.until(() => bob.room().peers.value.length === 1, 20_000);
    const heard = recorded(bob.p2p, 'message');
    await alice.p2p.broadcast(3);
    await world.clock.until(() => heard.length === 1, 5_000);
    expect([kept, ended]).toEqual([[1, 2], [1]]);
  });

  it('that throw disturb nobody', async () => {
    const world = createSimWorld(22);
    const [alice, bob] = await scriptsMeet(world);
    const wrong = new Error('mine');
    bob.p2p.on('message', () => {
      throw wrong;
    });
    const heard = recorded(bob.p2p, 'message');
    await alice.p2p.broadcast('still');
    await world.clock.until(() => heard.length === 1, 5_000);
    expect(bob.reports).toEqual([wrong]);
  });

  it('of events that there are not are refused', async () => {
    const { p2p } = await makeP2p(createSimWorld(23), 'Alice');
    expect(() => p2p.on('peer:conect' as never, () => undefined)).toThrow('there is no event peer:conect');
  });
});

describe('shared state', () => {
  it('is the same for everybody, and each change is told once', async () => {
    const world = createSimWorld(31);
    const [alice, bob] = await scriptsMeet(world);
    const updates = recorded(bob.p2p, 'state:update');
    const mine = alice.p2p.getSharedState('myApp');
    const theirs = bob.p2p.getSharedState('myApp');
    mine.set('counter', 42);
    mine.set('users', ['Alice', 'Bob']);
    await world.clock.until(() => theirs.keys().length === 2, 10_000);
    expect(theirs.toJSON()).toEqual({ counter: 42, users: ['Alice', 'Bob'] });
    theirs.delete('counter');
    await world.clock.until(() => !mine.has('counter'), 10_000);
    expect(updates.map(({ key, origin }) => ({ key, origin })).at(-1)).toEqual({
      key: 'myApp',
      origin: 'self',
    });
    expect(updates.at(-1)?.changes).toEqual([{ key: 'counter', value: undefined }]);
    expect(alice.p2p.getSharedState('myApp')).toBe(mine);
  });

  it('cannot be opened when the configuration switched it off', async () => {
    const world = createSimWorld(32);
    const { p2p } = await makeP2p(world, 'Alice');
    await p2p.init({ config: { sync: { enabled: false } } });
    await p2p.createRoom();
    expect(() => p2p.getSharedState('a')).toThrow(failure('SynchronizationError', 'switched-off'));
  });

  it.each(['', 'k'.repeat(61), 7 as never])('has no key %j', async (key) => {
    const { p2p } = await makeP2p(createSimWorld(33), 'Alice');
    await p2p.createRoom();
    expect(() => p2p.getSharedState(key)).toThrow(failure('SynchronizationError', 'invalid-key'));
  });

  it('is not written by whoever may not', async () => {
    const { p2p } = await makeP2p(createSimWorld(34), 'Alice', { sharing: { mayWrite: () => false } });
    await p2p.createRoom();
    const state = p2p.getSharedState('a');
    expect(() => state.set('x', 1)).toThrow(failure('SynchronizationError', 'read-only'));
    expect(state.toJSON()).toEqual({});
  });
});

describe('figures', () => {
  it('are those of the room', async () => {
    const world = createSimWorld(41);
    const [alice, bob] = await scriptsMeet(world);
    alice.p2p.getSharedState('a').set('x', 'y'.repeat(500));
    await alice.p2p.broadcast('hello');
    await world.clock.advance(6_000);
    const { network, sync, health } = alice.p2p.metrics();
    expect(network).toMatchObject({ connectedPeers: 1, totalConnections: 1, messagesPerSecond: 0.1 });
    expect(network).toMatchObject({ mesh: 'full', relayedMessages: 0, droppedMessages: 0 });
    expect(network.bytesPerSecond).toBeGreaterThan(0);
    expect(network.averageLatency).toBeGreaterThan(0);
    expect(sync.stateSize).toBeGreaterThan(500);
    expect(sync).toMatchObject({ pendingUpdates: 0, conflictsResolved: 0 });
    expect(health).toMatchObject({ status: 'healthy', reconnections: 0, errors: [] });
    expect(health.uptime).toBeGreaterThan(6_000);
    bob.p2p.getSharedState('a');
    await world.clock.advance(40_000);
    const { lastSyncTime } = alice.p2p.metrics().sync;
    expect(lastSyncTime).toBeGreaterThan(WALL_EPOCH_MS);
    expect(lastSyncTime).toBeLessThanOrEqual(WALL_EPOCH_MS + world.clock.nowMs());
  });

  it('outside of a room are nothing', async () => {
    const { p2p } = await makeP2p(createSimWorld(42), 'Alice');
    expect(p2p.metrics()).toEqual({
      network: {
        connectedPeers: 0,
        totalConnections: 0,
        messagesPerSecond: 0,
        bytesPerSecond: 0,
        averageLatency: null,
        mesh: null,
        queuedBytes: 0,
        relayedMessages: 0,
        droppedMessages: 0,
      },
      sync: { stateSize: 0, pendingUpdates: 0, conflictsResolved: null, lastSyncTime: null },
      health: { status: 'idle', uptime: 0, reconnections: 0, errors: [] },
    });
  });
});
