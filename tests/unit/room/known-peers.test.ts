import { describe, expect, test } from 'vitest';
import { peerTransportId } from '../../../src/discovery/namespace.ts';
import { formatPeerId, type PeerId, type TransportId } from '../../../src/primitives/ids.ts';
import { err, ok } from '../../../src/primitives/result.ts';
import { createKnownPeers, MAX_KNOWN_PEERS } from '../../../src/room/known-peers.ts';
import { createReunion } from '../../../src/room/reunion.ts';
import type { Endpoint, Link } from '../../../src/transport/transport.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const peer = (n: number): PeerId =>
  formatPeerId(Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 7)));
const self = peer(255);
const many = Array.from({ length: 100 }, (_, n) => peer(n));

describe('those who are known', () => {
  test('are those met last, first, and at most 64', () => {
    const known = createKnownPeers(self);
    for (const each of many) known.onLinked(each);
    expect(known.list.value).toEqual(many.slice(-MAX_KNOWN_PEERS).toReversed());
    known.onHeard(peer(120));
    expect(known.list.value).not.toContain(peer(120));
  });

  test('change only when somebody is new or gone, so that nothing is written for nothing', () => {
    const known = createKnownPeers(self);
    known.onLinked(peer(1));
    known.onHeard(peer(2));
    const before = known.list.value;
    known.onLinked(peer(1));
    known.onHeard(peer(2));
    known.onLinked(self);
    known.onGone([peer(9)]);
    expect(known.list.value).toBe(before);
    known.onGone([peer(1)]);
    expect(known.list.value).toEqual([peer(2)]);
  });

  test('of what was kept are those that are peers, once each, without oneself', () => {
    const kept = ['', 'x', '../..', self, peer(1), peer(1).toLowerCase(), `${peer(2)} `, peer(3), peer(1)];
    expect(createKnownPeers(self, kept).list.value).toEqual([peer(1), peer(3)]);
    expect(createKnownPeers(self, many).list.value).toHaveLength(MAX_KNOWN_PEERS);
  });
});

type Answer = 'absent' | 'silent' | 'stranger' | 'friend';

/** A reunion at a broker where each address answers as it is told. */
function reuniting(peers: readonly PeerId[], answerOf: (address: TransportId) => Answer) {
  const clock = createSimClock();
  const dialled: TransportId[] = [];
  const absent: PeerId[] = [];
  let [isMet, running, most] = [false, 0, 0];
  const endpoint = {
    onState: () => () => undefined,
    async dial(address: TransportId) {
      dialled.push(address);
      running += 1;
      most = Math.max(most, running);
      const answer = answerOf(address);
      await new Promise<void>((resolve) => void clock.schedule(answer === 'silent' ? 6_000 : 100, resolve));
      running -= 1;
      if (answer === 'absent') return err({ code: 'no-such-peer', detail: '' });
      return answer === 'silent' ? err({ code: 'timeout', detail: '' }) : ok({ remoteId: address } as Link);
    },
  } as unknown as Endpoint;
  const reunion = createReunion({
    peers,
    adopt: ({ remoteId }) => {
      isMet ||= answerOf(remoteId) === 'friend';
      return Promise.resolve(answerOf(remoteId) === 'friend' ? peer(0) : undefined);
    },
    isMet: () => isMet,
    onAbsent: (gone) => absent.push(...gone),
  });
  return { clock, dialled, absent, endpoint, reunion, most: () => most, meet: () => void (isMet = true) };
}

describe('a reunion', () => {
  const five = many.slice(0, 5);

  test('ends with the first who proves', async () => {
    const { clock, dialled, endpoint, reunion, absent } = reuniting(many.slice(0, 40), (address) =>
      address === peerTransportId(peer(3)) ? 'friend' : 'silent',
    );
    reunion.onEndpoint(endpoint);
    await clock.advance(120_000);
    expect(dialled.length).toBeLessThanOrEqual(6);
    expect(dialled).toContain(peerTransportId(peer(3)));
    expect(absent).toEqual([]);
  });

  test('tries both addresses of all, a few at a time, and tells who is at none of them', async () => {
    const { clock, dialled, endpoint, reunion, absent, most } = reuniting(many, (address) =>
      [peerTransportId(peer(1)), peerTransportId(peer(2), 2)].includes(address) ? 'silent' : 'absent',
    );
    reunion.onEndpoint(endpoint);
    await clock.advance(120_000);
    expect(dialled).toHaveLength(200);
    expect(most()).toBeLessThanOrEqual(6);
    expect(absent).toEqual(many.filter((each) => each !== peer(1) && each !== peer(2)));
  });

  test('asks who answers and does not prove once more, as the words alone may be known there', async () => {
    const { clock, dialled, endpoint, reunion } = reuniting(five.slice(0, 1), (address) =>
      address === peerTransportId(peer(0)) ? 'stranger' : 'absent',
    );
    reunion.onEndpoint(endpoint);
    await clock.advance(10_000);
    const [first, second] = [peerTransportId(peer(0)), peerTransportId(peer(0), 2)];
    expect(dialled).toEqual([first, first, second]);
  });

  test('is not needed where somebody was met, and not possible after the room was left', async () => {
    const [met, left] = [reuniting(five, () => 'absent'), reuniting(five, () => 'absent')];
    met.meet();
    met.reunion.onEndpoint(met.endpoint);
    left.reunion.dispose();
    left.reunion.onEndpoint(left.endpoint);
    left.reunion.again();
    for (const { clock } of [met, left]) await clock.advance(30_000);
    expect([met.dialled, met.absent, left.dialled, left.absent]).toEqual([[], [], [], []]);
  });

  test('begins anew when this person was let in', async () => {
    const { clock, dialled, endpoint, reunion } = reuniting(five, () => 'stranger');
    reunion.onEndpoint(endpoint);
    await clock.advance(30_000);
    const before = dialled.length;
    reunion.again();
    await clock.advance(30_000);
    expect(dialled).toHaveLength(2 * before);
  });
});
