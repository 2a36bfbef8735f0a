import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import {
  createDialer,
  DIAL_BUDGET,
  MAX_CONCURRENT_DIALS,
  MAX_CONCURRENT_REDIALS,
  MAX_REDIAL_BACKOFF_MS,
  REDIAL_BUDGET,
  REDIAL_MS,
  REDIAL_PATIENCE_MS,
} from '../../../src/mesh/dialer.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const BEN = 'ben' as PeerId;

function createScene(outcome: (dials: number) => boolean | Promise<boolean>) {
  const clock = createSimClock();
  const startMs = clock.nowMs();
  const dialledAtMs: number[] = [];
  const signals: AbortSignal[] = [];
  const dialer = createDialer({
    clock,
    random: createSeededRandom(1),
    dial: async (_, signal) => {
      signals.push(signal);
      dialledAtMs.push(clock.nowMs() - startMs);
      return outcome(dialledAtMs.length);
    },
  });
  const pausesMs = () => dialledAtMs.slice(1).map((atMs, index) => atMs - (dialledAtMs[index] ?? 0));
  return { clock, dialer, dialledAtMs, pausesMs, signals };
}

/** A dial into a path that is down. */
const hanging = () => new Promise<boolean>(() => undefined);

test('[T4] failed dials are repeated after 1 s, doubling to 60 s, within half of that either way', async () => {
  const { clock, dialer, pausesMs } = createScene(() => false);
  dialer.want(BEN, 0);
  await clock.advance(10 * 60_000);
  const pauses = pausesMs();
  for (const [index, pauseMs] of pauses.entries()) {
    const middleMs = Math.min(60_000, 1_000 * 2 ** index);
    expect(pauseMs).toBeGreaterThanOrEqual(middleMs / 2);
    expect(pauseMs).toBeLessThan(middleMs * 1.5);
  }
  expect(pauses.length).toBeGreaterThan(10);
});

test('a peer that is linked is not dialled again', async () => {
  const { clock, dialer, dialledAtMs } = createScene((dials) => dials === 2);
  dialer.want(BEN, 0);
  await clock.advance(60_000);
  expect(dialledAtMs).toHaveLength(2);
  expect(dialer.isWanted(BEN)).toBe(false);
});

test('a peer that is forgotten while it is dialled has its dial given up', async () => {
  const { clock, dialer, signals } = createScene(hanging);
  dialer.want(BEN, 0);
  await clock.advance(10);
  dialer.forget(BEN);
  expect(signals[0]?.aborted).toBe(true);
});

test('wanting a peer twice dials it once', async () => {
  const { clock, dialer, dialledAtMs } = createScene(() => true);
  dialer.want(BEN, 100);
  dialer.want(BEN, 0);
  await clock.advance(5_000);
  expect(dialledAtMs).toEqual([100]);
});

test('[T4] a list of 200 strangers causes no more dials than the budget', async () => {
  const { clock, dialer, dialledAtMs } = createScene(() => false);
  for (let i = 0; i < 200; i += 1) dialer.want(`stranger ${i}` as PeerId, 0);
  await clock.advance(60_000);
  expect(dialledAtMs.length).toBeLessThanOrEqual(DIAL_BUDGET.burst + DIAL_BUDGET.perSecond * 60 + 1);
  expect(dialledAtMs.length).toBeGreaterThan(DIAL_BUDGET.burst);
});

test('[T4] at most four are dialled at the same time', async () => {
  const { clock, dialer, dialledAtMs } = createScene(hanging);
  for (let i = 0; i < 20; i += 1) dialer.want(`stranger ${i}` as PeerId, 0);
  await clock.advance(60_000);
  expect(dialledAtMs).toHaveLength(MAX_CONCURRENT_DIALS);
});

describe('a peer that was linked lately', () => {
  test('is dialled again within 4 s for two minutes, then as any other', async () => {
    const { clock, dialer, pausesMs } = createScene(() => false);
    dialer.wantBack(BEN, 0);
    await clock.advance(REDIAL_MS);
    const soon = pausesMs();
    expect(Math.max(...soon)).toBeLessThanOrEqual(MAX_REDIAL_BACKOFF_MS);
    expect(soon[0]).toBeLessThan(1_500);
    expect(soon.length).toBeGreaterThan(REDIAL_MS / MAX_REDIAL_BACKOFF_MS);
    await clock.advance(10 * 60_000);
    expect(Math.max(...pausesMs())).toBeGreaterThan(30_000);
  });

  test('is dialled again while a dial hangs, with two at a time at most', async () => {
    const { clock, dialer, pausesMs, signals } = createScene(hanging);
    dialer.wantBack(BEN, 0);
    await clock.advance(60_000);
    const pauses = pausesMs();
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(REDIAL_PATIENCE_MS);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(MAX_REDIAL_BACKOFF_MS);
    expect(signals.filter(({ aborted }) => !aborted).length).toBeLessThanOrEqual(2);
  });

  test('is not dialled any more once a dial that hung has led to it', async () => {
    let finish: (isLinked: boolean) => void = () => undefined;
    const { clock, dialer, dialledAtMs, signals } = createScene((dials) =>
      dials === 1 ? new Promise<boolean>((resolve) => (finish = resolve)) : hanging(),
    );
    dialer.wantBack(BEN, 0);
    await clock.advance(REDIAL_PATIENCE_MS + 1_500);
    expect(dialledAtMs).toHaveLength(2);
    finish(true);
    await clock.advance(60_000);
    expect([dialledAtMs.length, dialer.isWanted(BEN), signals[1]?.aborted]).toEqual([2, false, true]);
  });

  test('[T4] costs no more than its own budget, however many there are', async () => {
    const { clock, dialer, dialledAtMs } = createScene(() => false);
    for (let i = 0; i < 200; i += 1) dialer.wantBack(`peer ${i}` as PeerId, 0);
    await clock.advance(60_000);
    const allowed = REDIAL_BUDGET.burst + REDIAL_BUDGET.perSecond * 60 + 1;
    expect(dialledAtMs.length).toBeLessThanOrEqual(allowed);
    expect(dialledAtMs.length).toBeGreaterThan(allowed - 30);
    // Strangers' budget is untouched.
    const before = dialledAtMs.length;
    for (let i = 0; i < DIAL_BUDGET.burst; i += 1) dialer.want(`stranger ${i}` as PeerId, 0);
    await clock.advance(10);
    expect(dialledAtMs.length - before).toBeGreaterThanOrEqual(DIAL_BUDGET.burst);
  });

  test('is one of twenty dials at most at the same time', async () => {
    const { clock, dialer, signals } = createScene(hanging);
    for (let i = 0; i < 60; i += 1) dialer.wantBack(`peer ${i}` as PeerId, 0);
    await clock.advance(REDIAL_PATIENCE_MS - 1);
    expect(signals).toHaveLength(MAX_CONCURRENT_REDIALS);
  });

  test('is tried at once when another one is back; strangers wait their time', async () => {
    const { clock, dialer, dialledAtMs } = createScene(() => false);
    dialer.want('stranger' as PeerId, 20_000);
    dialer.wantBack(BEN, 20_000);
    await clock.advance(1_000);
    dialer.hurryBack();
    await clock.advance(0);
    expect(dialledAtMs).toEqual([1_000]);
  });
});

describe('when the world may have changed', () => {
  test('all pauses are over, and begin short again', async () => {
    const { clock, dialer, dialledAtMs } = createScene(() => false);
    dialer.want(BEN, 0);
    await clock.advance(5 * 60_000);
    dialledAtMs.length = 0;
    dialer.tryNow();
    await clock.advance(1_500);
    expect(dialledAtMs[0]).toBe(5 * 60_000);
    expect(dialledAtMs.length).toBeGreaterThanOrEqual(2);
  });

  test('dials that hang begin again; those that have just begun are let finish', async () => {
    const { clock, dialer, dialledAtMs, signals } = createScene(hanging);
    dialer.want(BEN, 0);
    await clock.advance(5_000);
    dialer.want('cleo' as PeerId, 0);
    await clock.advance(100);
    dialer.tryNow();
    await clock.advance(100);
    expect(dialledAtMs).toEqual([0, 5_000, 5_100]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
  });

  test('[T4] the budget holds, however often that is', async () => {
    const { clock, dialer, dialledAtMs } = createScene(() => false);
    for (let i = 0; i < 10; i += 1) dialer.want(`stranger ${i}` as PeerId, 0);
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      dialer.tryNow();
    }
    expect(dialledAtMs.length).toBeLessThanOrEqual(DIAL_BUDGET.burst + DIAL_BUDGET.perSecond * 60 + 1);
  });
});

test('a dialer that is disposed dials nobody and waits for nothing', async () => {
  const { clock, dialer, dialledAtMs } = createScene(() => false);
  for (let i = 0; i < 50; i += 1) dialer.want(`stranger ${i}` as PeerId, i);
  dialer.wantBack(BEN, 0);
  await clock.advance(10);
  const before = dialledAtMs.length;
  dialer.dispose();
  await clock.advance(10 * 60_000);
  expect([dialledAtMs.length, clock.pendingTimers]).toEqual([before, 0]);
});
