// What every Transport promises about the end of a link and of a broker; a part of transport-contract.ts.

import { expect, test } from 'vitest';
import type { CloseReason, Link } from '../../src/transport/transport.ts';
import { collect, collectStates, endings, type Bench } from './transport-bench.ts';

/** What the issue promises of a close, however much waits at both ends. */
const CLOSED_WITHIN_MS = 5_000;

export function describeEndings(bench: Bench): void {
  test('[L2] whoever closes, both ends are closed within 5 s, though full queues wait at both', async () => {
    const { a, b, ...first } = await bench.makePair();
    const second = await bench.dial(a, b);
    const ends = [first.near, first.far, second.near, second.far];
    for (const end of ends) fill(end);
    const sinceMs = bench.nowMs();
    first.near.close('dialled it');
    second.far.close('was dialled');
    await bench.until(() => ends.every(({ isOpen }) => !isOpen));
    expect(bench.nowMs() - sinceMs).toBeLessThan(CLOSED_WITHIN_MS);
  });

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

  test('a hint that the network changed leaves what works as it is', async () => {
    const { a, b, near, far } = await bench.makePair();
    const [atNear, atFar] = [collect(near), collect(far)];
    for (const endpoint of [a, b, a]) endpoint.tryNow();
    near.send('control', Uint8Array.of(1));
    far.send('control', Uint8Array.of(2));
    await bench.until(() => atNear.length === 1 && atFar.length === 1);
    expect([near.isInterrupted, far.isInterrupted]).toEqual([false, false]);
    expect([a.state.kind, b.state.kind]).toEqual(['open', 'open']);
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

/** Until no more is taken on `bulk`. */
function fill(link: Link): void {
  const frame = new Uint8Array(60_000);
  for (let frames = 0; frames < 100 && link.send('bulk', frame).ok; frames += 1);
}

export function describeBroker(bench: Bench): void {
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
