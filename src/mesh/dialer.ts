// When to dial whom: at once, then with growing pauses, within budgets that no list of addresses can exceed (PROTOCOL
// [T4]). Peers that were linked lately have a budget of their own and short pauses. How a dial is done is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { DIAL_TIMEOUT_MS } from '../transport/transport.ts';
import { createDialLane, type DialLane } from './dial-lane.ts';

export interface DialTerms {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export interface DialerOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** True when the peer is linked afterwards. Never rejects. */
  readonly dial: (peer: PeerId, terms: DialTerms) => Promise<boolean>;
}

export interface Dialer extends Disposable {
  /** Dials `peer` after `delayMs` and again until it is linked or forgotten; nothing new when it is wanted already. */
  want(peer: PeerId, delayMs: number): void;
  /** The same for one that was linked until now: often for {@link REDIAL_MS}, then as any other. */
  wantBack(peer: PeerId, delayMs: number): void;
  /** Linked, or not wanted any more. */
  forget(peer: PeerId): void;
  /** A lost peer is back, so others may be: pauses before those are over. */
  hurryBack(): void;
  /** All pauses are over and begin anew; dials that take long begin again, as their addresses may be stale. */
  tryNow(): void;
  isWanted(peer: PeerId): boolean;
  readonly wanted: number;
  readonly running: number;
  readonly begun: number;
  /** Dials that could begin now. */
  readonly budget: { readonly dials: number; readonly redials: number };
}

/** First pause after a failed dial, and the longest (s). */
export const FIRST_BACKOFF_MS = 1_000;
export const MAX_BACKOFF_MS = 60_000;
/** Dials at the same time: each costs a connection, candidates and sockets. */
export const MAX_CONCURRENT_DIALS = 4;
/** Dials in all: joining a full room takes 9 at once, then one every 2 s has to do. */
export const DIAL_BUDGET = { perSecond: 0.5, burst: 20 } as const;
/** The longest pause between dials to a peer that was linked lately, and how long it counts as such. */
export const MAX_REDIAL_BACKOFF_MS = 4_000;
export const REDIAL_MS = 2 * 60_000;
/** A network that comes back has all links of a full room to mend, each side dialling. */
export const MAX_CONCURRENT_REDIALS = 8;
export const REDIAL_BUDGET = { perSecond: 2, burst: 30 } as const;
/** A dial into a path that is down hangs until its time is over; every third has time for a slow relay. */
const REDIAL_TIMEOUTS_MS = [4_000, 4_000, 8_000] as const;
/** A dial that is quicker than this is let finish when everything is tried anew. */
const STALE_DIAL_MS = 2_000;

interface Wanted {
  readonly peer: PeerId;
  attempts: number;
  /** Until then it counts as linked lately. */
  backUntilMs: number;
  state:
    | { readonly kind: 'pausing'; readonly cancel: Cancel }
    | { readonly kind: 'ready'; readonly lane: DialLane<Wanted> }
    | { readonly kind: 'dialling'; readonly abort: AbortController; readonly sinceMs: number };
}

export function createDialer(options: DialerOptions): Dialer {
  return new BackoffDialer(options);
}

class BackoffDialer implements Dialer {
  readonly #options: DialerOptions;
  readonly #wanted = new Map<PeerId, Wanted>();
  readonly #lane: DialLane<Wanted>;
  readonly #backLane: DialLane<Wanted>;
  #begun = 0;

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

  get wanted(): number {
    return this.#wanted.size;
  }

  get running(): number {
    return this.#lane.running + this.#backLane.running;
  }

  get begun(): number {
    return this.#begun;
  }

  get budget() {
    return { dials: this.#lane.allowed, redials: this.#backLane.allowed };
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
      if (this.#isBack(wanted) && wanted.state.kind === 'pausing') this.#restart(wanted);
    }
  }

  tryNow(): void {
    for (const wanted of this.#wanted.values()) {
      const { state } = wanted;
      const isYoung = state.kind === 'dialling' && this.#nowMs - state.sinceMs < STALE_DIAL_MS;
      if (!isYoung && state.kind !== 'ready') this.#restart(wanted);
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
    const cancel = () => undefined;
    const wanted: Wanted = { peer, attempts: 0, backUntilMs, state: { kind: 'pausing', cancel } };
    this.#wanted.set(peer, wanted);
    this.#pause(wanted, delayMs);
  }

  #restart(wanted: Wanted): void {
    this.#stop(wanted);
    wanted.attempts = 0;
    this.#pause(wanted, 0);
  }

  #stop(wanted: Wanted): void {
    const { state } = wanted;
    if (state.kind === 'pausing') state.cancel();
    else if (state.kind === 'dialling') state.abort.abort();
    else state.lane.remove(wanted);
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
    const abort = new AbortController();
    const { peer } = wanted;
    wanted.state = { kind: 'dialling', abort, sinceMs: this.#nowMs };
    wanted.attempts += 1;
    this.#begun += 1;
    const terms = { signal: abort.signal, timeoutMs: this.#timeoutMs(wanted) };
    const isLinked = await this.#options.dial(peer, terms);
    if (this.#wanted.get(peer) !== wanted || abort.signal.aborted) return;
    if (isLinked) this.#wanted.delete(peer);
    else this.#pause(wanted, this.#backoffMs(wanted));
  }

  #timeoutMs(wanted: Wanted): number {
    if (!this.#isBack(wanted)) return DIAL_TIMEOUT_MS;
    return REDIAL_TIMEOUTS_MS[(wanted.attempts - 1) % REDIAL_TIMEOUTS_MS.length] ?? DIAL_TIMEOUT_MS;
  }

  #backoffMs(wanted: Wanted): number {
    const isBack = this.#isBack(wanted);
    const boundMs = isBack ? MAX_REDIAL_BACKOFF_MS : MAX_BACKOFF_MS;
    const middleMs = Math.min(
      isBack ? boundMs / 1.5 : boundMs,
      FIRST_BACKOFF_MS * 2 ** (wanted.attempts - 1),
    );
    return randomBetween(this.#options.random, middleMs / 2, middleMs * 1.5);
  }
}
