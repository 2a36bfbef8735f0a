// What every Transport promises, whatever it runs on. A harness brings the medium and its way of letting time pass.

import { describe, expect, test } from 'vitest';
import { HIGH_WATER_BYTES } from '../../src/transport/send-queue.ts';
import {
  CANDIDATE_TYPES,
  MAX_EARLY_BYTES,
  MAX_FRAME_BYTES,
  MAX_QUEUED_BYTES,
  type ClockOffset,
  type Endpoint,
  type Link,
} from '../../src/transport/transport.ts';
import { describeBroker, describeEndings } from './transport-contract-endings.ts';
import {
  createBench,
  uniqueId,
  must,
  collect,
  endings,
  payloads,
  patterned,
  equal,
  type Bench,
  type TransportHarness,
} from './transport-bench.ts';

/** What a clock is rounded to at most: browsers coarsen theirs. */
const CLOCK_GRAIN_MS = 1;

export function runTransportContract(
  name: string,
  setup: () => Promise<TransportHarness>,
  /** `hasOneQueue`: all channels of a link wait in one line: simulated ones, and Node's engine, which is no browser's. */
  traits: { readonly hasBroker: boolean; readonly hasOneQueue?: boolean },
): void {
  describe(`transport contract: ${name}`, () => {
    const bench = createBench(setup);
    describe('claims', () => describeClaims(bench));
    describe('dials', () => describeDials(bench));
    describe('frames', () => describeFrames(bench));
    describe('limits', () => describeLimits(bench));
    if (!traits.hasOneQueue) describe('channels', () => describeOvertaking(bench));
    describe('endings', () => describeEndings(bench));
    if (traits.hasBroker) describe('the broker', () => describeBroker(bench));
  });
}

function describeClaims(bench: Bench): void {
  test('an address that somebody holds is taken', async () => {
    const { id } = await bench.claim('a');
    const second = await bench.settle(bench.createTransport().claim(id));
    expect(second).toMatchObject({ ok: false, error: { code: 'id-taken' } });
  });

  test('an address that was given back can be taken', async () => {
    const first = await bench.claim('a');
    first.close();
    expect(first.state.kind).toBe('closed');
    let isTaken = true;
    for (let attempt = 0; isTaken && attempt < 20; attempt += 1) {
      const second = await bench.settle(bench.createTransport().claim(first.id));
      isTaken = !second.ok;
      if (second.ok) bench.keep(second.value);
    }
    expect(isTaken).toBe(false);
  });

  test('an aborted claim says so', async () => {
    const claimed = bench.createTransport().claim(uniqueId('a'), { signal: AbortSignal.abort() });
    expect(await bench.settle(claimed)).toMatchObject({ ok: false, error: { code: 'aborted' } });
  });

  test('links stand when their addresses are given back', async () => {
    const { a, b, near, far } = await bench.makePair();
    const got = collect(far);
    a.close();
    b.close();
    near.send('control', Uint8Array.of(7));
    await bench.until(() => got.length === 1);
    expect([near.isOpen, far.isOpen]).toEqual([true, true]);
  });
}

function describeDials(bench: Bench): void {
  test('both ends agree about roles, addresses and certificates', async () => {
    const { a, b, near, far } = await bench.makePair();
    expect([near.role, far.role]).toEqual(['dialer', 'listener']);
    expect([near.localId, near.remoteId]).toEqual([a.id, b.id]);
    expect([far.localId, far.remoteId]).toEqual([b.id, a.id]);
    expect(near.fingerprints.local).toHaveLength(32);
    expect(near.fingerprints.local).toEqual(far.fingerprints.remote);
    expect(near.fingerprints.remote).toEqual(far.fingerprints.local);
    expect(near.fingerprints.local).not.toEqual(near.fingerprints.remote);
  });

  test('an address that nobody holds is no peer', async () => {
    const a = await bench.claim('a');
    const dialled = await bench.settle(a.dial(uniqueId('nobody')));
    expect(dialled).toMatchObject({ ok: false, error: { code: 'no-such-peer' } });
  });

  test('an aborted dial says so', async () => {
    const [a, b] = [await bench.claim('a'), await bench.claim('b')];
    const dialled = a.dial(b.id, { signal: AbortSignal.abort() });
    expect(await bench.settle(dialled)).toMatchObject({ ok: false, error: { code: 'aborted' } });
  });

  test('a dial aborted on its way gives no link', async () => {
    const [a, b] = [await bench.claim('a'), await bench.claim('b')];
    const abort = new AbortController();
    const dialled = a.dial(b.id, { signal: abort.signal });
    abort.abort();
    expect(await bench.settle(dialled)).toMatchObject({ ok: false, error: { code: 'aborted' } });
  });

  test('nothing is dialled from an address that was given back', async () => {
    const [a, b] = [await bench.claim('a'), await bench.claim('b')];
    a.close();
    expect(await bench.settle(a.dial(b.id))).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
  });

  test('two that dial each other at once get two links that both work', async () => {
    const [a, b] = [await bench.claim('a'), await bench.claim('b')];
    const accepted: Link[] = [];
    for (const endpoint of [a, b]) endpoint.onLink((link) => accepted.push(link));
    const dialled = await bench.settle(Promise.all([a.dial(b.id), b.dial(a.id)]));
    const dialers = dialled.map(must);
    bench.keep(...dialers);
    await bench.until(() => accepted.length === 2);
    const got = accepted.map(collect);
    for (const link of dialers) link.send('control', Uint8Array.of(1));
    await bench.until(() => got.every((frames) => frames.length === 1));
    bench.keep(...accepted);
    expect(accepted.map(({ role }) => role)).toEqual(['listener', 'listener']);
  });

  test('eight peers form a full mesh and everybody hears everybody', { timeout: 60_000 }, async () => {
    const peers = await Promise.all(Array.from({ length: 8 }, (_, i) => bench.claim(`peer${i}`)));
    const heard: string[] = [];
    const listen = (self: Endpoint, link: Link) => {
      bench.keep(link);
      link.onFrame(() => heard.push(`${link.remoteId}>${self.id}`));
      link.send('control', Uint8Array.of(1));
    };
    for (const peer of peers) peer.onLink((link) => listen(peer, link));
    const dials = peers.flatMap((peer, i) =>
      peers.slice(0, i).map(async (other) => listen(peer, must(await peer.dial(other.id)))),
    );
    await bench.settle(Promise.all(dials));
    await bench.until(() => heard.length === 56);
    expect(new Set(heard).size).toBe(56);
  });
}

function describeFrames(bench: Bench): void {
  test.each(['control', 'bulk', 'realtime'] as const)(
    '%s carries bytes in both directions',
    async (channel) => {
      const { near, far } = await bench.makePair();
      const [atNear, atFar] = [collect(near), collect(far)];
      near.send(channel, Uint8Array.of(1, 2, 3));
      far.send(channel, Uint8Array.of(4, 5));
      await bench.until(() => atNear.length === 1 && atFar.length === 1);
      expect(atFar).toEqual([{ channel, data: Uint8Array.of(1, 2, 3) }]);
      expect(atNear).toEqual([{ channel, data: Uint8Array.of(4, 5) }]);
    },
  );

  test('control keeps its order', async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    const sent = Array.from({ length: 500 }, (_, i) => i);
    for (const i of sent) near.send('control', Uint8Array.of(i >> 8, i & 0xff));
    await bench.until(() => got.length === sent.length);
    expect(got.map(({ data }) => ((data[0] ?? 0) << 8) | (data[1] ?? 0))).toEqual(sent);
  });

  test('what the sender changes afterwards does not change the frame', async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    const data = Uint8Array.of(1);
    for (const channel of ['control', 'bulk'] as const) near.send(channel, data);
    data[0] = 2;
    await bench.until(() => got.length === 2);
    expect(got.map((frame) => frame.data[0])).toEqual([1, 1]);
  });

  test('[H4] frames that come before anybody listens are held', async () => {
    const { near, far } = await bench.makePair();
    near.send('control', Uint8Array.of(1));
    near.send('control', Uint8Array.of(2));
    near.send('bulk', Uint8Array.of(3));
    await pingPong(bench, near, far);
    const got = collect(far);
    await bench.until(() => got.length === 3);
    expect(payloads(got, 'control')).toEqual([1, 2]);
    expect(payloads(got, 'bulk')).toEqual([3]);
  });

  test('the route is known to be direct where it is, and by which candidates', async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    near.send('control', Uint8Array.of(1));
    await bench.until(() => got.length === 1);
    const { kind, candidates } = await bench.settle(near.route());
    expect(kind).toBe('direct');
    // Not every engine says.
    expect(candidates?.protocol ?? 'udp').toBe('udp');
    expect(CANDIDATE_TYPES.filter((type) => type !== 'relay')).toEqual(
      expect.arrayContaining([candidates?.local, candidates?.remote]),
    );
  });

  test('[L10] the other clock is measured, and both ends agree about it', async () => {
    const { near, far } = await bench.makePair();
    for (const link of [near, far]) link.onFrame(() => undefined);
    const clocks: (ClockOffset | undefined)[] = [];
    await bench.until(() => {
      void Promise.all([near.route(), far.route()]).then((routes) =>
        clocks.splice(0, 2, ...routes.map(({ clock }) => clock)),
      );
      return clocks.filter(Boolean).length === 2;
    });
    const [atNear, atFar] = clocks as [ClockOffset, ClockOffset];
    // One process, one clock: an offset is an error, and that is at most half of the exchange it comes from.
    for (const { offsetMs, delayMs } of [atNear, atFar])
      expect(Math.abs(offsetMs)).toBeLessThanOrEqual(delayMs / 2 + CLOCK_GRAIN_MS);
  });
}

function describeLimits(bench: Bench): void {
  test('[L4] the largest frame passes, a larger one is refused', async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    const largest = patterned(MAX_FRAME_BYTES);
    expect(near.send('control', largest).ok).toBe(true);
    expect(near.send('bulk', largest).ok).toBe(true);
    for (const channel of ['control', 'bulk', 'realtime'] as const) {
      const refused = near.send(channel, new Uint8Array(MAX_FRAME_BYTES + 1));
      expect(refused).toEqual({ ok: false, error: { code: 'too-large' } });
    }
    await bench.until(() => got.length === 2);
    expect(got.every(({ data }) => equal(data, largest))).toBe(true);
  });

  test('[H4] a link on which too much comes before anybody listens ends', async () => {
    const { near, far } = await bench.makePair();
    const reasons = endings(near, far);
    for (let i = 0; i < 3; i += 1) near.send('control', new Uint8Array(MAX_EARLY_BYTES / 2));
    await bench.until(() => reasons.size === 2);
    expect(far.isOpen).toBe(false);
  });

  test(
    '[L5] a burst is congested at the limit, and all that was taken arrives',
    { timeout: 60_000 },
    async () => {
      const { near, far } = await bench.makePair();
      const got = collect(far);
      const size = 32 * 1024;
      const burst = Array.from({ length: 200 }, () => near.send('bulk', new Uint8Array(size)));
      const taken = burst.filter(({ ok }) => ok).length;
      expect(taken).toBeGreaterThanOrEqual(8);
      expect(near.bufferedBytes('bulk')).toBeLessThanOrEqual(MAX_QUEUED_BYTES.bulk + 300 * 1024);
      expect(burst.at(-1)).toEqual({ ok: false, error: { code: 'congested' } });
      await bench.until(() => got.length === taken);
      await bench.until(() => near.bufferedBytes('bulk') === 0);
      expect(near.send('bulk', new Uint8Array(size)).ok).toBe(true);
    },
  );
}

const CHUNK_BYTES = 32 * 1024;

function describeOvertaking(bench: Bench): void {
  test('[L5] what is said overtakes a file that is on its way', { timeout: 60_000 }, async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    let chunks = 0;
    while (near.send('bulk', new Uint8Array(CHUNK_BYTES)).ok) chunks += 1;
    near.send('control', Uint8Array.of(1));
    await bench.until(() => got.length === chunks + 1);
    const heardAfter = got.findIndex(({ channel }) => channel === 'control');
    // What the browser has already may be ahead of it, and the rest is not.
    expect(heardAfter * CHUNK_BYTES).toBeLessThanOrEqual(HIGH_WATER_BYTES + CHUNK_BYTES);
    expect(heardAfter).toBeLessThan(chunks - 1);
  });
}

/** Lets frames sent so far arrive, without listening at the far end. */
async function pingPong(bench: Bench, near: Link, far: Link): Promise<void> {
  const back = collect(near);
  for (let i = 0; i < 3; i += 1) {
    far.send('control', Uint8Array.of(0));
    await bench.until(() => back.length === i + 1);
  }
}
