import { expect, test } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { createDialer, DIAL_BUDGET, MAX_CONCURRENT_DIALS } from '../../../src/mesh/dialer.ts';
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
    dial: async (_, { signal }) => {
      signals.push(signal);
      dialledAtMs.push(clock.nowMs() - startMs);
      return outcome(dialledAtMs.length);
    },
  });
  return { clock, dialer, dialledAtMs, signals };
}

test('[T4] failed dials are repeated after 1 s, doubling to 60 s, within half of that either way', async () => {
  const { clock, dialer, dialledAtMs } = createScene(() => false);
  dialer.want(BEN, 0);
  await clock.advance(10 * 60_000);
  const pauses = dialledAtMs.slice(1).map((atMs, index) => atMs - (dialledAtMs[index] ?? 0));
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
  expect(dialer.wanted).toBe(0);
});

test('a peer that is forgotten while it is dialled has its dial given up', async () => {
  const { clock, dialer, signals } = createScene(() => new Promise<boolean>(() => undefined));
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
  const { clock, dialer, dialledAtMs } = createScene(() => new Promise<boolean>(() => undefined));
  for (let i = 0; i < 20; i += 1) dialer.want(`stranger ${i}` as PeerId, 0);
  await clock.advance(60_000);
  expect(dialledAtMs).toHaveLength(MAX_CONCURRENT_DIALS);
});
