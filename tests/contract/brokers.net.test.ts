// Brokers as they are: several at once, one that is dead, one that is full, one that never answers. Real PeerServers,
// real PeerJS, real WebRTC inside Node.

import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FIRST_BACKOFF_MS } from '../../src/mesh/dialer.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { CLAIM_TIMEOUT_MS } from '../../src/transport/broker-session.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import type { Endpoint, Link, Transport } from '../../src/transport/transport.ts';
import { startPeerServer, type PeerServerLimits, type RunningBroker } from '../support/peer-server.ts';
import { passRealTime } from '../support/real-harness.ts';
import { makeMeetingPlace, makeTalkingMesh } from './mesh-pair.ts';
import { collectStates, must, uniqueId } from './transport-bench.ts';

const clock = createSystemClock();
const surroundings = { clock, random: createWebRandom(), iceServers: [] };

const brokers: RunningBroker[] = [];
const endpoints: Endpoint[] = [];

afterEach(async () => {
  for (const endpoint of endpoints.splice(0)) endpoint.close();
  for (const broker of brokers.splice(0)) await broker.stop();
});

async function startBroker(limits: PeerServerLimits = {}): Promise<RunningBroker> {
  const broker = await startPeerServer(0, limits);
  brokers.push(broker);
  return broker;
}

const transportAt = (broker: BrokerAddress): Transport => createPeerjsTransport({ ...surroundings, broker });

async function claim(broker: BrokerAddress, id: TransportId): Promise<Endpoint> {
  const endpoint = must(await transportAt(broker).claim(id));
  endpoints.push(endpoint);
  return endpoint;
}

describe('several brokers', () => {
  test('the same address is held at each, and a dial works by any', async () => {
    const [north, south] = [await startBroker(), await startBroker()];
    const [ann, ben] = [uniqueId('ann'), uniqueId('ben')];
    const held = await Promise.all([north, south].map(({ address }) => claim(address, ann)));
    const accepted: Link[] = [];
    for (const endpoint of held) endpoint.onLink((link) => accepted.push(link));
    for (const { address } of [north, south]) must(await (await claim(address, ben)).dial(ann));
    await passRealTime.until(() => accepted.length === 2);
    expect(accepted.map(({ remoteId }) => remoteId)).toEqual([ben, ben]);
  });

  test(
    'one that goes takes nothing with it: the other stays open, and so do links',
    { timeout: 30_000 },
    async () => {
      const [north, south] = [await startBroker(), await startBroker()];
      const ann = uniqueId('ann');
      const [atNorth, atSouth] = [await claim(north.address, ann), await claim(south.address, ann)];
      const states = [atNorth, atSouth].map((endpoint) => collectStates(endpoint));
      for (const endpoint of [atNorth, atSouth]) endpoint.onLink(() => undefined);
      const dialled = must(await (await claim(north.address, uniqueId('ben'))).dial(ann));
      await north.stop();
      await passRealTime.until(() => states[0]?.at(-1) === 'reconnecting');
      expect([states[1], dialled.isOpen]).toEqual([['open'], true]);
      expect((await (await claim(south.address, uniqueId('cleo'))).dial(ann)).ok).toBe(true);
    },
  );
});

describe('a broker that does not work', () => {
  test('dead: the claim says so at once', async () => {
    const { address } = await startBroker();
    await brokers.pop()?.stop();
    const startedMs = clock.nowMs();
    expect(await transportAt(address).claim(uniqueId('ann'))).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
    expect(clock.nowMs() - startedMs).toBeLessThan(CLAIM_TIMEOUT_MS);
  });

  test('full: the claim says why', async () => {
    const { address } = await startBroker({ concurrentLimit: 1 });
    await claim(address, uniqueId('ann'));
    const refused = await transportAt(address).claim(uniqueId('ben'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(refused.ok ? '' : refused.error.detail).toMatch(/limit/);
  });

  test('silent: a claim can be given up', { timeout: 30_000 }, async () => {
    const silent = await listenSilently();
    const { port } = silent.address() as AddressInfo;
    const broker = { host: '127.0.0.1', port, path: '/broker', secure: false };
    const abort = new AbortController();
    const claiming = transportAt(broker).claim(uniqueId('ann'), { signal: abort.signal });
    await passRealTime.until(() => silent.connectionsSeen > 0);
    abort.abort();
    expect(await claiming).toMatchObject({ ok: false, error: { code: 'aborted' } });
    silent.close();
  });
});

test(
  'a broker that hangs up on whoever says too much: dials fail as trouble of the connection, come again later and later, and in the end succeed',
  { timeout: 30_000 },
  async () => {
    const refusedAtMs: number[] = [];
    const { address } = await startBroker({
      hangsUpOn(message) {
        const isRefused = message.includes('"OFFER"') && refusedAtMs.length < 3;
        if (isRefused) refusedAtMs.push(clock.nowMs());
        return isRefused;
      },
    });
    const place = makeMeetingPlace();
    const [ann, ben] = [
      await makeTalkingMesh(transportAt(address), place),
      await makeTalkingMesh(transportAt(address), place),
    ];
    ann.mesh.learn([ben.known], { isEager: true });
    await vi.waitUntil(() => ann.mesh.linked.includes(ben.peerId), { timeout: 25_000 });
    const failures = ann.events.flatMap((event) => (event.type === 'failed' ? [event.error] : []));
    expect(failures.length).toBeGreaterThanOrEqual(refusedAtMs.length);
    for (const { category, detail } of failures)
      expect([category, detail]).toEqual(['connection', 'unreachable']);
    const [first = 0, second = 0, third = 0] = refusedAtMs;
    // A second and then two, half as much or half again, and what the broker takes to be reached again.
    expect([second - first >= FIRST_BACKOFF_MS / 2, third - second >= FIRST_BACKOFF_MS]).toEqual([
      true,
      true,
    ]);
    for (const { mesh, endpoint } of [ann, ben]) {
      mesh.leave();
      endpoint.close();
    }
  },
);

async function listenSilently(): Promise<Server & { connectionsSeen: number }> {
  const server = Object.assign(createServer(), { connectionsSeen: 0 });
  server.on('connection', () => (server.connectionsSeen += 1));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
