// How a lost broker is regained: eagerly at first, since most losses are a walk between two networks, then ever more
// rarely. What a stay at a broker is, is not known here.

import { delay, type Clock } from '../primitives/clock.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import type { Result } from '../primitives/result.ts';
import type { ClaimError } from './transport.ts';

/** First wait; doubles, half of it random. */
const FIRST_RETRY_MS = 1_000;
/** For so long after the loss, or after a hint that the network changed, tries follow closely. */
export const EAGER_MS = 60_000;
/** The longest wait while eager: a path that returns is used within 5 s, the link's making included. */
export const EAGER_RETRY_MS = 3_000;
/** The longest wait after that. */
export const LONGEST_RETRY_MS = 30_000;
/**
 * What one eager try may take: a lost SYN goes again after 1, 3 and 7 s, so a new try asks sooner than an old one. Later
 * tries have the patience of a first claim.
 */
export const EAGER_CLAIM_TIMEOUT_MS = 3_000;
/** Between two tries at least, however long the first took. */
const SHORTEST_PAUSE_MS = 500;
/** A try that began less than this ago is not begun anew. */
const FRESH_MS = 1_000;

export interface Try {
  readonly signal: AbortSignal;
  /** Undefined: as a first claim. */
  readonly timeoutMs: number | undefined;
}

export interface RetryOptions<T> {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly reopen: (attempt: Try) => Promise<Result<T, ClaimError>>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

export interface Retrying<T> {
  /** Settles when the broker answers: with a stay, or because somebody else holds the address; or when given up. */
  readonly result: Promise<Result<T, ClaimError>>;
  /** The network may be another one: tries at once, and eagerly again. */
  tryNow(): void;
}

export function retryBroker<T>({ clock, random, reopen, signal }: RetryOptions<T>): Retrying<T> {
  let eagerUntilMs = clock.nowMs() + EAGER_MS;
  let waitMs = FIRST_RETRY_MS;
  let isHurried = false;
  let step = { kind: 'pause' as 'pause' | 'try', abort: new AbortController(), sinceMs: clock.nowMs() };
  signal.addEventListener('abort', () => step.abort.abort(), { once: true });

  const isEager = () => clock.nowMs() < eagerUntilMs;

  function begin(kind: typeof step.kind): AbortSignal {
    step = { kind, abort: new AbortController(), sinceMs: clock.nowMs() };
    if (signal.aborted) step.abort.abort();
    return step.abort.signal;
  }

  async function rest(spentMs: number): Promise<void> {
    const pauseMs = Math.max(SHORTEST_PAUSE_MS, randomBetween(random, waitMs / 2, waitMs) - spentMs);
    waitMs = Math.min(2 * waitMs, isEager() ? EAGER_RETRY_MS : LONGEST_RETRY_MS);
    const pause = begin('pause');
    if (!isHurried) await delay(clock, pauseMs, pause);
    isHurried = false;
  }

  async function run(): Promise<Result<T, ClaimError>> {
    for (let spentMs = 0; ; spentMs = clock.nowMs() - step.sinceMs) {
      await rest(spentMs);
      const timeoutMs = isEager() ? EAGER_CLAIM_TIMEOUT_MS : undefined;
      const opened = await reopen({ signal: begin('try'), timeoutMs });
      const isSettled = opened.ok || opened.error.code === 'id-taken' || opened.error.code === 'unsupported';
      if (isSettled || signal.aborted) return opened;
    }
  }

  return {
    result: run(),
    tryNow() {
      eagerUntilMs = clock.nowMs() + EAGER_MS;
      waitMs = FIRST_RETRY_MS;
      if (step.kind === 'try' && clock.nowMs() - step.sinceMs < FRESH_MS) return;
      isHurried = true;
      step.abort.abort();
    },
  };
}
