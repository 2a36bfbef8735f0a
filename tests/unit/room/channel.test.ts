import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../../../src/primitives/codec.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { silentLog } from '../../../src/primitives/log.ts';
import { integer, record } from '../../../src/primitives/schema.ts';
import type { MeshMessageReceived } from '../../../src/mesh/mesh-ports.ts';
import { createChannels } from '../../../src/room/channel.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import type { ProvenPeer } from '../../../src/secure/secure-link.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const BEN = 'ben' as PeerId;
const NUMBER: Protocol<{ readonly n: number }> = {
  id: 'number',
  version: 2,
  channel: 'control',
  message: record({ n: integer({ min: 0, max: 9 }) }),
  maxBytes: 16,
  rate: { perSecond: 1, burst: 3 },
};

function createScene() {
  const clock = createSimClock();
  const path = { hasAnswered: true, isFull: false, isGossip: false };
  const blamed: string[] = [];
  const dropped: PeerId[] = [];
  const sent: { readonly to: PeerId; readonly payload: Uint8Array }[] = [];
  const broadcasts: Uint8Array[] = [];
  let receive: (received: MeshMessageReceived) => void = () => undefined;
  let receiveBroadcast: (received: MeshMessageReceived) => void = () => undefined;
  const channels = createChannels({
    clock,
    log: silentLog,
    overlay: {
      broadcast(_, payload, pace) {
        const mayGo = path.isGossip ? pace?.mayGoByGossip() : pace?.mayGoTo(BEN);
        if (!mayGo) return [];
        broadcasts.push(payload);
        return [BEN];
      },
      send(to, _, payload) {
        if (to !== BEN || path.isFull) return false;
        sent.push({ to, payload });
        return true;
      },
      handle(_, handler) {
        receive = handler;
        return () => undefined;
      },
      handleBroadcasts(_, handler) {
        receiveBroadcast = handler;
        return () => undefined;
      },
      blame: (_, detail) => void blamed.push(detail),
      countDropped: (peer) => void dropped.push(peer),
      mesh: { hasAnswered: () => path.hasAnswered },
    },
  });
  const channel = channels.open(NUMBER);
  const heard: number[] = [];
  channel.onMessage(({ message }) => void heard.push(message.n));
  const from = { peerId: BEN, identityId: 'ben the person' } as unknown as ProvenPeer;
  const arrive = (payload: Uint8Array, version = 2) =>
    receive({ from, version, channel: 'control', payload: Uint8Array.from(payload) });
  const arriveFromAfar = (payload: Uint8Array) =>
    receiveBroadcast({ from, version: 2, channel: 'control', payload: Uint8Array.from(payload) });
  return { clock, channels, channel, heard, blamed, dropped, sent, broadcasts, arrive, arriveFromAfar, path };
}

describe('what arrives', () => {
  test('passes when it fits', () => {
    const { arrive, heard } = createScene();
    arrive(encodeMessage({ n: 7 }));
    expect(heard).toEqual([7]);
  });

  test('is blamed when it is too long', () => {
    const { arrive, heard, blamed } = createScene();
    arrive(new Uint8Array(17));
    expect([heard, blamed]).toEqual([[], ['number: too long']]);
  });

  test('is blamed when it breaks the schema', () => {
    const { arrive, heard, blamed } = createScene();
    arrive(encodeMessage({ n: 10 }));
    expect(heard).toEqual([]);
    expect(blamed).toEqual(['number: n: expected an integer from 0 to 9']);
  });

  test('is ignored without blame when it is of another version', () => {
    const { arrive, heard, blamed } = createScene();
    arrive(encodeMessage({ n: 1 }), 3);
    expect([heard, blamed]).toEqual([[], []]);
  });

  test('passes the same checks when it was said to everybody', () => {
    const { arrive, arriveFromAfar, heard, blamed, dropped } = createScene();
    arriveFromAfar(encodeMessage({ n: 7 }));
    arriveFromAfar(encodeMessage({ n: 10 }));
    arrive(encodeMessage({ n: 8 }));
    arriveFromAfar(encodeMessage({ n: 9 }));
    expect([heard, blamed.length, dropped]).toEqual([[7, 8], 1, [BEN]]);
  });

  test('is dropped and counted over the rate, and passes again later', async () => {
    const { arrive, heard, clock, dropped } = createScene();
    for (let n = 0; n < 6; n += 1) arrive(encodeMessage({ n }));
    await clock.advance(1_000);
    arrive(encodeMessage({ n: 9 }));
    expect(heard).toEqual([0, 1, 2, 9]);
    expect(dropped).toEqual([BEN, BEN, BEN]);
  });
});

test('[D1] what was said during an outage is taken at once after it, and no more than that', async () => {
  const { arrive, heard, clock, dropped } = createScene();
  for (let n = 0; n < 3; n += 1) arrive(encodeMessage({ n }));
  await clock.advance(35_000);
  for (let n = 0; n < 40; n += 1) arrive(encodeMessage({ n: n % 10 }));
  expect([heard.length, dropped.length]).toEqual([3 + 35, 5]);
});

test('[D1] what somebody may say fills from when they came, and is not given anew when they come back', async () => {
  const { channels, arrive, heard, clock } = createScene();
  const ben = { peerId: BEN } as ProvenPeer;
  channels.onOverlayEvent({ type: 'linked', peer: ben });
  await clock.advance(10_000);
  for (let n = 0; n < 40; n += 1) arrive(encodeMessage({ n: 1 }));
  expect(heard).toHaveLength(3 + 10);
  channels.onOverlayEvent({ type: 'left', peerId: BEN, how: 'unseen' });
  channels.onOverlayEvent({ type: 'linked', peer: ben });
  for (let n = 0; n < 40; n += 1) arrive(encodeMessage({ n: 1 }));
  expect(heard).toHaveLength(3 + 10);
  channels.onOverlayEvent({ type: 'left', peerId: BEN, how: 'goodbye' });
  for (let n = 0; n < 40; n += 1) arrive(encodeMessage({ n: 1 }));
  expect(heard).toHaveLength(3 + 10 + 3);
});

describe('[D1] what the others would drop for its rate', () => {
  test('is refused here, to one and to all alike, and taken again later', async () => {
    const { channel, clock, sent, broadcasts } = createScene();
    const outcomes = [channel.send(BEN, { n: 1 }), channel.broadcast({ n: 1 }), channel.send(BEN, { n: 1 })];
    expect(outcomes).toEqual([true, [BEN], true]);
    expect([channel.send(BEN, { n: 1 }), channel.broadcast({ n: 1 })]).toEqual([false, []]);
    await clock.advance(1_100);
    expect([channel.send(BEN, { n: 1 }), channel.send(BEN, { n: 1 })]).toEqual([true, false]);
    expect([sent.length, broadcasts.length]).toEqual([3, 1]);
  });

  test('is refused by gossip too', async () => {
    const { channel, clock, broadcasts, path } = createScene();
    path.isGossip = true;
    for (let n = 0; n < 5; n += 1) channel.broadcast({ n });
    await clock.advance(1_100);
    for (let n = 0; n < 5; n += 1) channel.broadcast({ n });
    expect(broadcasts).toHaveLength(4);
  });

  test('is not counted where nothing was handed over', () => {
    const { channel, path } = createScene();
    path.isFull = true;
    for (let n = 0; n < 5; n += 1) expect(channel.send(BEN, { n })).toBe(false);
    path.isFull = false;
    expect(channel.send(BEN, { n: 1 })).toBe(true);
  });

  test('is a burst until the other side has answered: it may not have seen us yet', async () => {
    const { channel, clock, path } = createScene();
    const say = () => Array.from({ length: 5 }, () => channel.send(BEN, { n: 1 })).filter(Boolean).length;
    path.hasAnswered = false;
    const first = say();
    await clock.advance(20_000);
    const second = say();
    path.hasAnswered = true;
    say();
    await clock.advance(2_200);
    expect([first, second, say()]).toEqual([3, 0, 2]);
  });
});

describe('what is sent', () => {
  test('goes to all members; returned are those it was handed over for', () => {
    const { channel, broadcasts } = createScene();
    expect(channel.broadcast({ n: 1 })).toEqual([BEN]);
    expect(broadcasts).toEqual([encodeMessage({ n: 1 })]);
  });

  test('goes to one', () => {
    const { channel, sent } = createScene();
    expect([channel.send(BEN, { n: 1 }), channel.send('cleo' as PeerId, { n: 1 })]).toEqual([true, false]);
    expect(sent).toHaveLength(1);
  });

  test('goes nowhere when the others would refuse its length', () => {
    const { channel, sent, broadcasts } = createScene();
    const tooLong = { n: 1, more: 'than sixteen bytes' } as { readonly n: number };
    expect([channel.send(BEN, tooLong), channel.broadcast(tooLong)]).toEqual([false, []]);
    expect([sent, broadcasts]).toEqual([[], []]);
  });
});

test('a protocol has one channel', () => {
  const { channels, channel } = createScene();
  expect(channels.open(NUMBER)).toBe(channel);
});
