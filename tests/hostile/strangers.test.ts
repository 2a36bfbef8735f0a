// Strangers who open connections and prove nothing: how many stand at once, for how long, and who gets in beside them.

import { beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../src/primitives/result.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { MAX_HANDSHAKES } from '../../src/mesh/handshakes.ts';
import { establishSecureLink, HANDSHAKE_TIMEOUT_MS } from '../../src/secure/establish.ts';
import type { Signal, SignalFrom, Signaler } from '../../src/signaling/signaler.ts';
import { claimAtBroker } from '../../src/transport/broker-endpoint.ts';
import { openBrokerSession } from '../../src/transport/broker-session.ts';
import {
  MAX_INCOMING_OPENINGS,
  MAX_INCOMING_OPENINGS_A_PEER,
  REFUSAL_LIMIT,
} from '../../src/transport/opening.ts';
import { DIAL_TIMEOUT_MS, type Endpoint, type Link } from '../../src/transport/transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import {
  brokerMessages,
  createFakeBrokerConnection,
  createFakeBrokerPeer,
  type FakeBrokerPeer,
} from '../support/fake-broker-peer.ts';
import { FakeConnection, fakeDescription } from '../support/fake-connection.ts';
import { createMeshWorld, makeMesh } from '../support/make-mesh.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { makeContext, makePerson } from '../support/secure-pair.ts';
import { createSimClock, settle, type SimClock } from '../support/sim-clock.ts';

const ME = 'me' as TransportId;
/** For the goodbye to whom nothing is owed. */
const GOODBYE_MS = 2_000;
const OTHER_CERTIFICATE = Array.from({ length: 32 }, () => 'CD').join(':');

let clock: SimClock;
let made: FakeConnection[];

beforeEach(() => {
  clock = createSimClock();
  made = [];
});

const standing = () => made.filter(({ isClosed }) => !isClosed).length;

interface Door {
  readonly endpoint: Endpoint;
  /** What was said by the medium. */
  readonly said: readonly { readonly to: TransportId; readonly signal: Signal }[];
  /** An offer of somebody arrives; what it led to, if to anything. */
  readonly knock: (from: string, name: string) => FakeConnection | undefined;
}

/** An endpoint over a medium of ours. */
async function overSignaling(): Promise<Door & { readonly deliver: (received: SignalFrom) => void }> {
  const said: Door['said'][number][] = [];
  let deliver: (received: SignalFrom) => void = () => undefined;
  const signaler: Signaler = {
    id: ME,
    onSignal(listener) {
      deliver = listener;
      return () => undefined;
    },
    send(to, signal) {
      said.push({ to, signal });
      return Promise.resolve(ok());
    },
    close: () => undefined,
  };
  const claimed = await createWebrtcTransport({
    clock,
    random: createSeededRandom(1),
    iceServers: [],
    signaling: { label: 'any', open: () => Promise.resolve(ok(signaler)) },
    createConnection() {
      const connection = new FakeConnection();
      made.push(connection);
      return connection.asConnection;
    },
  }).claim(ME);
  if (!claimed.ok) throw new Error(claimed.error.code);
  return {
    endpoint: claimed.value,
    said,
    deliver: (received) => deliver(received),
    knock(from, name) {
      const before = made.length;
      const sdp = fakeDescription(OTHER_CERTIFICATE);
      deliver({ from: from as TransportId, signal: { type: 'offer', dialId: name, sdp } });
      return made[before];
    },
  };
}

/** An endpoint at a broker, over all stays there. */
async function atBroker(): Promise<Omit<Door, 'said'> & { readonly lose: () => Promise<void> }> {
  let peer: FakeBrokerPeer = createFakeBrokerPeer();
  const claiming = claimAtBroker(
    {
      id: ME,
      context: { clock },
      random: createSeededRandom(1),
      openStay: (request) =>
        openBrokerSession({ id: ME, clock, createPeer: () => (peer = createFakeBrokerPeer()), ...request }),
    },
    undefined,
  );
  peer.emit('open');
  const claimed = await claiming;
  if (!claimed.ok) throw new Error(claimed.error.code);
  return {
    endpoint: claimed.value,
    knock(from, name) {
      const before = peer.passed.length;
      peer.deliver(brokerMessages.offer(from, name));
      if (peer.passed.length === before) return undefined;
      // As PeerJS does with what the gate lets through.
      const connection = createFakeBrokerConnection(from, name);
      made.push(connection.fake);
      peer.emit('connection', connection);
      return connection.fake;
    },
    async lose() {
      const lost = peer;
      lost.emit('disconnected');
      await clock.until(() => peer !== lost, 5_000);
      peer.emit('open');
      await settle();
    },
  };
}

/** Whoever comes is asked for a proof, as a room does. */
async function proveAll(endpoint: Endpoint): Promise<Link[]> {
  const { peer, crypto, random } = await makePerson(1);
  const links: Link[] = [];
  endpoint.onLink((link) => {
    links.push(link);
    const contexts = [makeContext(3)];
    void establishSecureLink(link, { crypto, clock, random, peer, contexts, capabilities: [] });
  });
  return links;
}

describe.each([
  ['a medium of ours', overSignaling],
  ['a broker', atBroker],
] as const)('strangers over %s', (_, open) => {
  test('stand in bounded number, however many addresses they have, and for a bounded time', async () => {
    const { endpoint, knock } = await open();
    await proveAll(endpoint);
    let most = 0;
    for (let i = 0; i < 600; i += 1) {
      // Several at once, some of which never open.
      const connection = knock(`stranger${i}`, `d${i}`);
      if (i % 5 > 0) connection?.connect();
      if (i % 3 === 0) await settle();
      most = Math.max(most, standing());
    }
    expect(most).toBe(MAX_INCOMING_OPENINGS);
    await clock.advance(HANDSHAKE_TIMEOUT_MS - 100);
    expect(standing()).toBe(MAX_INCOMING_OPENINGS);
    await clock.advance(DIAL_TIMEOUT_MS - HANDSHAKE_TIMEOUT_MS + GOODBYE_MS + 200);
    expect(standing()).toBe(0);
  });

  test('are few from one address, also while they say nothing on open channels', async () => {
    const { endpoint, knock } = await open();
    await proveAll(endpoint);
    for (let i = 0; i < 50; i += 1) {
      knock('one', `d${i}`)?.connect();
      await settle();
    }
    expect(standing()).toBe(MAX_INCOMING_OPENINGS_A_PEER);
    expect(knock('another', 'other') === undefined).toBe(false);
  });

  test('keep nobody out for longer than a handshake and a goodbye, though they come again and again', async () => {
    const { endpoint, knock } = await open();
    const links = await proveAll(endpoint);
    const flood = async (wave: number) => {
      for (let i = 0; i < 100; i += 1) knock(`stranger${i}`, `w${wave}-${i}`)?.connect();
      await settle();
    };
    await flood(0);
    expect(knock('honest', 'early') === undefined).toBe(true);
    await clock.advance(HANDSHAKE_TIMEOUT_MS + GOODBYE_MS);
    const honest = knock('honest', 'later');
    await flood(1);
    honest?.connect();
    await settle();
    expect(links.at(-1)?.remoteId).toBe('honest');
    expect(standing()).toBe(MAX_INCOMING_OPENINGS);
  });

  test('count no longer once they are taken in; those who hang up neither', async () => {
    const { endpoint, knock } = await open();
    endpoint.onLink((link) => link.admit());
    const connections: (FakeConnection | undefined)[] = [];
    for (let i = 0; i < 100; i += 1) {
      connections.push(knock(`member${i}`, `d${i}`));
      connections.at(-1)?.connect();
      await settle();
    }
    expect([connections.includes(undefined), standing()]).toEqual([false, 100]);
  });

  test('that are refused stand until the goodbye is over, and count as long', async () => {
    const { endpoint, knock } = await open();
    endpoint.onLink((link) => link.close('full'));
    for (let i = 0; i < 100; i += 1) {
      knock(`guest${i}`, `d${i}`)?.connect();
      await settle();
    }
    expect(standing()).toBe(MAX_INCOMING_OPENINGS);
    await clock.advance(GOODBYE_MS);
    expect(standing()).toBe(0);
    expect(knock('guest', 'again') === undefined).toBe(false);
  });
});

describe('[L12] an offer for which there is no room', () => {
  const refusals = (said: Door['said']) => said.filter(({ signal }) => signal.type === 'refuse');

  test('is answered with a word by a medium that has one, however many come not more often than a few', async () => {
    const { endpoint, said, knock } = await overSignaling();
    await proveAll(endpoint);
    for (let i = 0; i < 600; i += 1) knock(`stranger${i}`, `d${i}`);
    const first = { to: `stranger${MAX_INCOMING_OPENINGS}`, signal: { dialId: `d${MAX_INCOMING_OPENINGS}` } };
    expect(refusals(said)[0]).toMatchObject(first);
    expect(refusals(said)).toHaveLength(REFUSAL_LIMIT.burst);
    await clock.advance(1_000);
    for (let i = 0; i < 600; i += 1) knock(`later${i}`, `e${i}`);
    expect(refusals(said)).toHaveLength(REFUSAL_LIMIT.burst + REFUSAL_LIMIT.perSecond);
  });

  test('ends the dial at once for whoever hears that, and no link that stands', async () => {
    const { endpoint, said, deliver } = await overSignaling();
    const BEN = 'ben' as TransportId;
    const dial = async () => {
      const dialling = endpoint.dial(BEN);
      await settle();
      const { dialId } = said.findLast(({ signal }) => signal.type === 'offer')!.signal;
      const sdp = fakeDescription(OTHER_CERTIFICATE);
      return {
        dialling,
        answer: () => deliver({ from: BEN, signal: { type: 'answer', dialId, sdp } }),
        refuse: () => deliver({ from: BEN, signal: { type: 'refuse', dialId, detail: 'full' } }),
      };
    };
    const refused = await dial();
    const sinceMs = clock.nowMs();
    refused.refuse();
    expect(await refused.dialling).toEqual({ ok: false, error: { code: 'busy', detail: 'full' } });
    expect(clock.nowMs() - sinceMs).toBe(0);

    const taken = await dial();
    taken.answer();
    await settle();
    made.at(-1)?.connect();
    const link = await taken.dialling;
    taken.refuse();
    await clock.advance(1_000);
    expect(link.ok && link.value.isOpen).toBe(true);
  });
});

test('strangers at a broker count over its stays', async () => {
  const { endpoint, knock, lose } = await atBroker();
  await proveAll(endpoint);
  for (let stay = 0; stay < 4; stay += 1) {
    for (let i = 0; i < 100; i += 1) {
      knock(`stranger${i}`, `s${stay}-${i}`)?.connect();
      await settle();
    }
    await lose();
  }
  expect(standing()).toBe(MAX_INCOMING_OPENINGS);
});

test('strangers under handshake are bounded in all, over every way they come by; a member gets in after them', async () => {
  const world = createMeshWorld();
  const ada = await makeMesh(world, { seed: 1 });
  const dialling = Array.from({ length: 2 * MAX_HANDSHAKES }, async (_, index) => {
    const claimed = await createMemoryTransport(world.network, 'broker').claim(`s${index}` as TransportId);
    return claimed.ok ? claimed.value.dial(ada.address) : claimed;
  });
  await world.clock.advance(2_000);
  const dialled = await Promise.all(dialling);
  const links = dialled.flatMap((each) => (each.ok ? [each.value] : []));
  const open = () => links.filter(({ isOpen }) => isOpen).length;
  expect([links.length, open()]).toEqual([2 * MAX_HANDSHAKES, MAX_HANDSHAKES]);
  await world.clock.advance(HANDSHAKE_TIMEOUT_MS + 1_000);
  expect(open()).toBe(0);
  const bob = await makeMesh(world, { seed: 2 });
  void bob.meet(ada.address);
  await world.clock.advance(5_000);
  expect([ada.mesh.linked, bob.mesh.linked]).toEqual([[bob.peerId], [ada.peerId]]);
});
