import { beforeEach, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import { createRelayWays, type RelayWays } from '../../../../src/mesh/relay/relay-ways.ts';
import { MAX_RELAYED_BYTES } from '../../../../src/mesh/relay/protocol.ts';
import { MAX_PAYLOAD_BYTES } from '../../../../src/secure/secure-link.ts';
import { createRelayNet, type NetPeer, type RelayNet } from '../../../support/relay-net.ts';
import { createSimClock, type SimClock } from '../../../support/sim-clock.ts';

let clock: SimClock;
let net: RelayNet;
let ada: NetPeer;
let ben: NetPeer;
let cleo: NetPeer;

beforeEach(async () => {
  clock = createSimClock();
  net = createRelayNet(clock);
  const [first, relays, last] = await net.addChain(1);
  [ada, ben, cleo] = [first, relays[0]!, last];
});

const waysOf = (peer: NetPeer): RelayWays => createRelayWays({ relay: peer.relay, clock });

function hear(peer: NetPeer): Bytes[] {
  const got: Bytes[] = [];
  waysOf(peer).onFrame((_, frame) => got.push(frame));
  return got;
}

function patterned(length: number, seed = 1): Bytes {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + seed) & 0xff);
}

describe('a way through others', () => {
  test('carries frames and says by whom', async () => {
    const got = hear(cleo);
    const way = waysOf(ada).wayTo(cleo.peerId);
    expect(way.via).toEqual([ben.peerId]);
    expect(way.send(patterned(100))).toBe(true);
    await clock.advance(200);
    expect(got).toEqual([patterned(100)]);
  });

  test.each([0, MAX_RELAYED_BYTES - 1, MAX_RELAYED_BYTES, MAX_PAYLOAD_BYTES])(
    'carries %i bytes whole',
    async (length) => {
      const got = hear(cleo);
      expect(waysOf(ada).wayTo(cleo.peerId).send(patterned(length))).toBe(true);
      await clock.advance(200);
      expect(got.map((frame) => Buffer.compare(frame, patterned(length)))).toEqual([0]);
    },
  );

  test('takes nothing that would not fit a link', () => {
    const way = waysOf(ada).wayTo(cleo.peerId);
    expect(way.send(patterned(MAX_PAYLOAD_BYTES + 1))).toBe(false);
  });

  test('takes nothing, and names nobody, when nobody leads there', () => {
    net.unlink(ben, cleo);
    const way = waysOf(ada).wayTo(cleo.peerId);
    expect([way.send(patterned(10)), way.via]).toEqual([false, []]);
  });

  test('[V5] never joins parts of two frames', async () => {
    const got = hear(cleo);
    const way = waysOf(ada).wayTo(cleo.peerId);
    let relayed = 0;
    // Loses the last part of the first frame and the first part of the second.
    net.intercept(({ to }) => to !== cleo.peerId || ![2, 3].includes((relayed += 1)));
    for (const seed of [1, 2, 3]) way.send(patterned(MAX_PAYLOAD_BYTES, seed));
    await clock.advance(500);
    expect(got.map((frame) => Buffer.compare(frame, patterned(MAX_PAYLOAD_BYTES, 3)))).toEqual([0]);
  });

  test('[V5] joins no part with one that came long before', async () => {
    const got = hear(cleo);
    const way = waysOf(ada).wayTo(cleo.peerId);
    let relayed = 0;
    net.intercept(({ to }) => to !== cleo.peerId || (relayed += 1) !== 2);
    way.send(patterned(MAX_PAYLOAD_BYTES));
    await clock.advance(11_000);
    const last = Uint8Array.of(2, 0, 0, 0, 1, ...patterned(10));
    ada.relay.send(cleo.peerId, 'message', last);
    await clock.advance(200);
    expect(got).toEqual([]);
  });

  test('drops what is no part of a frame', async () => {
    const got = hear(cleo);
    for (const content of [[], [7], [1, 0], [2, 0, 0], [3, 0, 0, 0, 0, 1]])
      ada.relay.send(cleo.peerId, 'message', Uint8Array.from(content));
    await clock.advance(200);
    expect([got.length, cleo.relay.counts.delivered]).toEqual([0, 5]);
  });
});
