// What every Transport promises, whatever it runs on. A harness brings the medium and its way of letting time pass.

import { describe, expect, test } from 'vitest';
import {
  MAX_EARLY_BYTES,
  MAX_FRAME_BYTES,
  MAX_QUEUED_BYTES,
  type CloseReason,
  type Endpoint,
  type Link,
} from '../../src/transport/transport.ts';
import {
  createBench,
  uniqueId,
  must,
  collect,
  collectStates,
  endings,
  payloads,
  patterned,
  equal,
  type Bench,
  type TransportHarness,
} from './transport-bench.ts';

export function runTransportContract(
  name: string,
  setup: () => Promise<TransportHarness>,
  traits: { readonly hasBroker: boolean },
): void {
  describe(`transport contract: ${name}`, () => {
    const bench = createBench(setup);
    describe('claims', () => describeClaims(bench));
    describe('dials', () => describeDials(bench));
    describe('frames', () => describeFrames(bench));
    describe('limits', () => describeLimits(bench));
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

  test('the route is known to be direct where it is', async () => {
    const { near, far } = await bench.makePair();
    const got = collect(far);
    near.send('control', Uint8Array.of(1));
    await bench.until(() => got.length === 1);
    expect((await bench.settle(near.route())).kind).toBe('direct');
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

function describeEndings(bench: Bench): void {
  test('[L2] a goodbye closes both ends, with its reason', async () => {
    const { near, far } = await bench.makePair();
    const reasons = endings(near, far);
    near.close('going home');
    expect(near.isOpen).toBe(false);
    await bench.until(() => reasons.size === 2);
    expect(reasons.get(near)).toEqual({ kind: 'local', detail: 'going home' });
    expect(reasons.get(far)).toEqual({ kind: 'left', detail: 'going home' });
    expect(far.isOpen).toBe(false);
  });

  test('frames sent before a goodbye arrive before it', async () => {
    const { near, far } = await bench.makePair();
    const seen: string[] = [];
    far.onFrame(({ data }) => seen.push(`frame ${data[0]}`));
    far.onClosed(() => seen.push('closed'));
    near.send('control', Uint8Array.of(1));
    near.send('control', Uint8Array.of(2));
    near.close('done');
    await bench.until(() => seen.includes('closed'));
    expect(seen).toEqual(['frame 1', 'frame 2', 'closed']);
  });

  test('nothing can be sent on a closed link', async () => {
    const { near } = await bench.makePair();
    near.close('done');
    expect(near.send('control', Uint8Array.of(1))).toEqual({ ok: false, error: { code: 'closed' } });
  });

  test('who asks after the end is told once', async () => {
    const { near } = await bench.makePair();
    near.close('done');
    near.close('again');
    const told: CloseReason[] = [];
    near.onClosed((reason) => told.push(reason));
    await bench.until(() => told.length > 0);
    expect(told).toEqual([{ kind: 'local', detail: 'done' }]);
  });

  test('one link of two between the same peers ends alone', async () => {
    const { a, b, near } = await bench.makePair();
    const second = await bench.dial(a, b);
    const got = collect(second.far);
    near.close('one is enough');
    second.near.send('control', Uint8Array.of(5));
    await bench.until(() => got.length === 1);
    expect([second.near.isOpen, second.far.isOpen]).toEqual([true, true]);
  });

  test('a peer that nobody listens for hangs up', async () => {
    const [a, b] = [await bench.claim('a'), await bench.claim('b')];
    const dialled = await bench.settle(a.dial(b.id));
    if (!dialled.ok) return expect(dialled.error.code).toBe('failed');
    const reasons = endings(dialled.value);
    await bench.until(() => reasons.size === 1);
    return expect(reasons.get(dialled.value)?.kind).toBe('left');
  });
}

function describeBroker(bench: Bench): void {
  test('links outlive the broker, and the address comes back with it', { timeout: 60_000 }, async () => {
    const broker = bench.broker!;
    const { a, b, near, far } = await bench.makePair();
    const states = [a, b].map(collectStates);
    await broker.stop();
    await bench.until(() => states.every((seen) => seen.at(-1) === 'reconnecting'));
    const got = collect(far);
    near.send('control', Uint8Array.of(9));
    await bench.until(() => got.length === 1);
    expect(await bench.settle(a.dial(b.id))).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
    await broker.start();
    await bench.until(() => states.every((seen) => seen.at(-1) === 'open'));
    await bench.dial(a, b);
    expect([near.isOpen, far.isOpen]).toEqual([true, true]);
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
