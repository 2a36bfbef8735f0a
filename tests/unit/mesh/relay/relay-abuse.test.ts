// What others may make a relay do, and what one of them in between can do to a message.

import { beforeEach, describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../../src/primitives/bytes.ts';
import { formatPeerId, type PeerId } from '../../../../src/primitives/ids.ts';
import { decodeRelayMessage, encodeRelayMessage, type Relayed } from '../../../../src/mesh/relay/protocol.ts';
import { MAX_UNACKNOWLEDGED_BYTES, type RelayedMessage } from '../../../../src/mesh/relay/relay.ts';
import { sealBox } from '../../../../src/secure/sealed-box.ts';
import { CONFUSED, MALFORMED } from '../../../support/hostile-payloads.ts';
import { createRelayNet, type NetPeer, type RelayNet } from '../../../support/relay-net.ts';
import { createSimClock, type SimClock } from '../../../support/sim-clock.ts';

let clock: SimClock;
let net: RelayNet;

beforeEach(() => {
  clock = createSimClock();
  net = createRelayNet(clock);
});

function hear(peer: NetPeer): RelayedMessage[] {
  const got: RelayedMessage[] = [];
  peer.relay.onMessage('message', (message) => got.push(message));
  return got;
}

const hello = encodeUtf8('hello');

describe('[V3] a relay does not forward in excess', () => {
  const forged = (to: PeerId, from: PeerId, parts: Partial<Relayed> = {}): Uint8Array =>
    encodeRelayMessage({
      type: 'RELAY',
      to,
      from,
      id: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      hops: 16,
      sealed: new Uint8Array(200).fill(1),
      ...parts,
    });

  test('one message makes exactly one message a hop, in a mesh of many ways', async () => {
    const peers = await net.addMany(8);
    for (const [index, peer] of peers.entries()) {
      for (const other of peers.slice(0, index)) {
        if (!(peer === peers[7] && other === peers[0])) net.link(peer, other);
      }
    }
    const got = hear(peers[7]!);
    peers[0]!.relay.send(peers[7]!.peerId, 'message', hello);
    await clock.advance(1_000);
    expect([got.length, net.passed]).toEqual([1, 2]);
  });

  test('a message is passed on once, whoever brings it again', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const dora = await net.add();
    net.link(dora, ben!);
    const bytes = forged(cleo.peerId, ada.peerId);
    for (const bringer of [ada, ada, dora]) bringer.tell(ben!.peerId, bytes);
    await clock.advance(100);
    expect([cleo.heard.length, ben?.relay.counts]).toMatchObject([1, { forwarded: 1, dropped: 2 }]);
  });

  test('nothing goes back to where it came from', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    net.link(ada, ben);
    ada.tell(ben.peerId, forged(ada.peerId, formatPeerId(new Uint8Array(16))));
    await clock.advance(100);
    expect(ada.heard.map(({ message }) => message.type)).toEqual(['NO_ROUTE']);
  });

  test('our own that come back are ignored', async () => {
    const [ada, ben, cleo] = (await net.addMany(3)) as [NetPeer, NetPeer, NetPeer];
    net.chain(ada, ben);
    net.link(ada, cleo);
    ben.tell(ada.peerId, forged(cleo.peerId, ada.peerId));
    await clock.advance(100);
    expect([cleo.heard.length, ben.heard.length, ada.relay.counts.dropped]).toEqual([0, 0, 1]);
  });

  test('a ring of relays that believe in each other ends by itself', async () => {
    const nobody = formatPeerId(new Uint8Array(16).fill(9));
    const ring: NetPeer[] = [];
    const next = new Map<PeerId, PeerId>();
    for (let i = 0; i < 5; i += 1) {
      ring.push(
        await net.add({ routes: { neighboursOf: () => [], nextHopTo: () => next.get(ring[i]!.peerId) } }),
      );
    }
    net.chain(...ring, ring[0]!);
    for (const [index, peer] of ring.entries()) next.set(peer.peerId, ring[(index + 1) % 5]!.peerId);
    const liar = await net.add();
    net.link(liar, ring[0]!);
    liar.tell(ring[0]!.peerId, forged(nobody, liar.peerId));
    await clock.advance(5_000);
    expect(net.passed).toBeLessThanOrEqual(1 + 5);
  });

  test('a neighbour that floods is held to its rate, others are not', async () => {
    const [flooder, [ben], cleo] = await net.addChain(1);
    const ada = await net.add();
    net.link(ada, ben!);
    const got = hear(cleo);
    for (let i = 0; i < 5_000; i += 1) {
      const id = Uint8Array.of(i >> 8, i & 255, 0, 0, 0, 0, 0, 0);
      const from = formatPeerId(Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? i & 127 : 1)));
      flooder.tell(ben!.peerId, forged(cleo.peerId, from, { id }));
    }
    await clock.advance(1_000);
    expect(cleo.heard.length).toBeLessThanOrEqual(512 + 64);
    expect(new Set(ben?.overRate)).toEqual(new Set([flooder.peerId]));
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(1_000);
    expect(got.length).toBe(1);
  });

  test('who speaks in the name of another does not use up what that one may send', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const mallory = await net.add();
    net.link(mallory, ben!);
    const got = hear(cleo);
    for (let i = 0; i < 300; i += 1)
      mallory.tell(
        ben!.peerId,
        forged(cleo.peerId, ada.peerId, { id: Uint8Array.of(i >> 8, i, 1, 1, 1, 1, 1, 1) }),
      );
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(200);
    expect(got.map(({ from }) => from.peerId)).toEqual([ada.peerId]);
  });

  test('nothing is passed on to a neighbour that is behind, and the sender learns of it', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const told: PeerId[] = [];
    ada.relay.onNoRoute((to) => told.push(to));
    net.clog(ben!, cleo, MAX_UNACKNOWLEDGED_BYTES + 1);
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    expect([cleo.heard.length, told]).toEqual([0, [cleo.peerId]]);
    net.clog(ben!, cleo, MAX_UNACKNOWLEDGED_BYTES);
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    expect(cleo.heard.length).toBe(1);
  });

  test('large messages count by their bytes', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const sealed = new Uint8Array(50_000);
    for (let i = 0; i < 100; i += 1)
      ada.tell(
        ben!.peerId,
        forged(cleo.peerId, ada.peerId, { id: Uint8Array.of(i, 1, 1, 1, 1, 1, 1, 1), sealed }),
      );
    await clock.advance(100);
    expect(cleo.heard.length).toBe(20);
  });
});

describe('[V1] [V4] what a liar between two can do', () => {
  test('a changed message does not open', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const got = hear(cleo);
    net.intercept(({ to, payload }) => {
      if (to === cleo.peerId) payload[payload.length - 30] = (payload[payload.length - 30] ?? 0) ^ 1;
      return true;
    });
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    expect(got).toEqual([]);
    expect(cleo.relay.counts.unopened + cleo.blamed.length).toBe(1);
  });

  test('a message replayed under another id is heard once, also after the first is forgotten', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const got = hear(cleo);
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    const taken = ben!.heard[0]!.message as Relayed;
    for (const waitMs of [0, 3 * 60_000]) {
      await clock.advance(waitMs);
      const id = Uint8Array.of(waitMs > 0 ? 1 : 2, 0, 0, 0, 0, 0, 0, 0);
      ben!.tell(cleo.peerId, encodeRelayMessage({ ...taken, id }));
      await clock.advance(100);
    }
    expect([got.length, cleo.relay.counts.unopened]).toEqual([1, 2]);
  });

  test('nobody is spoken for with a key of one’s own', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const got = hear(cleo);
    const address = {
      purpose: 'relay',
      namespace: new Uint8Array(16).fill(5),
      from: ada.peerId,
      to: cleo.peerId,
    };
    const keys = { sender: ben!.peer.sessionKey, recipient: cleo.entry.sessionKey };
    const sealed = await sealBox(hello, address, keys, ben!.crypto);
    if (!sealed.ok) throw new Error(sealed.error);
    const message = {
      to: cleo.peerId,
      from: ada.peerId,
      id: new Uint8Array(8),
      hops: 0,
      sealed: sealed.value,
    };
    ben!.tell(cleo.peerId, encodeRelayMessage({ type: 'RELAY', ...message }));
    await clock.advance(100);
    expect([got.length, cleo.relay.counts.unopened]).toEqual([0, 1]);
  });

  test('a message of another room does not open', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    const elsewhere = await net.add({ namespace: new Uint8Array(16).fill(6) });
    net.chain(ada, ben, elsewhere);
    const got = hear(elsewhere);
    ada.relay.send(elsewhere.peerId, 'message', hello);
    await clock.advance(100);
    expect([got.length, elsewhere.relay.counts.unopened]).toEqual([0, 1]);
  });

  test('what is no message of this protocol is a misdeed; what is of another version is ignored', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    net.link(ada, ben);
    const hostile = [...MALFORMED, ...CONFUSED];
    for (const { bytes } of hostile) ada.tell(ben.peerId, bytes);
    await clock.advance(100);
    expect(ben.blamed.length).toBe(hostile.length);
    expect(decodeRelayMessage(new Uint8Array(60_000)).ok).toBe(false);
  });
});
