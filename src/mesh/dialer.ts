// When to dial whom: at once, then with growing pauses, within budgets that no list of addresses can exceed (PROTOCOL
// [T4]). Peers that were linked lately have a budget of their own and short pauses. How a dial is done is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { createDialLane, type DialLane } from './dial-lane.ts';

export interface DialerOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** True when the peer is linked afterwards. Never rejects. */
  readonly dial: (peer: PeerId, signal: AbortSignal) => Promise<boolean>;
}

export interface Dialer extends Disposable {
  /** Dials `peer` after `delayMs` and again until it is linked or forgotten; nothing new when it is wanted already. */
  want(peer: PeerId, delayMs: number): void;
  /** The same for one that was linked until now: often for {@link REDIAL_MS}, then as any other. */
  wantBack(peer: PeerId, delayMs: number): void;
  /** Linked, or not wanted any more. */
  forget(peer: PeerId): void;
  /** A lost peer is back, so others may be: those that were linked lately are tried at once. */
  hurryBack(): void;
  /** All pauses are over and begin anew; dials that take long begin again, as their addresses may be stale. */
  tryNow(): void;
  isWanted(peer: PeerId): boolean;
}

/** First pause after a failed dial, and the longest (s). */
export const FIRST_BACKOFF_MS = 1_000;
export const MAX_BACKOFF_MS = 60_000;
/** Dials at the same time: each costs a connection, candidates and sockets. */
export const MAX_CONCURRENT_DIALS = 4;
/** Dials in all: joining a full room takes 9 at once, then one every 2 s has to do. */
export const DIAL_BUDGET = { perSecond: 0.5, burst: 20 } as const;
/** How long a peer counts as linked lately, and the longest pause before it is dialled again meanwhile. */
export const REDIAL_MS = 2 * 60_000;
export const MAX_REDIAL_BACKOFF_MS = 4_000;
/**
 * A dial into a path that is down hangs: after this the next one begins beside it, so that a path that returns is used
 * within 5 s; the one before lives as long again, for a relay on a slow path.
 */
export const REDIAL_PATIENCE_MS = 3_000;
/** A network that comes back has all links of a full room to mend, each twice at a time. */
export const MAX_CONCURRENT_REDIALS = 20;
export const REDIAL_BUDGET = { perSecond: 3, burst: 30 } as const;
/** A dial that is younger than this is let finish when everything is tried anew. */
const STALE_DIAL_MS = 1_500;

/** Why a dial was given up, when the peer was not: it took too long. */
export const OVERDUE = 'timeout';

interface Attempt {
  readonly abort: AbortController;
  readonly sinceMs: number;
  readonly cancelPatience: Cancel;
}

interface Wanted {
  readonly peer: PeerId;
  attempts: number;
  /** Until then it counts as linked lately. */
  backUntilMs: number;
  state:
    | { readonly kind: 'pausing'; readonly cancel: Cancel }
    | { readonly kind: 'ready'; readonly lane: DialLane<Wanted> }
    | { readonly kind: 'dialling'; readonly attempt: Attempt };
  /** Still running while the next one is about to begin or has begun. */
  overdue: AbortController | undefined;
}

export function createDialer(options: DialerOptions): Dialer {
  return new BackoffDialer(options);
}

class BackoffDialer implements Dialer {
  readonly #options: DialerOptions;
  readonly #wanted = new Map<PeerId, Wanted>();
  readonly #lane: DialLane<Wanted>;
  readonly #backLane: DialLane<Wanted>;

  constructor(options: DialerOptions) {
    this.#options = options;
    const { clock } = options;
    const run = (wanted: Wanted) => this.#run(wanted);
    this.#lane = createDialLane({ clock, run, budget: DIAL_BUDGET, concurrent: MAX_CONCURRENT_DIALS });
    this.#backLane = createDialLane({
      clock,
      run,
      budget: REDIAL_BUDGET,
      concurrent: MAX_CONCURRENT_REDIALS,
    });
  }

  isWanted(peer: PeerId): boolean {
    return this.#wanted.has(peer);
  }

  want(peer: PeerId, delayMs: number): void {
    if (!this.#wanted.has(peer)) this.#add(peer, delayMs, 0);
  }

  wantBack(peer: PeerId, delayMs: number): void {
    this.forget(peer);
    this.#add(peer, delayMs, this.#nowMs + REDIAL_MS);
  }

  forget(peer: PeerId): void {
    const wanted = this.#wanted.get(peer);
    if (!wanted) return;
    this.#wanted.delete(peer);
    this.#stop(wanted);
  }

  hurryBack(): void {
    for (const wanted of this.#wanted.values()) {
      const { state } = wanted;
      if (!this.#isBack(wanted) || this.#hasJustBegun(wanted)) continue;
      // One that is on its way may be about to arrive.
      if (state.kind === 'dialling') this.#beginBeside(wanted, state.attempt, 0);
      else this.#beginAnew(wanted);
    }
  }

  tryNow(): void {
    for (const wanted of this.#wanted.values()) {
      if (!this.#hasJustBegun(wanted)) this.#beginAnew(wanted);
    }
  }

  dispose(): void {
    for (const peer of Array.from(this.#wanted.keys())) this.forget(peer);
    this.#lane.dispose();
    this.#backLane.dispose();
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }

  #isBack({ backUntilMs }: Wanted): boolean {
    return this.#nowMs < backUntilMs;
  }

  #add(peer: PeerId, delayMs: number, backUntilMs: number): void {
    const state = { kind: 'pausing', cancel: () => undefined } as const;
    const wanted: Wanted = { peer, attempts: 0, backUntilMs, state, overdue: undefined };
    this.#wanted.set(peer, wanted);
    this.#pause(wanted, delayMs);
  }

  #hasJustBegun({ state }: Wanted): boolean {
    const isYoung = state.kind === 'dialling' && this.#nowMs - state.attempt.sinceMs < STALE_DIAL_MS;
    return isYoung || state.kind === 'ready';
  }

  /** At once, and with short pauses again. */
  #beginAnew(wanted: Wanted): void {
    this.#stop(wanted);
    wanted.attempts = 0;
    this.#pause(wanted, 0);
  }

  #stop(wanted: Wanted): void {
    const { state, overdue } = wanted;
    overdue?.abort();
    wanted.overdue = undefined;
    if (state.kind === 'pausing') state.cancel();
    else if (state.kind === 'ready') state.lane.remove(wanted);
    else {
      state.attempt.cancelPatience();
      state.attempt.abort.abort();
    }
  }

  #pause(wanted: Wanted, delayMs: number): void {
    const cancel = this.#options.clock.schedule(delayMs, () => {
      const lane = this.#isBack(wanted) ? this.#backLane : this.#lane;
      wanted.state = { kind: 'ready', lane };
      lane.push(wanted);
    });
    wanted.state = { kind: 'pausing', cancel };
  }

  async #run(wanted: Wanted): Promise<void> {
    const { peer } = wanted;
    const { abort } = this.#begin(wanted);
    const isLinked = await this.#options.dial(peer, abort.signal);
    if (this.#wanted.get(peer) !== wanted || abort.signal.aborted) return;
    if (isLinked) return this.forget(peer);
    if (wanted.overdue === abort) wanted.overdue = undefined;
    if (wanted.state.kind !== 'dialling' || wanted.state.attempt.abort !== abort) return;
    wanted.state.attempt.cancelPatience();
    this.#pause(wanted, this.#backoffMs(wanted));
  }

  #begin(wanted: Wanted): Attempt {
    const { clock, random } = this.#options;
    const hang = () => this.#beginBeside(wanted, attempt, randomBetween(random, 0, FIRST_BACKOFF_MS));
    const attempt: Attempt = {
      abort: new AbortController(),
      sinceMs: this.#nowMs,
      cancelPatience: this.#isBack(wanted) ? clock.schedule(REDIAL_PATIENCE_MS, hang) : () => undefined,
    };
    wanted.state = { kind: 'dialling', attempt };
    wanted.attempts += 1;
    return attempt;
  }

  /** The dial hangs: it may go on for as long as the next one has patience. */
  #beginBeside(wanted: Wanted, attempt: Attempt, pauseMs: number): void {
    attempt.cancelPatience();
    wanted.overdue?.abort(OVERDUE);
    wanted.overdue = attempt.abort;
    this.#pause(wanted, pauseMs);
  }

  #backoffMs(wanted: Wanted): number {
    const isBack = this.#isBack(wanted);
    const longestMs = isBack ? MAX_REDIAL_BACKOFF_MS / 1.5 : MAX_BACKOFF_MS;
    const middleMs = Math.min(longestMs, FIRST_BACKOFF_MS * 2 ** (wanted.attempts - 1));
    return randomBetween(this.#options.random, middleMs / 2, middleMs * 1.5);
  }
}
