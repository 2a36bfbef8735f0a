import { describe, expect, test } from 'vitest';
import { createSimClock } from '../../support/sim-clock.ts';
import type { MeshPeer } from '../../../src/mesh/mesh-peer.ts';
import { MAX_KNOWN, PeerTable, REFUSAL_MS, UNSEEN_MS } from '../../../src/mesh/peer-table.ts';
import type { PeerId, TransportId } from '../../../src/primitives/ids.ts';

const SELF = 'self' as PeerId;
const BEN = 'ben' as PeerId;

function entry(peerId: PeerId, issued = 1) {
  return {
    peerId,
    issued,
    transportIds: [`kith-${peerId}-${issued}` as TransportId],
    encoded: Uint8Array.of(issued),
  };
}

function createScene() {
  const clock = createSimClock();
  const expired: PeerId[] = [];
  const table: PeerTable = new PeerTable({
    self: SELF,
    clock,
    onExpired(peer) {
      expired.push(peer.peerId);
      table.remove(peer);
    },
  });
  return { clock, table, expired };
}

function link(peer: MeshPeer, nowMs: number): void {
  Object.assign(peer, { state: { kind: 'linked', sinceMs: nowMs }, seenAtMs: nowMs });
}

describe('what entries say', () => {
  test('is remembered, and a later entry replaces the earlier', () => {
    const { table } = createScene();
    table.remember(entry(BEN, 1));
    table.remember(entry(BEN, 3));
    table.remember(entry(BEN, 2));
    expect(table.get(BEN)?.known?.issued).toBe(3);
    expect(table.all).toHaveLength(1);
  });

  test('is nothing about this peer itself', () => {
    const { table } = createScene();
    table.remember(entry(SELF));
    expect(table.all).toEqual([]);
  });

  test('does not grow the table beyond its bound; those known are still kept up to date', () => {
    const { table } = createScene();
    for (let i = 0; i < 2 * MAX_KNOWN; i += 1) table.remember(entry(`peer ${i}` as PeerId));
    expect(table.all).toHaveLength(MAX_KNOWN);
    table.remember(entry('peer 0' as PeerId, 2));
    expect(table.get('peer 0' as PeerId)?.known?.issued).toBe(2);
  });
});

describe('[T5] a peer that is not linked', () => {
  test('leaves when it is unseen for 90 s', async () => {
    const { clock, table, expired } = createScene();
    table.remember(entry(BEN));
    await clock.advance(UNSEEN_MS - 1);
    expect(expired).toEqual([]);
    await clock.advance(1);
    expect(expired).toEqual([BEN]);
    expect(UNSEEN_MS).toBe(90_000);
  });

  test('stays as long as newer entries of it are heard, and no longer', async () => {
    const { clock, table, expired } = createScene();
    for (let issued = 1; issued <= 3; issued += 1) {
      table.remember(entry(BEN, issued));
      await clock.advance(60_000);
    }
    expect(expired).toEqual([]);
    await clock.advance(30_000);
    expect(expired).toEqual([BEN]);
  });

  test('leaves too when it proved itself and no link came of it', async () => {
    const { clock, table, expired } = createScene();
    table.add(BEN);
    await clock.advance(UNSEEN_MS);
    expect(expired).toEqual([BEN]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('stays when it was linked meanwhile', async () => {
    const { clock, table, expired } = createScene();
    const peer = table.add(BEN);
    link(peer, clock.nowMs());
    await clock.advance(10 * UNSEEN_MS);
    expect(expired).toEqual([]);
  });
});

describe('[T5] old copies of a departed peer’s entry', () => {
  test('do not revive it; a newer entry does', () => {
    const { table } = createScene();
    table.remember(entry(BEN, 5));
    table.remove(table.get(BEN)!);
    table.remember(entry(BEN, 4));
    table.remember(entry(BEN, 5));
    expect(table.all).toEqual([]);
    table.remember(entry(BEN, 6));
    expect(table.get(BEN)?.known?.issued).toBe(6);
  });

  test('count again once it is here itself', () => {
    const { table } = createScene();
    table.remember(entry(BEN, 5));
    table.remove(table.get(BEN)!);
    table.welcome(BEN);
    table.remember(entry(BEN, 5));
    expect(table.get(BEN)).toBeDefined();
  });
});

describe('whom to dial', () => {
  test('nobody unknown, linked or refused', () => {
    const { clock, table } = createScene();
    expect(table.isDialable(BEN)).toBe(false);
    const peer = table.add(BEN);
    expect(table.isDialable(BEN)).toBe(true);
    link(peer, clock.nowMs());
    expect(table.isDialable(BEN)).toBe(false);
  });

  test('[T6] who misbehaved is kept out for 10 minutes', async () => {
    const { clock, table } = createScene();
    table.refuse(BEN);
    await clock.advance(REFUSAL_MS - 1);
    table.add(BEN);
    expect([table.isRefused(BEN), table.isDialable(BEN)]).toEqual([true, false]);
    await clock.advance(1);
    expect([table.isRefused(BEN), table.isDialable(BEN)]).toEqual([false, true]);
    expect(REFUSAL_MS).toBe(600_000);
  });
});

test('a table that is disposed waits for nothing', () => {
  const { clock, table } = createScene();
  for (const id of ['ada', 'ben']) table.remember(entry(id as PeerId));
  table.dispose();
  expect(clock.pendingTimers).toBe(0);
});
