// The simulated network itself: what simulations rest on must be right.

import { describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import type { Endpoint, Link } from '../../../src/transport/transport.ts';
import { createMemoryTransport } from '../../support/memory-transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';
import { createSimNetwork, type SimNetworkOptions } from '../../support/sim-network.ts';

const id = (name: string) => name as TransportId;

function makeNetwork(options: Partial<SimNetworkOptions> = {}) {
  return createSimNetwork({ clock: createSimClock(), random: createSeededRandom(1), ...options });
}
type Network = ReturnType<typeof makeNetwork>;

/** Runs virtual time until the promise has settled. */
async function soon<T>(network: Network, promise: Promise<T>): Promise<T> {
  let isDone = false;
  void promise.then(() => (isDone = true));
  await network.clock.until(() => isDone, 120_000);
  return promise;
}

async function claim(network: Network, name: string): Promise<Endpoint> {
  const claimed = await soon(network, createMemoryTransport(network, 'broker').claim(id(name)));
  if (!claimed.ok) throw new Error(claimed.error.code);
  return claimed.value;
}

async function pair(network: Network) {
  const [a, b] = [await claim(network, 'a'), await claim(network, 'b')];
  const accepted: Link[] = [];
  b.onLink((link) => accepted.push(link));
  const dialled = await soon(network, a.dial(id('b')));
  if (!dialled.ok) throw new Error(dialled.error.code);
  await network.clock.advance(100);
  return { a, b, near: dialled.value, far: accepted[0]! };
}

describe('simulated network', () => {
  test('the two ends agree about the fingerprints', async () => {
    const { near, far } = await pair(makeNetwork());
    expect(near.fingerprints.local).toEqual(far.fingerprints.remote);
    expect(near.fingerprints.remote).toEqual(far.fingerprints.local);
    expect(near.fingerprints.local).not.toEqual(near.fingerprints.remote);
  });

  test('a crashed holder keeps its address for 90 s', async () => {
    const network = makeNetwork();
    network.crash(await claim(network, 'a'));
    const other = createMemoryTransport(network, 'broker');
    await network.clock.advance(80_000);
    expect(await soon(network, other.claim(id('a')))).toMatchObject({
      ok: false,
      error: { code: 'id-taken' },
    });
    await network.clock.advance(11_000);
    expect(await soon(network, other.claim(id('a')))).toMatchObject({ ok: true });
  });

  test('a short partition delays control frames and keeps their order', async () => {
    const network = makeNetwork();
    const { a, near, far } = await pair(network);
    const got: number[] = [];
    far.onFrame(({ data }) => got.push(data[0] ?? -1));
    network.partition([a]);
    for (let i = 0; i < 20; i += 1) near.send('control', Uint8Array.of(i));
    await network.clock.advance(3_000);
    expect(got).toEqual([]);
    network.heal();
    await network.clock.advance(3_000);
    expect(got).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(near.isOpen && far.isOpen).toBe(true);
  });

  test('a dial across a partition times out', async () => {
    const network = makeNetwork();
    const { a } = await pair(network);
    network.partition([a]);
    const dialled = await soon(network, a.dial(id('b'), { timeoutMs: 2_000 }));
    expect(dialled).toMatchObject({ ok: false, error: { code: 'timeout' } });
  });

  test('a broker outage leaves links standing and gives the addresses back afterwards', async () => {
    const network = makeNetwork();
    const { a, near } = await pair(network);
    const states: string[] = [];
    a.onState(({ kind }) => states.push(kind));
    network.broker('broker').stop();
    expect(await soon(network, a.dial(id('b')))).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    network.broker('broker').start();
    await network.clock.advance(2_000);
    expect(states).toEqual(['reconnecting', 'open']);
    expect(near.isOpen).toBe(true);
  });

  test('realtime loses its share, reliable channels nothing', async () => {
    const network = makeNetwork({ lossRate: 0.5 });
    const { near, far } = await pair(network);
    const got = { control: 0, bulk: 0, realtime: 0 };
    far.onFrame(({ channel }) => (got[channel] += 1));
    for (let i = 0; i < 200; i += 1) {
      for (const channel of ['control', 'bulk', 'realtime'] as const) near.send(channel, Uint8Array.of(i));
    }
    await network.clock.advance(1_000);
    expect([got.control, got.bulk]).toEqual([200, 200]);
    expect(got.realtime).toBeGreaterThan(60);
    expect(got.realtime).toBeLessThan(140);
  });

  test('bandwidth makes bytes wait and then says so', async () => {
    const network = makeNetwork({ bytesPerSecond: 64_000 });
    const { near, far } = await pair(network);
    let arrived = 0;
    far.onFrame(() => (arrived += 1));
    const results = Array.from({ length: 40 }, () => near.send('bulk', new Uint8Array(64_000)).ok);
    expect(results.filter(Boolean)).toHaveLength(7);
    await network.clock.advance(4_500);
    expect(arrived).toBe(4);
  });

  test('traffic is counted by channel', async () => {
    const network = makeNetwork();
    const { near } = await pair(network);
    near.send('control', new Uint8Array(10));
    near.send('bulk', new Uint8Array(30));
    expect(network.traffic).toMatchObject({ frames: 2, bytes: 40, links: 1, dials: 1 });
    expect(network.traffic.channels.bulk).toEqual({ frames: 1, bytes: 30 });
    network.traffic.reset();
    expect(network.traffic.bytes).toBe(0);
  });

  test('the same seed gives the same arrival times', async () => {
    const run = async () => {
      const network = makeNetwork();
      const { near, far } = await pair(network);
      const times: number[] = [];
      far.onFrame(() => times.push(network.clock.nowMs()));
      for (let i = 0; i < 20; i += 1) near.send('bulk', Uint8Array.of(i));
      await network.clock.advance(1_000);
      return times;
    };
    expect(await run()).toEqual(await run());
  });
});

describe('a simulated path that breaks', () => {
  test('a crash interrupts after 4 to 5 s, and ends the link after 30', async () => {
    const network = makeNetwork();
    const { b, near } = await pair(network);
    const seen: string[] = [];
    near.onInterrupted((isInterrupted) => seen.push(isInterrupted ? 'interrupted' : 'heard'));
    near.onClosed(({ kind }) => seen.push(kind));
    network.crash(b);
    await network.clock.advance(4_000);
    expect(seen).toEqual([]);
    await network.clock.advance(1_000);
    expect([seen, near.isInterrupted, near.isOpen]).toEqual([['interrupted'], true, true]);
    await network.clock.advance(24_900);
    expect(near.isOpen).toBe(true);
    await network.clock.advance(200);
    expect([seen, near.isInterrupted]).toEqual([['interrupted', 'lost'], false]);
  });

  test('a partition of 12 s interrupts both sides, and the same link delivers what was held', async () => {
    const network = makeNetwork();
    const { a, near, far } = await pair(network);
    const seen: (boolean | number)[] = [];
    for (const link of [near, far]) link.onInterrupted((isInterrupted) => seen.push(isInterrupted));
    far.onFrame(({ data }) => seen.push(data[0] ?? -1));
    network.partition([a]);
    await network.clock.advance(8_000);
    near.send('control', Uint8Array.of(7));
    near.send('realtime', Uint8Array.of(8));
    await network.clock.advance(4_000);
    expect(seen).toEqual([true, true]);
    network.heal();
    await network.clock.advance(200);
    expect(seen.filter((one) => typeof one === 'number')).toEqual([7]);
    expect([near.isInterrupted, far.isInterrupted]).toEqual([false, false]);
    await network.clock.advance(60_000);
    expect(near.isOpen && far.isOpen).toBe(true);
  });

  test('a partition of 4 s is not noticed', async () => {
    const network = makeNetwork();
    const { a, near } = await pair(network);
    const seen: boolean[] = [];
    near.onInterrupted((isInterrupted) => seen.push(isInterrupted));
    network.partition([a]);
    await network.clock.advance(4_000);
    network.heal();
    await network.clock.advance(60_000);
    expect(seen).toEqual([]);
  });

  test('a long partition ends the link on both sides', async () => {
    const network = makeNetwork();
    const { a, near, far } = await pair(network);
    network.partition([a]);
    await network.clock.advance(29_900);
    expect([near.isOpen, far.isOpen]).toEqual([true, true]);
    await network.clock.advance(200);
    expect([near.isOpen, far.isOpen]).toEqual([false, false]);
  });
});
