// What becomes of peers whose link is silent for a while: shown as lost, dialled beside, used on when it is heard again.

import { describe, expect, test, vi } from 'vitest';
import type { ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { UNSEEN_MS } from '../../../src/mesh/peer-table.ts';
import { createMeshWorld, linkMeshes, makeMeshes, type SimMesh } from '../../support/make-mesh.ts';

// Real handshakes and sealing take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const TALK: ProtocolAddress = { id: 'talk', version: 1, channel: 'control' };

/** Two that are linked; what each heard is noted. */
async function linkedPair() {
  const world = createMeshWorld();
  const [low, high] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
  await linkMeshes(world, low, high);
  const hear = (at: SimMesh) => {
    const heard: number[] = [];
    at.mesh.handle(TALK.id, ({ payload }) => heard.push(payload[0] ?? -1));
    return heard;
  };
  const say = (from: SimMesh, to: SimMesh, n: number) => from.mesh.send(to.peerId, TALK, Uint8Array.of(n));
  const sayBoth = (n: number) => [say(low, high, n), say(high, low, n)];
  return { ...world, low, high, say, sayBoth, heardByLow: hear(low), heardByHigh: hear(high) };
}

function kinds({ events }: SimMesh): string[] {
  return events
    .map(({ type }) => type)
    .filter((type) => type === 'linked' || type === 'lost' || type === 'left');
}

/** How others went, as `at` was told. */
function departures({ events }: SimMesh): string[] {
  return events.flatMap((event) => (event.type === 'left' ? [event.how] : []));
}

function stateOf(at: SimMesh, peer: SimMesh) {
  return at.mesh.snapshot(peer.peerId)?.state.kind;
}

test('the first message of a fresh link is there one crossing after the link is in use', async () => {
  const world = createMeshWorld();
  const { clock } = world;
  const atMs = { linked: 0, heard: 0 };
  const [low, high] = (await makeMeshes(world, 2, () => ({ peersToDial: () => [] }))) as [SimMesh, SimMesh];
  low.mesh.onEvent((event) => {
    if (event.type !== 'linked') return;
    atMs.linked = clock.nowMs();
    low.mesh.send(high.peerId, TALK, Uint8Array.of(1));
  });
  high.mesh.handle(TALK.id, () => (atMs.heard = clock.nowMs()));
  await linkMeshes(world, high, low);
  expect(atMs.linked).toBeGreaterThan(0);
  expect(atMs.heard - atMs.linked).toBeGreaterThan(0);
  expect(atMs.heard - atMs.linked).toBeLessThanOrEqual(30);
});

describe('an interrupted link', () => {
  test('shows its peer as lost within 9 s, and as linked again without a new handshake', async () => {
    const { clock, network, low, high } = await linkedPair();
    network.partition([low.machine], [high.machine]);
    await clock.advance(9_000);
    expect([stateOf(low, high), stateOf(high, low)]).toEqual(['lost', 'lost']);
    network.heal();
    await clock.advance(200);
    expect([kinds(low), kinds(high)]).toEqual([
      ['linked', 'lost', 'linked'],
      ['linked', 'lost', 'linked'],
    ]);
    await clock.advance(60_000);
    expect([low.links.length, high.links.length]).toEqual([1, 1]);
  });

  test('of an outage of 4 s shows nothing, though it was noticed within 2 and mended after 5.5', async () => {
    const { clock, network, low, high, sayBoth, heardByHigh, heardByLow } = await linkedPair();
    await clock.advance(1_800);
    network.partition([low.machine], [high.machine]);
    for (const each of [low, high]) each.links[0]?.interrupt(true);
    sayBoth(1);
    await clock.advance(3_700);
    expect([stateOf(low, high), low.mesh.linked]).toEqual(['linked', [high.peerId]]);
    network.heal();
    for (const each of [low, high]) each.links[0]?.interrupt(false);
    await clock.advance(60_000);
    expect([kinds(low), kinds(high)].flat().filter((kind) => kind !== 'linked')).toEqual([]);
    expect([heardByHigh, heardByLow]).toEqual([[1], [1]]);
  });

  test('that ends while it is doubted is lost at once', async () => {
    const { clock, low } = await linkedPair();
    low.links[0]?.interrupt(true);
    await clock.advance(500);
    expect(kinds(low)).toEqual(['linked']);
    low.links[0]?.link.close('gone');
    await clock.advance(1);
    expect(kinds(low)).toEqual(['linked', 'lost']);
  });

  test('takes messages, which arrive when it is heard again', async () => {
    const { clock, network, low, high, sayBoth, heardByHigh, heardByLow } = await linkedPair();
    network.partition([low.machine], [high.machine]);
    await clock.advance(10_000);
    expect(low.mesh.linked).toEqual([]);
    expect(low.mesh.reachable).toEqual([high.peerId]);
    for (const n of [1, 2, 3]) expect(sayBoth(n)).toEqual([true, true]);
    network.heal();
    await clock.advance(1_000);
    expect([heardByHigh, heardByLow]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  test('is dialled beside after 1 s, and the link that is proven first replaces it', async () => {
    const { clock, low, high, say, heardByHigh } = await linkedPair();
    low.links[0]?.interrupt(true);
    say(low, high, 1);
    await clock.advance(900);
    expect(low.dials).toEqual([]);
    await clock.advance(1_500);
    say(low, high, 2);
    await clock.advance(1_000);
    expect([low.links.length, kinds(low)]).toEqual([2, ['linked', 'linked']]);
    expect([low.links[0]?.link.isOpen, low.links[1]?.link.isOpen]).toEqual([false, true]);
    expect(heardByHigh).toEqual([1, 2]);
  });

  test('[T5] is dialled beside before it is one, once another path is looked for, and nobody sees anything of it', async () => {
    const { clock, low, high, say, heardByHigh } = await linkedPair();
    low.links[0]?.doubt(true);
    await clock.advance(900);
    expect(low.dials).toEqual([]);
    await clock.advance(1_500);
    say(low, high, 1);
    await clock.advance(1_000);
    expect([low.links.length, kinds(low)]).toEqual([2, ['linked', 'linked']]);
    expect([low.links[0]?.link.isOpen, low.links[1]?.link.isOpen]).toEqual([false, true]);
    expect(heardByHigh).toEqual([1]);
  });

  test('[T5] is not dialled beside when the doubt is over within a second', async () => {
    const { clock, low, high } = await linkedPair();
    for (const side of [low, high]) side.links[0]?.doubt(true);
    await clock.advance(900);
    for (const side of [low, high]) side.links[0]?.doubt(false);
    await clock.advance(10_000);
    expect([low.dials, high.dials, low.links.length]).toEqual([[], [], 1]);
  });

  test('that only the higher id noticed is replaced too: its hello names it', async () => {
    const { clock, high, sayBoth, heardByHigh, heardByLow } = await linkedPair();
    high.links[0]?.interrupt(true);
    await clock.advance(5_000);
    for (const n of [1, 2]) sayBoth(n);
    await clock.advance(1_000);
    expect([high.links.length, kinds(high)]).toEqual([2, ['linked', 'linked']]);
    expect([high.links[0]?.link.isOpen, high.links[1]?.link.isOpen]).toEqual([false, true]);
    expect([heardByHigh, heardByLow]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('that is heard again ends the dials', async () => {
    const { clock, network, low, high } = await linkedPair();
    network.partition([low.machine], [high.machine]);
    await clock.advance(12_000);
    expect(low.dials.length).toBeGreaterThan(1);
    network.heal();
    await clock.advance(1_000);
    const dialled = low.dials.length;
    await clock.advance(120_000);
    expect(low.dials).toHaveLength(dialled);
  });

  test('that ends in silence is dialled as before, and the peer leaves when it is unseen for 90 s', async () => {
    const { clock, network, low, high } = await linkedPair();
    network.crash(high.machine);
    await clock.advance(40_000);
    expect([stateOf(low, high), kinds(low)]).toEqual(['lost', ['linked', 'lost']]);
    expect(low.links[0]?.link.isOpen).toBe(false);
    await clock.advance(UNSEEN_MS - 31_000);
    expect([stateOf(low, high), kinds(low)]).toEqual([undefined, ['linked', 'lost', 'left']]);
    expect(departures(low)).toEqual(['unseen']);
  });
});

describe('a peer that left', () => {
  test('is not sent what waited for it when it comes back', async () => {
    const { clock, low, high, say, heardByHigh, ...world } = await linkedPair();
    low.links[0]?.interrupt(true);
    say(low, high, 1);
    world.network.partition([low.machine], [high.machine]);
    say(low, high, 2);
    await clock.advance(150_000);
    expect(kinds(low).at(-1)).toBe('left');
    expect(say(low, high, 3)).toBe(false);
    world.network.heal();
    await linkMeshes({ clock, ...world }, low, high);
    expect(say(low, high, 4)).toBe(true);
    await clock.advance(500);
    expect(heardByHigh.at(-1)).toBe(4);
    expect(heardByHigh).not.toContain(3);
    expect(heardByHigh).not.toContain(2);
  });

  test('by a goodbye is gone at once on both sides', async () => {
    const { clock, low, high, say } = await linkedPair();
    high.mesh.leave();
    await clock.advance(200);
    expect([kinds(low), say(low, high, 1)]).toEqual([['linked', 'left'], false]);
    expect(departures(low)).toEqual(['goodbye']);
  });
});

describe('when the network may have changed', () => {
  test('lost peers are dialled at once', async () => {
    const { clock, network, low, high } = await linkedPair();
    network.partition([low.machine], [high.machine]);
    await clock.advance(33_000);
    network.heal();
    const before = low.dials.length;
    low.mesh.tryNow();
    await clock.advance(0);
    expect(low.dials.length).toBe(before + 1);
    await clock.advance(600);
    expect(stateOf(low, high)).toBe('linked');
  });
});
