// How scripts are told by what way others are linked, how they went, and whose a change was: each word of these types, as
// it comes about in a room.

import { describe, expect, it } from 'vitest';
import type { P2p, P2pEvents, P2pPeer } from '../../src/app/p2p/api.ts';
import { keepDocs } from '../../src/sync/kept-docs.ts';
import { makeP2p, scriptsMeet, settle, type SimP2p } from '../support/make-p2p.ts';
import { createSimWorld } from '../support/make-room.ts';

/** Silence after which somebody is gone, and some more. */
const GONE_MS = 140_000;

function recorded<E extends keyof P2pEvents>(p2p: P2p, event: E): readonly P2pEvents[E][] {
  const values: P2pEvents[E][] = [];
  p2p.on(event, (value) => values.push(value));
  return values;
}

const idOf = ({ room }: SimP2p) => room().self.peerId;
const machineOf = ({ room }: SimP2p) => room().machine;

async function connectionsOf({ p2p }: SimP2p): Promise<readonly P2pPeer['connection'][]> {
  return (await p2p.getPeers()).map(({ connection }) => connection);
}

describe('the connection of a peer', () => {
  it('is direct where the way is', async () => {
    const [alice] = await scriptsMeet(createSimWorld(91));
    expect(await connectionsOf(alice)).toEqual(['direct']);
  });

  it('is linked where the browser does not tell by what way', async () => {
    const [alice] = await scriptsMeet(createSimWorld(98, { route: 'unknown' }));
    expect(await connectionsOf(alice)).toEqual(['linked']);
  });

  it('is relayed where a relay server carries it', async () => {
    const world = createSimWorld(92, { route: 'relayed' });
    const [alice, bob] = await scriptsMeet(world);
    const heard = recorded(bob.p2p, 'message');
    expect([await connectionsOf(alice), await connectionsOf(bob)]).toEqual([['relayed'], ['relayed']]);
    await alice.p2p.send(idOf(bob), 'by that way');
    await world.clock.until(() => heard.length > 0, 5_000);
    expect(heard).toEqual([{ from: idOf(alice), data: 'by that way' }]);
  });

  it('is through others where no link of its own works, and messages take that way', async () => {
    const world = createSimWorld(93);
    const few = { overrides: { topology: { fullMembers: 2, minLinks: 2, targetLinks: 2, maxLinks: 3 } } };
    const names = ['Alice', 'Bob', 'Cleo', 'Dora', 'Eve', 'Fay', 'Gus', 'Hal'];
    const all = await Promise.all(names.map((name) => makeP2p(world, name, few)));
    const [alice, ...others] = all as [SimP2p, ...SimP2p[]];
    const { link } = await alice.p2p.createRoom();
    await settle(world, Promise.all(others.map(({ p2p }) => p2p.joinRoom(link))));
    const goesBeyond = ({ room }: SimP2p) => room().peers.value.some(({ link }) => link.kind === 'via');
    await world.clock.until(() => all.every(({ room }) => room().peers.value.length === 7), 60_000);
    await world.clock.until(() => goesBeyond(alice), 60_000);
    const peers = await alice.p2p.getPeers();
    const { connectedPeers } = alice.p2p.metrics().network;
    const far = peers.find(({ connection }) => connection === 'through-others');
    const bob = others.find((each) => idOf(each) === far?.peerId)!;
    const heard = recorded(bob.p2p, 'message');
    await alice.p2p.send(idOf(bob), 'by others');
    await world.clock.until(() => heard.length > 0, 20_000);
    expect(heard).toEqual([{ from: idOf(alice), data: 'by others' }]);
    // Only those with a link of their own count as connected, and they come first.
    expect(connectedPeers).toBeLessThan(7);
    const isDirect = peers.map(({ connection }) => connection === 'direct');
    expect(isDirect).toEqual(peers.map((_, index) => index < connectedPeers));
  });
});

describe('the reason of a disconnection', () => {
  it.each([
    ['asleep', true],
    ['lost', false],
  ] as const)('is %s for whom it is when the page was in the background: %s', async (reason, isHidden) => {
    const world = createSimWorld(94);
    const [alice, bob] = await scriptsMeet(world);
    const gone = recorded(alice.p2p, 'peer:disconnect');
    bob.room().setAttention({ isHidden, isAway: false });
    await world.clock.advance(1_000);
    world.network.partition([machineOf(bob)]);
    await world.clock.advance(GONE_MS);
    expect(gone).toEqual([
      { peerId: idOf(bob), reason: 'interrupted' },
      { peerId: idOf(bob), reason },
    ]);
    expect(await alice.p2p.getPeers()).toEqual([]);
  });

  it('is refused for whom this one disconnects', async () => {
    const [alice, bob] = await scriptsMeet(createSimWorld(99));
    const gone = recorded(alice.p2p, 'peer:disconnect');
    await alice.p2p.disconnectPeer(idOf(bob));
    expect(gone).toEqual([{ peerId: idOf(bob), reason: 'refused' }]);
  });

  it('is left for whoever says so', async () => {
    const world = createSimWorld(95);
    const [alice, bob] = await scriptsMeet(world);
    const gone = recorded(alice.p2p, 'peer:disconnect');
    const peerId = idOf(bob);
    await bob.p2p.leaveRoom();
    await world.clock.advance(5_000);
    expect(gone).toEqual([{ peerId, reason: 'left' }]);
  });
});

describe('the origin of a change', () => {
  it('is restored for what a kept room had, and a peer for whom it is news', async () => {
    const world = createSimWorld(96);
    const [before] = await scriptsMeet(world);
    before.p2p.getSharedState('myApp').set('counter', 42);
    const kept = keepDocs(before.docs()).snapshot();
    await before.p2p.leaveRoom();

    const again = createSimWorld(97);
    const [alice, bob] = await scriptsMeet(again);
    const updates = [alice, bob].map(({ p2p }) => recorded(p2p, 'state:update'));
    const states = [alice, bob].map(({ p2p }) => p2p.getSharedState('myApp'));
    const docs = keepDocs(alice.docs());
    expect(kept.map((piece) => docs.restore(piece))).toEqual([true]);
    await again.clock.until(() => updates[1]?.length === 1, 20_000);
    const changes = [{ key: 'counter', value: 42 }];
    expect(updates.map((each) => each.map(({ origin }) => origin))).toEqual([['restored'], ['peer']]);
    expect(updates.flat().map((update) => update.changes)).toEqual([changes, changes]);
    expect(states.map((state) => state.get('counter'))).toEqual([42, 42]);
  });
});
