import { beforeEach, describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import {
  encodeRelayMessage,
  MAX_RELAYED_BYTES,
  type Relayed,
  type RelayKind,
} from '../../../../src/mesh/relay/protocol.ts';
import type { RelayedMessage } from '../../../../src/mesh/relay/relay.ts';
import { createRelayNet, NET_LATENCY_MS, type NetPeer, type RelayNet } from '../../../support/relay-net.ts';
import { createSimClock, type SimClock } from '../../../support/sim-clock.ts';

let clock: SimClock;
let net: RelayNet;

beforeEach(() => {
  clock = createSimClock();
  net = createRelayNet(clock);
});

function hear(peer: NetPeer, kind: RelayKind = 'message'): RelayedMessage[] {
  const got: RelayedMessage[] = [];
  peer.relay.onMessage(kind, (message) => got.push(message));
  return got;
}

const hello = encodeUtf8('hello');

describe('a relayed message', () => {
  test('arrives through a member that both are linked with, from a proven sender', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const got = hear(cleo);
    expect(ada.relay.send(cleo.peerId, 'message', hello)).toBe(true);
    await clock.advance(100);
    const { peerId, identityId, identityKey } = ada.entry;
    expect(got).toEqual([{ from: { peerId, identityId, identityKey }, bytes: hello, via: ben!.peerId }]);
    expect(ben?.relay.counts).toMatchObject({ forwarded: 1, delivered: 0, dropped: 0 });
  });

  test('is unreadable in between', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const secret = encodeUtf8('nobody in between reads this');
    ada.relay.send(cleo.peerId, 'message', secret);
    await clock.advance(100);
    const [passed] = ben!.heard;
    expect(passed!.message).toMatchObject({ type: 'RELAY', to: cleo.peerId, from: ada.peerId });
    expect(Buffer.from((passed!.message as Relayed).sealed).includes(Buffer.from(secret))).toBe(false);
  });

  test('goes over the link where there is one', async () => {
    const [ada, ben, cleo] = (await net.addMany(3)) as [NetPeer, NetPeer, NetPeer];
    net.chain(ada, ben, cleo, ada);
    const got = hear(cleo);
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    expect([got.length, got[0]?.via, ben.heard.length]).toEqual([1, ada.peerId, 0]);
  });

  test('messages arrive in the order they were sent', async () => {
    const [ada, , cleo] = await net.addChain(2);
    const got = hear(cleo);
    for (let i = 0; i < 50; i += 1) ada.relay.send(cleo.peerId, 'message', Uint8Array.of(i));
    await clock.advance(1_000);
    expect(got.map(({ bytes }) => bytes[0])).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('holds up to 48 KiB', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const got = hear(cleo);
    const most = new Uint8Array(MAX_RELAYED_BYTES).fill(3);
    expect(ada.relay.send(cleo.peerId, 'message', most)).toBe(true);
    expect(ada.relay.send(cleo.peerId, 'message', new Uint8Array(MAX_RELAYED_BYTES + 1))).toBe(false);
    await clock.advance(100);
    expect(got.map(({ bytes }) => bytes.length)).toEqual([MAX_RELAYED_BYTES]);
  });

  test('is not taken when there is no way, or the recipient is not known', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    const loner = await net.add({ knows: () => false });
    net.link(loner, ben);
    expect(ada.relay.canReach(ben.peerId)).toBe(false);
    expect(ada.relay.send(ben.peerId, 'message', hello)).toBe(false);
    expect(loner.relay.canReach(ben.peerId)).toBe(false);
    expect(loner.relay.send(ben.peerId, 'message', hello)).toBe(false);
    expect(ada.relay.canReach(ada.peerId)).toBe(false);
  });

  test('is not taken by a relay that is over', async () => {
    const [ada, , cleo] = await net.addChain(1);
    ada.relay.dispose();
    expect(ada.relay.send(cleo.peerId, 'message', hello)).toBe(false);
  });
});

describe('[V2] how far it goes', () => {
  test.each<[RelayKind, number, boolean]>([
    ['signal', 3, true],
    ['signal', 4, false],
    ['message', 16, true],
    ['message', 17, false],
  ])('a %s through %i relays: %s', async (kind, relays, arrives) => {
    const [first, , last] = await net.addChain(relays);
    const got = hear(last, kind);
    first.relay.send(last.peerId, kind, hello);
    await clock.advance(5_000);
    expect(got.length).toBe(arrives ? 1 : 0);
  });
});

describe('[V4] newcomers', () => {
  test('introduce themselves to somebody who never heard of them, and are answered', async () => {
    const ada = await net.add();
    const stranger = await net.add({ knows: (peer) => peer !== newcomer?.peerId });
    let newcomer: NetPeer | undefined = undefined as NetPeer | undefined;
    newcomer = await net.add();
    net.chain(newcomer, ada, stranger);
    const [gotStranger, gotNewcomer] = [hear(stranger), hear(newcomer)];
    newcomer.relay.send(stranger.peerId, 'message', hello);
    await clock.advance(100);
    expect(gotStranger[0]?.from.identityId).toBe(newcomer.peer.identity.id);
    expect(stranger.relay.send(newcomer.peerId, 'message', encodeUtf8('welcome'))).toBe(true);
    await clock.advance(100);
    expect(gotNewcomer.map(({ from }) => from.peerId)).toEqual([stranger.peerId]);
  });

  test('an entry is enclosed until the other side has answered, and again after a while', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const lengths = () =>
      ben!.heard.flatMap(({ from, message }) =>
        from === ada.peerId && message.type === 'RELAY' ? [message.sealed.length] : [],
      );
    const say = async (from: NetPeer, to: NetPeer) => {
      from.relay.send(to.peerId, 'message', hello);
      await clock.advance(100);
    };
    await say(ada, cleo);
    await say(ada, cleo);
    await say(cleo, ada);
    await say(ada, cleo);
    await clock.advance(61_000);
    await say(ada, cleo);
    const [first, second, third, fourth] = lengths() as [number, number, number, number];
    expect(second).toBe(first);
    expect(first - third).toBeGreaterThan(200);
    expect(fourth).toBe(first);
  });

  test('are not believed with the entry of somebody else', async () => {
    const [ada, ben, mallory] = (await net.addMany(3)) as [NetPeer, NetPeer, NetPeer];
    const victim = await net.add({ knows: () => false });
    net.chain(mallory, victim);
    const got = hear(victim);
    const pretending = await net.add({
      overrides: { self: { ...mallory.peer, peerId: ada.peerId } },
    });
    net.link(pretending, victim);
    pretending.relay.send(victim.peerId, 'message', hello);
    await clock.advance(100);
    expect([got.length, victim.relay.counts.unopened, ben.heard.length]).toEqual([0, 1, 0]);
  });
});

describe('[V2] dead ends', () => {
  test('the sender is told once that there is no way on', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const told: PeerId[] = [];
    ada.relay.onNoRoute((to) => told.push(to));
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(NET_LATENCY_MS / 2);
    net.unlink(ben!, cleo);
    await clock.advance(100);
    expect(told).toEqual([cleo.peerId]);
  });

  test('at once when the only way is gone before the message left', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const told: PeerId[] = [];
    ada.relay.onNoRoute((to) => told.push(to));
    ada.relay.send(cleo.peerId, 'message', hello);
    net.unlink(ada, ben!);
    await clock.advance(1);
    expect(told).toEqual([cleo.peerId]);
  });

  test('also through several relays', async () => {
    const [ada, [, cut], last] = await net.addChain(2);
    const told: PeerId[] = [];
    ada.relay.onNoRoute((to) => told.push(to));
    ada.relay.send(last.peerId, 'message', hello);
    await clock.advance(NET_LATENCY_MS / 2);
    net.unlink(cut!, last);
    await clock.advance(200);
    expect(told).toEqual([last.peerId]);
  });

  test('only the neighbour that took the message is believed', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const liar = await net.add();
    net.link(liar, ada);
    const told: PeerId[] = [];
    ada.relay.onNoRoute((to) => told.push(to));
    ada.relay.send(cleo.peerId, 'message', hello);
    await clock.advance(100);
    const { to, from, id } = ben!.heard[0]!.message;
    liar.tell(ada.peerId, encodeRelayMessage({ type: 'NO_ROUTE', to, from, id }));
    await clock.advance(100);
    expect(told).toEqual([]);
    ben!.tell(ada.peerId, encodeRelayMessage({ type: 'NO_ROUTE', to, from, id }));
    ben!.tell(ada.peerId, encodeRelayMessage({ type: 'NO_ROUTE', to, from, id }));
    await clock.advance(100);
    expect(told).toEqual([cleo.peerId]);
  });

  test('a way that led nowhere is left alone while there is another', async () => {
    const [ada, ben, cora, dora] = (await net.addMany(4)) as [NetPeer, NetPeer, NetPeer, NetPeer];
    net.chain(ada, ben, dora, cora, ada);
    const got = hear(dora);
    net.intercept(({ from, to }) => !(from === ben.peerId && to === dora.peerId));
    for (let i = 0; i < 4; i += 1) {
      ada.relay.send(dora.peerId, 'message', hello);
      await clock.advance(200);
      if (got.length === 0) ada.relay.avoidWayTo(dora.peerId);
    }
    expect(got.length).toBeGreaterThanOrEqual(3);
    expect(ben.heard.length).toBeLessThanOrEqual(1);
  });

  test('[V2] where what is known leads nowhere, neighbours of which nothing is known are tried', async () => {
    const [ben, cora, dora] = (await net.addMany(3)) as [NetPeer, NetPeer, NetPeer];
    // Ben was linked with Dora when Ada last heard of it; of Cora she heard nothing.
    const ada = await net.add({ routes: { neighboursOf: () => [ben.peerId], nextHopTo: () => undefined } });
    net.chain(ben, ada, cora, dora);
    const got = hear(dora);
    ada.relay.send(dora.peerId, 'message', hello);
    await clock.advance(200);
    expect([got.length, ben.heard.length]).toEqual([0, 1]);
    ada.relay.send(dora.peerId, 'message', hello);
    await clock.advance(200);
    expect([got.length, ben.heard.length]).toEqual([1, 1]);
  });

  test('an answer takes the way that the message came', async () => {
    const [ada, ben, cora] = (await net.addMany(3)) as [NetPeer, NetPeer, NetPeer];
    const dora = await net.add({ routes: { neighboursOf: () => [], nextHopTo: () => undefined } });
    net.chain(ada, ben, dora);
    net.link(cora, dora);
    const got = hear(ada);
    ada.relay.send(dora.peerId, 'message', hello);
    await clock.advance(100);
    expect(dora.relay.send(ada.peerId, 'message', hello)).toBe(true);
    await clock.advance(100);
    expect([got.length, got[0]?.via, cora.heard.length]).toEqual([1, ben.peerId, 0]);
  });
});
