import { beforeEach, describe, expect, test } from 'vitest';
import { delay } from '../../../src/primitives/clock.ts';
import { err, ok, type Result } from '../../../src/primitives/result.ts';
import {
  EAGER_CLAIM_TIMEOUT_MS,
  EAGER_MS,
  EAGER_RETRY_MS,
  LONGEST_RETRY_MS,
  retryBroker,
  type Retrying,
} from '../../../src/transport/broker-retry.ts';
import type { ClaimError } from '../../../src/transport/transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

type Outcome = Result<string, ClaimError>;

const UNREACHABLE: Outcome = err({ code: 'unreachable', detail: '' });
/** A broker answers within this when it is there. */
const ANSWER_MS = 100;

let clock: SimClock;
let broker: 'refuses' | 'silent' | 'up' | 'taken';
let tries: { readonly atMs: number; readonly timeoutMs: number | undefined }[];
let end: AbortController;
let settled: { outcome: Outcome; atMs: number } | undefined;

beforeEach(() => {
  clock = createSimClock(0);
  broker = 'refuses';
  tries = [];
  end = new AbortController();
  settled = undefined;
});

async function reopen(signal: AbortSignal, timeoutMs = 10_000): Promise<Outcome> {
  tries.push({ atMs: clock.nowMs(), timeoutMs });
  if (broker === 'silent') await delay(clock, timeoutMs, signal);
  if (signal.aborted) return err({ code: 'aborted', detail: '' });
  if (broker === 'silent' || broker === 'refuses') return UNREACHABLE;
  await delay(clock, ANSWER_MS, signal);
  return broker === 'up' ? ok('a stay') : err({ code: 'id-taken', detail: '' });
}

function start(): Retrying<string> {
  const retrying = retryBroker({
    clock,
    random: createSeededRandom(1),
    reopen: ({ signal, timeoutMs }) => reopen(signal, timeoutMs),
    signal: end.signal,
  });
  void retrying.result.then((outcome) => (settled = { outcome, atMs: clock.nowMs() }));
  return retrying;
}

const pausesMs = () => tries.slice(1).map(({ atMs }, i) => atMs - (tries[i]?.atMs ?? 0));

describe('a lost broker', () => {
  test('is tried within a second, and not by all in the same moment', async () => {
    start();
    await clock.advance(499);
    expect(tries).toEqual([]);
    await clock.advance(502);
    expect(tries).toHaveLength(1);
  });

  test('that refuses is tried every 3 s at the longest for a minute', async () => {
    start();
    await clock.advance(EAGER_MS);
    expect(Math.max(...pausesMs())).toBeLessThanOrEqual(EAGER_RETRY_MS);
    expect(tries.length).toBeLessThan(60);
  });

  test('is tried ever more rarely after that, but always again', async () => {
    start();
    await clock.advance(30 * 60_000);
    const late = pausesMs().slice(-5);
    expect(Math.max(...late)).toBeLessThanOrEqual(LONGEST_RETRY_MS);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(LONGEST_RETRY_MS / 2);
  });

  test('that does not answer is asked anew before its first question would go again', async () => {
    broker = 'silent';
    start();
    await clock.advance(EAGER_MS);
    expect(Math.max(...pausesMs())).toBeLessThanOrEqual(EAGER_CLAIM_TIMEOUT_MS + 500);
    await clock.advance(60_000);
    expect(tries.at(-1)?.timeoutMs).toBe(10_000);
  });

  test('that comes back after an outage of 35 s is regained within 4 s', async () => {
    broker = 'silent';
    start();
    await clock.advance(35_000);
    broker = 'up';
    await clock.advance(4_000);
    expect(settled?.outcome).toEqual(ok('a stay'));
  });

  test('ends the tries when somebody else holds the address', async () => {
    broker = 'taken';
    start();
    await clock.advance(60_000);
    expect(settled?.outcome).toMatchObject({ ok: false, error: { code: 'id-taken' } });
    expect([tries.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('is not tried on once given up', async () => {
    start();
    await clock.advance(10_000);
    const before = tries.length;
    end.abort();
    await clock.advance(60_000);
    expect(tries.length - before).toBeLessThanOrEqual(1);
    expect([settled?.outcome.ok, clock.pendingTimers]).toEqual([false, 0]);
  });
});

describe('a hint that the network changed', () => {
  test('tries at once, out of the longest pause', async () => {
    const retrying = start();
    await clock.advance(30 * 60_000);
    broker = 'up';
    const nowMs = clock.nowMs();
    retrying.tryNow();
    await clock.advance(5_000);
    expect(settled?.atMs).toBe(nowMs + ANSWER_MS);
  });

  test('begins a try that hangs anew', async () => {
    broker = 'silent';
    const retrying = start();
    await clock.until(() => tries.length === 1, 5_000);
    await clock.advance(2_000);
    broker = 'up';
    const nowMs = clock.nowMs();
    retrying.tryNow();
    await clock.advance(1_000);
    expect(settled?.atMs).toBe(nowMs + ANSWER_MS);
  });

  test('leaves a try alone that has just begun, however often it comes', async () => {
    broker = 'silent';
    const retrying = start();
    await clock.until(() => tries.length === 1, 5_000);
    for (let i = 0; i < 100; i += 1) retrying.tryNow();
    await clock.advance(500);
    expect(tries).toHaveLength(1);
  });

  test('makes the tries eager again', async () => {
    const retrying = start();
    await clock.advance(30 * 60_000);
    const before = tries.length;
    retrying.tryNow();
    await clock.advance(30_000);
    expect(tries.length - before).toBeGreaterThanOrEqual(10);
  });
});
