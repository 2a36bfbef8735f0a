// The endpoint at a broker, with pretended PeerJS peers: what it does about a broker that goes, answers badly or was
// never there. Real brokers are in the contract.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { CHECK_TIMEOUT_MS, CLAIM_TIMEOUT_MS } from '../../../src/transport/broker-session.ts';
import { createPeerjsTransport } from '../../../src/transport/peerjs-transport.ts';
import type { Endpoint, Link } from '../../../src/transport/transport.ts';
import { brokerMessages, createFakeBrokerPeer, type FakeBrokerPeer } from '../../support/fake-broker-peer.ts';
import type { FakeConnection } from '../../support/fake-connection.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock, settle, type SimClock } from '../../support/sim-clock.ts';

const ME = 'me' as TransportId;
const BROKER = { host: 'broker.example', port: 443, path: '/broker', secure: true };

let clock: SimClock;
let peers: FakeBrokerPeer[];
let tokens: string[];

beforeEach(() => {
  clock = createSimClock();
  peers = [];
  tokens = [];
});

function createTransport() {
  return createPeerjsTransport({
    broker: BROKER,
    iceServers: [],
    clock,
    random: createSeededRandom(1),
    createPeer(_id, { token }) {
      const peer = createFakeBrokerPeer();
      peers.push(peer);
      tokens.push(token);
      return peer;
    },
  });
}

test('where there is no WebRTC, no broker is contacted', async () => {
  const transport = createTransport();
  expect(await transport.claim(ME)).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  expect([peers.length, transport.label]).toEqual([0, 'broker.example:443']);
});

describe('where there is WebRTC', () => {
  beforeEach(() => {
    vi.stubGlobal('RTCPeerConnection', vi.fn());
    vi.stubGlobal('WebSocket', vi.fn());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function claim(): Promise<{ endpoint: Endpoint; states: string[] }> {
    const claiming = createTransport().claim(ME);
    peers[0]?.emit('open');
    const claimed = await claiming;
    if (!claimed.ok) throw new Error(claimed.error.code);
    const states: string[] = [];
    claimed.value.onState(({ kind }) => states.push(kind));
    return { endpoint: claimed.value, states };
  }

  test('an address that somebody else holds is taken', async () => {
    const claiming = createTransport().claim(ME);
    peers[0]?.emit('error', { type: 'unavailable-id', message: 'ID "me" is taken' });
    expect(await claiming).toMatchObject({ ok: false, error: { code: 'id-taken', detail: 'me' } });
  });

  test('a broker that refuses with an error says so in the claim', async () => {
    const claiming = createTransport().claim(ME);
    peers[0]?.emit('error', {
      type: 'server-error',
      message: 'Server has reached its concurrent user limit',
    });
    expect(await claiming).toEqual({
      ok: false,
      error: { code: 'unreachable', detail: 'Server has reached its concurrent user limit' },
    });
  });

  test('a dead broker is given up after the time of a claim', async () => {
    const claiming = createTransport().claim(ME);
    await clock.advance(CLAIM_TIMEOUT_MS);
    expect(await claiming).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  test('a lost broker is regained with the same token, so that the address is ours', async () => {
    const { states } = await claim();
    peers[0]?.emit('disconnected');
    expect(states).toEqual(['reconnecting']);
    await clock.until(() => peers.length === 2, 2_000);
    peers[1]?.emit('open');
    await settle();
    expect(states).toEqual(['reconnecting', 'open']);
    expect(new Set(tokens).size).toBe(1);
  });

  test('a broker that refuses for its rate is asked again, and no faster', async () => {
    const { states } = await claim();
    peers[0]?.emit('disconnected');
    for (let refusals = 0; refusals < 5; refusals += 1) {
      await clock.until(() => peers.length === refusals + 2, 4_000);
      peers.at(-1)?.emit('error', { type: 'server-error', message: 'too many connections' });
      await settle();
    }
    expect(states).toEqual(['reconnecting']);
    await clock.until(() => peers.length === 7, 4_000);
    peers.at(-1)?.emit('open');
    await settle();
    expect(states).toEqual(['reconnecting', 'open']);
  });

  test('an address that went to somebody else meanwhile is over', async () => {
    const { endpoint } = await claim();
    peers[0]?.emit('disconnected');
    await clock.until(() => peers.length === 2, 2_000);
    peers[1]?.emit('error', { type: 'unavailable-id', message: '' });
    await settle();
    expect(endpoint.state.kind).toBe('closed');
  });

  test('a hint that the network changed tries a lost broker at once', async () => {
    const { endpoint } = await claim();
    peers[0]?.emit('disconnected');
    endpoint.tryNow();
    await settle();
    expect(peers).toHaveLength(2);
  });

  test('a hint that the network changed finds out that a broker is gone', async () => {
    const { endpoint, states } = await claim();
    peers[0]?.deliver(brokerMessages.candidate('me', 'kith-echo'));
    endpoint.tryNow();
    await clock.advance(CHECK_TIMEOUT_MS);
    expect(states).toEqual(['reconnecting']);
  });

  describe('a link that stands', () => {
    async function dial(): Promise<{ endpoint: Endpoint; link: Link; fake: FakeConnection }> {
      const { endpoint } = await claim();
      const dialling = endpoint.dial('ann' as TransportId);
      const fake = peers[0]?.connections[0]?.fake;
      fake?.connect();
      const dialled = await dialling;
      if (!dialled.ok || !fake) throw new Error('no link');
      return { endpoint, link: dialled.value, fake };
    }
    const offersAt = (index: number) =>
      (peers[index]?.sent ?? []).filter((message) => (message as { type: string }).type === 'OFFER');

    test('gets its new path by the broker that it was made by', async () => {
      const { fake } = await dial();
      await clock.advance(5_000);
      expect(offersAt(0)).toMatchObject([{ dst: 'ann', payload: { connectionId: 'dc_0.1' } }]);
      peers[0]?.deliver(brokerMessages.answer('eve', 'dc_0.1'));
      await settle();
      expect(fake.signalingState).toBe('have-local-offer');
      peers[0]?.deliver(brokerMessages.answer('ann', 'dc_0.1'));
      await settle();
      expect(fake.signalingState).toBe('stable');
      expect(peers[0]?.passed).toEqual([]);
    });

    test('that falls silent makes sure of the broker too, and goes on by the next stay', async () => {
      const { endpoint, link } = await dial();
      peers[0]?.deliver(brokerMessages.candidate('me', 'kith-echo'));
      await clock.advance(5_000);
      expect(link.isInterrupted).toBe(true);
      await clock.advance(CHECK_TIMEOUT_MS);
      expect(endpoint.state.kind).toBe('reconnecting');
      await clock.until(() => peers.length === 2, 2_000);
      expect(offersAt(1)).toEqual([]);
      peers[1]?.emit('open');
      await clock.advance(1_000);
      expect(offersAt(1)).toHaveLength(1);
    });

    test('is not restarted after its address was given back', async () => {
      const { endpoint, fake, link } = await dial();
      endpoint.close();
      await clock.advance(20_000);
      expect([fake.restarts, link.isOpen]).toEqual([0, true]);
    });
  });

  test('nothing is tried after the address was given back', async () => {
    const { endpoint } = await claim();
    peers[0]?.emit('disconnected');
    endpoint.close();
    endpoint.tryNow();
    await clock.advance(60_000);
    expect([peers.length, clock.pendingTimers]).toEqual([1, 0]);
  });
});
