// How the scripting interface reacts to attacks on what it says, and to owners who slow it: the rest of the table of
// errors that its shape comes with.

import { describe, expect, it } from 'vitest';
import type { P2p, P2pEvents } from '../../src/app/p2p/api.ts';
import { P2P_PROTOCOL, splitMessage } from '../../src/app/p2p/messages.ts';
import { SYNC_PROTOCOL, UPDATE } from '../../src/sync/exchange/protocol.ts';
import { changeLastByte, createFrameMeddler, sayTwice, type Meddling } from '../support/frame-meddler.ts';
import { makeP2p, scriptsMeet, settle, type SimP2p } from '../support/make-p2p.ts';
import { createSimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';

function recorded<E extends keyof P2pEvents>(p2p: P2p, event: E): readonly P2pEvents[E][] {
  const values: P2pEvents[E][] = [];
  p2p.on(event, (value) => values.push(value));
  return values;
}

const idOf = ({ room }: SimP2p) => room().self.peerId;

describe('a message', () => {
  it.each<[string, Meddling]>([
    ['that was sent before', sayTwice],
    ['whose seal was broken', changeLastByte],
  ])(
    '%s is dropped and noted, its link made again, and nothing is heard twice or lost',
    { timeout: 30_000 },
    async (_, how) => {
      const world = createSimWorld(71);
      const meddler = createFrameMeddler();
      const machine = world.network.createMachine('Bob');
      const transports = [meddler.wrap(createMemoryTransport(world.network, 'broker', machine))];
      const alice = await makeP2p(world, 'Alice');
      const { link } = await alice.p2p.createRoom();
      const bob = await makeP2p(world, 'Bob', { machine, overrides: { transports } });
      await settle(world, bob.p2p.joinRoom(link));
      await world.clock.until(() => alice.room().sees.length === 1, 20_000);
      const [heard, gone] = [recorded(alice.p2p, 'message'), recorded(alice.p2p, 'peer:disconnect')];
      await bob.p2p.broadcast(1);
      await world.clock.advance(1_000);
      meddler.meddle(how);
      for (const n of [2, 3, 4]) await bob.p2p.broadcast(n);
      await world.clock.until(() => gone.length > 0, 10_000);
      const noted = alice.room().linkFacts(idOf(bob))?.lastError;
      await world.clock.advance(60_000);
      expect(meddler.times).toBe(1);
      expect(noted).toBeDefined();
      expect(gone).toEqual([{ peerId: idOf(bob), reason: 'interrupted' }]);
      expect(heard.map(({ data }) => data)).toEqual([1, 2, 3, 4]);
      expect(alice.p2p.metrics().health).toMatchObject({ status: 'healthy', reconnections: 1 });
    },
  );
});

describe('a state', () => {
  it('that is none is not applied, what is missing comes from others, and its sender is heard again later', async () => {
    const world = createSimWorld(72);
    const [alice, bob] = await scriptsMeet(world);
    const errors = recorded(alice.p2p, 'error');
    const [mine, theirs] = [alice.p2p.getSharedState('s'), bob.p2p.getSharedState('s')];
    mine.set('before', 1);
    await world.clock.advance(2_000);
    // Text in a map, without a key: what Yjs would take, and every copy that it reaches be broken by.
    const broken = Uint8Array.from([1, 1, 1, 0, 4, 1, 3, 109, 58, 120, 1, 97, 0]);
    bob.room().channel(SYNC_PROTOCOL).send(idOf(alice), [UPDATE, 'p2p/s', broken]);
    await world.clock.until(() => errors.length > 0, 10_000);
    expect(errors[0]).toMatchObject({ name: 'SynchronizationError', code: 'malformed' });
    expect(mine.toJSON()).toEqual({ before: 1 });
    theirs.set('while distrusted', 2);
    await world.clock.advance(5_000);
    expect(mine.has('while distrusted')).toBe(false);
    await world.clock.until(() => mine.get('while distrusted') === 2, 120_000, 500);
    expect(mine.toJSON()).toEqual(theirs.toJSON());
  });
});

describe('a slow room', () => {
  async function slowed(seed: number) {
    const world = createSimWorld(seed);
    const [alice, bob] = await scriptsMeet(world);
    await alice.room().authority.setSlowMode(10);
    await world.clock.until(() => bob.room().slowModeMs() === 10_000, 20_000);
    return { world, alice, bob, heard: recorded(alice.p2p, 'message') };
  }

  it('takes one message of a script in its time, to all or to one, and shared state as ever', async () => {
    const { world, alice, bob, heard } = await slowed(73);
    const tooSoon = { name: 'ConnectionError', code: 'slow-mode' };
    await bob.p2p.broadcast('x'.repeat(60_000));
    await expect(bob.p2p.broadcast('too soon')).rejects.toMatchObject(tooSoon);
    await expect(bob.p2p.send(idOf(alice), 'to one')).rejects.toMatchObject(tooSoon);
    const [mine, theirs] = [alice.p2p.getSharedState('s'), bob.p2p.getSharedState('s')];
    for (let n = 0; n < 5; n += 1) theirs.set(`${n}`, n);
    await world.clock.advance(10_000);
    expect(mine.keys()).toHaveLength(5);
    await bob.p2p.send(idOf(alice), 'in time');
    await expect(bob.p2p.broadcast('too soon')).rejects.toMatchObject(tooSoon);
    await world.clock.advance(2_000);
    expect(heard.map(({ data }) => data)).toEqual(['x'.repeat(60_000), 'in time']);
  });

  it('does not slow its owners, and hears no more of who does not keep to it', async () => {
    const { world, alice, bob, heard } = await slowed(74);
    const byBob = recorded(bob.p2p, 'message');
    for (let n = 0; n < 5; n += 1) await alice.p2p.broadcast(n);
    const channel = bob.room().channel(P2P_PROTOCOL);
    for (let n = 1; n <= 20; n += 1) for (const part of splitMessage(n, n)) channel.send(idOf(alice), part);
    await world.clock.advance(5_000);
    expect(byBob.map(({ data }) => data)).toEqual([0, 1, 2, 3, 4]);
    expect(heard.map(({ data }) => data)).toEqual([1, 2]);
  });
});
