// What the tabs' signaler does about other pages of the origin; its promises are in the contract.

import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import type { Signal, SignalFrom, Signaler } from '../../../src/signaling/signaler.ts';
import { ACKNOWLEDGE_MS, PROBE_MS, createTabsSignaling } from '../../../src/signaling/tabs-signaler.ts';
import { createFakeTabs, type FakeTabs } from '../../support/fake-tabs.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

let clock: SimClock;
let tabs: FakeTabs;
let signaler: Signaler;
let got: SignalFrom[];

beforeEach(async () => {
  clock = createSimClock();
  tabs = createFakeTabs(clock);
  const random = createSeededRandom(1);
  const medium = createTabsSignaling({ clock, random, createChannel: () => tabs.createChannel() });
  const opening = medium.open('me' as TransportId);
  await clock.advance(PROBE_MS);
  const opened = await opening;
  if (!opened.ok) throw new Error(opened.error.code);
  signaler = opened.value;
  got = [];
  signaler.onSignal((received) => got.push(received));
});

const refusal = { type: 'refuse', dialId: 'd', detail: '' };

test.each([
  ['nothing', undefined],
  ['text', 'signal'],
  ['an unknown type', { type: 'reload' }],
  ['a signal from nobody', { type: 'signal', to: 'me', nonce: '1', signal: refusal }],
  ['a signal from no address', { type: 'signal', to: 'me', from: 'a.b', nonce: '1', signal: refusal }],
  ['a malformed signal', { type: 'signal', to: 'me', from: 'a', nonce: '1', signal: { type: 'offer' } }],
  [
    'a huge description',
    {
      type: 'signal',
      to: 'me',
      from: 'a',
      nonce: '1',
      signal: { type: 'offer', dialId: 'd', sdp: 'x'.repeat(20_000) },
    },
  ],
])('%s is not taken', async (_what, message) => {
  tabs.inject(message);
  await clock.advance(100);
  expect(got).toEqual([]);
});

test('an honest signal is taken and acknowledged', async () => {
  tabs.inject({ type: 'signal', to: 'me', from: 'a', nonce: '77', signal: refusal });
  await clock.advance(100);
  expect(got).toEqual([{ from: 'a', signal: refusal }]);
  expect(tabs.posted).toContainEqual({ type: 'received', to: 'a', nonce: '77' });
});

test('what comes while an address is asked for waits for it, within a bound', async () => {
  const random = createSeededRandom(2);
  const medium = createTabsSignaling({ clock, random, createChannel: () => tabs.createChannel() });
  const opening = medium.open('later' as TransportId);
  for (let nonce = 0; nonce < 200; nonce += 1)
    tabs.inject({ type: 'signal', to: 'later', from: 'a', nonce: String(nonce), signal: refusal });
  await clock.advance(PROBE_MS - 1);
  expect(tabs.posted).not.toContainEqual(expect.objectContaining({ type: 'received' }));
  const early: SignalFrom[] = [];
  void opening.then((opened) => opened.ok && opened.value.onSignal((received) => early.push(received)));
  await clock.advance(10);
  expect(early).toHaveLength(128);
  expect(tabs.posted).toContainEqual({ type: 'received', to: 'a', nonce: '0' });
});

test('an address that was heard of again is not forgotten for an old signal that nobody took', async () => {
  tabs.inject({ type: 'here', id: 'b' });
  await clock.advance(10);
  const sending = signaler.send('b' as TransportId, { type: 'refuse', dialId: 'd', detail: '' });
  await clock.advance(ACKNOWLEDGE_MS / 2);
  tabs.inject({ type: 'held', id: 'b', nonce: 'theirs' });
  await clock.advance(ACKNOWLEDGE_MS);
  expect(await sending).toMatchObject({ ok: false, error: { code: 'no-such-peer' } });
  expect(signaler.canReach?.('b' as TransportId)).toBe(true);
});

test('a stray word about who holds an address takes it from nobody', async () => {
  tabs.inject({ type: 'held', id: 'me', nonce: 'whatever' });
  tabs.inject({ type: 'signal', to: 'me', from: 'a', nonce: '1', signal: refusal });
  await clock.advance(100);
  expect(got).toHaveLength(1);
});

test('a page that is refused a channel reaches nobody', async () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const medium = createTabsSignaling({ clock, random: createSeededRandom(1), createChannel: refuse });
  expect(await medium.open('me' as TransportId)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
});

test('a closed signaler hears nothing', async () => {
  signaler.close();
  tabs.inject({ type: 'signal', to: 'me', from: 'a', nonce: '1', signal: refusal });
  await clock.advance(100);
  expect(got).toEqual([]);
});

describe('addresses of other tabs', () => {
  const open = async (id: string) => {
    const medium = createTabsSignaling({
      clock,
      random: createSeededRandom(2),
      createChannel: () => tabs.createChannel(),
    });
    const opening = medium.open(id as TransportId);
    await clock.advance(PROBE_MS);
    const opened = await opening;
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  const signal: Signal = { type: 'refuse', dialId: 'd', detail: '' };

  test('[V7] that no tab has are known not to be there: nobody waits for them', async () => {
    const startedMs = clock.nowMs();
    expect(signaler.canReach?.('nobody' as TransportId)).toBe(false);
    const sent = await signaler.send('nobody' as TransportId, signal);
    expect(sent).toMatchObject({ ok: false, error: { code: 'no-such-peer' } });
    expect(clock.nowMs()).toBe(startedMs);
  });

  test('are known to tabs that were there before, and to those that came later', async () => {
    const later = await open('later');
    expect([later.canReach?.(signaler.id), signaler.canReach?.(later.id)]).toEqual([true, true]);
    const [there, back] = [signaler.send(later.id, signal), later.send(signaler.id, signal)];
    await clock.advance(10);
    expect([await there, await back]).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
  });

  test('that are claimed at nearly the same time are known to each other', async () => {
    const opening = [];
    for (const name of ['one', 'two', 'three']) {
      opening.push(open(name));
      await clock.advance(5);
    }
    await clock.advance(PROBE_MS);
    const opened = await Promise.all(opening);
    for (const one of opened)
      for (const other of opened) if (one !== other) expect(one.canReach?.(other.id)).toBe(true);
  });

  test('that went are waited for once', async () => {
    const gone = await open('gone');
    gone.close();
    const first = signaler.send(gone.id, signal);
    await clock.advance(ACKNOWLEDGE_MS);
    expect((await first).ok).toBe(false);
    expect((await signaler.send(gone.id, signal)).ok).toBe(false);
  });

  test('that any page invents do not pile up', async () => {
    const real = await open('real');
    for (let i = 0; i < 300; i += 1) tabs.inject({ type: 'here', id: `invented-${i}` });
    await clock.advance(10);
    const sent = signaler.send(real.id, signal);
    await clock.advance(ACKNOWLEDGE_MS);
    expect((await sent).ok).toBe(false);
    tabs.inject({ type: 'here', id: 'real' });
    await clock.advance(10);
    const again = signaler.send(real.id, signal);
    await clock.advance(10);
    expect((await again).ok).toBe(true);
  });
});
