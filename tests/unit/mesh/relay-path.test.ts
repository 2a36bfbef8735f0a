// Messages to a peer that others pass on: the same promise as over a link, on a way that loses and reorders.

import { describe, expect, test, vi } from 'vitest';
import { encodeEnvelope } from '../../../src/mesh/envelope.ts';
import type { ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { encodeMeshMessage } from '../../../src/mesh/protocol.ts';
import { decodeSequenced } from '../../../src/mesh/sequenced.ts';
import type { Sender } from '../../../src/mesh/sender.ts';
import { randomBetween, randomFraction } from '../../../src/primitives/random.ts';
import {
  createMeshWorld,
  linkMeshes,
  makeMeshes,
  type MeshWorld,
  type SimMesh,
} from '../../support/make-mesh.ts';

// Real handshakes and sealing take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const TALK: ProtocolAddress = { id: 'talk', version: 1, channel: 'control' };

function senderOf({ peerId, peer }: SimMesh): Sender {
  return { peerId, identityId: peer.identity.id, identityKey: peer.identity.publicKey };
}

/** Frames of `from` to `to` come late, in any order, and some not at all. */
function relay({ clock, network }: MeshWorld, from: SimMesh, to: SimMesh, losses = 0.2) {
  let frames = 0;
  from.mesh.setRelay(senderOf(to), {
    via: [],
    send(frame) {
      frames += 1;
      if (randomFraction(network.random) < losses) return true;
      const receive = () => to.mesh.receiveRelayed(senderOf(from), frame);
      clock.schedule(randomBetween(network.random, 40, 900), receive);
      return true;
    },
  });
  return { frames: () => frames };
}

/** Two without a link that others pass messages on between; numbers that one hears are noted. */
async function relayedPair({ isLinked = false } = {}) {
  const world = createMeshWorld();
  const [low, high] = (await makeMeshes(world, 2, () => ({ peersToDial: () => [] }))) as [SimMesh, SimMesh];
  if (isLinked) await linkMeshes(world, low, high);
  const relays = [relay(world, low, high), relay(world, high, low)] as const;
  const hear = ({ mesh }: SimMesh) => {
    const heard: number[] = [];
    mesh.handle(TALK.id, ({ from, payload }) => {
      heard.push(payload[0] ?? -1);
      senders.add(from.identityId);
    });
    return heard;
  };
  const senders = new Set<string>();
  const say = (from: SimMesh, to: SimMesh, n: number) => from.mesh.send(to.peerId, TALK, Uint8Array.of(n));
  const sayBoth = (n: number) => [say(low, high, n), say(high, low, n)];
  return {
    ...world,
    low,
    high,
    relays,
    say,
    sayBoth,
    senders,
    heardByLow: hear(low),
    heardByHigh: hear(high),
  };
}

const NUMBERS = Array.from({ length: 100 }, (_, n) => n);

describe('a peer without a link that others reach', () => {
  test('is sent to and heard, each message once and in order', async () => {
    const { clock, low, high, sayBoth, senders, heardByHigh, heardByLow } = await relayedPair();
    for (const n of NUMBERS) {
      expect(sayBoth(n)).toEqual([true, true]);
      await clock.advance(50);
    }
    await clock.advance(120_000);
    expect([heardByHigh, heardByLow]).toEqual([NUMBERS, NUMBERS]);
    expect(senders).toEqual(new Set([low, high].map(({ peer }) => peer.identity.id)));
  });

  test('shows by whom, and counts as reachable', async () => {
    const { low, high } = await relayedPair();
    low.mesh.setRelay(senderOf(high), { via: [low.peerId], send: () => true });
    expect(low.mesh.snapshot(high.peerId)).toMatchObject({
      state: { kind: 'known' },
      via: [low.peerId],
      identityId: high.peer.identity.id,
    });
    expect([low.mesh.linked, low.mesh.reachable]).toEqual([[], [high.peerId]]);
  });

  test('is sent nothing twice because others pass on now', async () => {
    const { low, high, say } = await relayedPair();
    const first: number[] = [];
    const second: number[] = [];
    const noting = (frames: number[]) => ({
      via: [],
      send: (frame: Uint8Array) => frames.push(decodeSequenced(frame)?.sequence ?? -1) > 0,
    });
    low.mesh.setRelay(senderOf(high), noting(first));
    say(low, high, 1);
    low.mesh.setRelay(senderOf(high), noting(second));
    say(low, high, 2);
    expect([first, second]).toEqual([[0], [1]]);
  });

  test('is not sent bulk or realtime', async () => {
    const { low, high } = await relayedPair();
    const sent = (['bulk', 'realtime'] as const).map((channel) =>
      low.mesh.send(high.peerId, { ...TALK, channel }, Uint8Array.of(1)),
    );
    expect(sent).toEqual([false, false]);
  });

  test('is not reachable any more when nobody passes on; what was accepted goes on later', async () => {
    const { clock, low, high, say, heardByHigh, ...world } = await relayedPair();
    low.mesh.setRelay(senderOf(high), { via: [], send: () => false });
    expect(say(low, high, 1)).toBe(true);
    low.mesh.setRelay(senderOf(high), undefined);
    expect(say(low, high, 2)).toBe(false);
    await linkMeshes({ clock, ...world }, low, high);
    expect(heardByHigh).toEqual([1]);
  });

  test('costs a few frames when there is nothing to say', async () => {
    const { clock, relays } = await relayedPair();
    await clock.advance(60_000);
    expect(relays.map(({ frames }) => frames())).toEqual([1, 1]);
  });
});

describe('a link and others who pass on', () => {
  test('the link is used while it works', async () => {
    const { clock, low, high, say, relays, heardByHigh } = await relayedPair({ isLinked: true });
    const before = relays[0].frames();
    for (const n of NUMBERS) say(low, high, n);
    await clock.advance(1_000);
    expect([heardByHigh, relays[0].frames()]).toEqual([NUMBERS, before]);
    expect(low.mesh.snapshot(high.peerId)?.via).toBeUndefined();
  });

  test('while it is interrupted messages take the other way at once, and the link again after', async () => {
    const { clock, low, high, say, heardByHigh, heardByLow } = await relayedPair({ isLinked: true });
    const sides = [low, high];
    for (const [index, n] of NUMBERS.entries()) {
      if (index === 30) for (const { links } of sides) links[0]?.interrupt(true);
      if (index === 70) for (const { links } of sides) links[0]?.interrupt(false);
      say(low, high, n);
      say(high, low, n);
      await clock.advance(60);
      if (index === 60) expect(heardByHigh.length).toBeGreaterThan(30);
    }
    await clock.advance(5_000);
    expect([heardByHigh, heardByLow]).toEqual([NUMBERS, NUMBERS]);
  });

  test('a link that comes about takes over in the middle', async () => {
    const { clock, low, high, sayBoth, heardByHigh, heardByLow, ...world } = await relayedPair();
    for (const n of NUMBERS.slice(0, 50)) sayBoth(n);
    await clock.advance(300);
    await linkMeshes({ clock, ...world }, low, high);
    for (const n of NUMBERS.slice(50)) sayBoth(n);
    await clock.advance(2_000);
    expect([heardByHigh, heardByLow]).toEqual([NUMBERS, NUMBERS]);
  });
});

describe('what comes through others and is not delivery’s', () => {
  test('is a misdeed of its sender; many lead to refusal', async () => {
    const { clock, low, high, say } = await relayedPair();
    const lies = [
      encodeMeshMessage({ type: 'HELLO', lost: 0 }),
      encodeMeshMessage({ type: 'BYE' }),
      encodeMeshMessage({ type: 'KNOWN_PEERS', entries: [] }),
      encodeEnvelope('talk', 1, Uint8Array.of(1)),
      encodeEnvelope('mesh', 1, Uint8Array.of(0xff)),
      Uint8Array.of(0, 1, 2),
      new Uint8Array(),
      Uint8Array.of(0xff),
    ];
    for (const lie of lies) low.mesh.receiveRelayed(senderOf(high), lie);
    expect(low.mesh.snapshot(high.peerId)).toMatchObject({
      malformed: lies.length,
      lastError: { category: 'protocol' },
    });
    low.mesh.receiveRelayed(senderOf(high), new Uint8Array());
    await clock.advance(100);
    expect([low.mesh.snapshot(high.peerId), say(low, high, 1)]).toEqual([undefined, false]);
    low.mesh.setRelay(senderOf(high), { via: [], send: () => true });
    expect(say(low, high, 1)).toBe(false);
  });

  test('of somebody unknown is ignored', async () => {
    const { low } = await relayedPair();
    const nobody = { ...senderOf(low), peerId: 'nobody' as Sender['peerId'] };
    low.mesh.receiveRelayed(nobody, encodeMeshMessage({ type: 'BYE' }));
    expect(low.mesh.snapshot(nobody.peerId)).toBeUndefined();
  });
});
