// Answers to those who miss something: batches of runs, a few at a time, no faster than they go out. Nobody is given what
// was said before they may hear it.

import type { Cancel, Clock } from '../../../primitives/clock.ts';
import { encodeMessage } from '../../../primitives/codec.ts';
import { formatPeerId, type IdentityId, type PeerId } from '../../../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../../../primitives/token-bucket.ts';
import type { Entry } from '../log/entry.ts';
import { closeRun, type Run } from '../log/run.ts';
import type { ThreadLog } from '../log/thread-log.ts';
import { BATCH_BYTES, MAX_RUNS, type ExchangeMessage, type Want } from './messages.ts';

export interface ServingOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  readonly send: (to: PeerId, message: ExchangeMessage) => boolean;
  /** Since when they may hear what is said, as a reading of the thread's clock. */
  readonly sinceMsFor: (identity: IdentityId) => number;
}

/** A megabyte a second at most; honest ones ask once for each quarter of one. */
const ANSWERS = { perSecond: 4, burst: 64 };
const MAX_BATCHES = 8;
/** Until there is an allowance again. */
const TURN_MS = 1_000 / ANSWERS.perSecond;
/** While the way to somebody is full. */
const RETRY_MS = 200;
const MAX_RETRIES = 50;
/** What is around what an entry says. */
const ITEM_BYTES = 96;
/** The largest batch: one entry of the longest kind. */
const MOST_BYTES = 42 * 1024;

export class Serving {
  readonly #options: ServingOptions;
  readonly #allowances = new Map<PeerId, TokenBucket>();
  readonly #waiting = new Map<PeerId, Cancel>();

  constructor(options: ServingOptions) {
    this.#options = options;
  }

  /** Whoever asks too much waits for it; what they ask meanwhile takes the place of what they asked before. */
  answer(to: PeerId, identity: IdentityId, want: Want): void {
    const { clock } = this.#options;
    this.#waiting.get(to)?.();
    this.#waiting.delete(to);
    if (!this.#allowanceOf(to).take(clock.nowMs())) {
      this.#waiting.set(
        to,
        clock.schedule(TURN_MS, () => this.answer(to, identity, want)),
      );
      return;
    }
    this.#accuse(to, want);
    if (want.ranges.length > 0 || want.accused.length > 0) this.#pump(to, this.#batches(identity, want));
  }

  forget(peer: PeerId): void {
    this.#waiting.get(peer)?.();
    this.#waiting.delete(peer);
    this.#allowances.delete(peer);
  }

  dispose(): void {
    for (const cancel of this.#waiting.values()) cancel();
  }

  #allowanceOf(peer: PeerId): TokenBucket {
    const allowance = this.#allowances.get(peer) ?? createTokenBucket(ANSWERS);
    this.#allowances.set(peer, allowance);
    return allowance;
  }

  #accuse(to: PeerId, { accused }: Want): void {
    for (const author of accused) {
      const fault = this.#options.log.chains.get(formatPeerId(author))?.fault;
      if (fault) this.#options.send(to, { type: 'fault', runs: fault.evidence });
    }
  }

  #pump(to: PeerId, batches: Iterator<ExchangeMessage>, held?: ExchangeMessage, tries = 0): void {
    this.#waiting.get(to)?.();
    this.#waiting.delete(to);
    const { clock, send } = this.#options;
    let [next, left] = [held, tries];
    for (;;) {
      const drawn = next ? undefined : batches.next();
      if (drawn?.done) return;
      const message = next ?? drawn?.value;
      if (!message) return;
      if (!send(to, message)) {
        if (left >= MAX_RETRIES) return;
        const again = () => this.#pump(to, batches, message, left + 1);
        this.#waiting.set(to, clock.schedule(RETRY_MS, again));
        return;
      }
      [next, left] = [undefined, 0];
    }
  }

  *#batches(identity: IdentityId, { id, ranges }: Want): Generator<ExchangeMessage, void, undefined> {
    const sinceMs = this.#options.sinceMsFor(identity);
    let runs: Run[] = [];
    let bytes = 0;
    let count = 0;
    for (const { peer, from, to } of ranges) {
      for (let at = from; at <= to && count < MAX_BATCHES;) {
        const found = this.#runFrom(formatPeerId(peer), { from: at, to, sinceMs });
        if (!found) break;
        const size = encodeMessage({ ...found.run }).length;
        if (runs.length > 0 && (bytes + size > BATCH_BYTES || runs.length >= MAX_RUNS)) {
          yield { type: 'batch', id, runs, isLast: false };
          [runs, bytes, count] = [[], 0, count + 1];
        }
        runs.push(found.run);
        bytes += size;
        at = found.next;
      }
    }
    yield { type: 'batch', id, runs, isLast: true };
  }

  /** The first run of a chain within a range. */
  #runFrom(
    author: PeerId,
    { from, to, sinceMs }: { readonly from: number; readonly to: number; readonly sinceMs: number },
  ): { readonly run: Run; readonly next: number } | undefined {
    const chain = this.#options.log.chains.get(author);
    const base = chain?.head(sinceMs);
    if (!chain || !base || base.next === 0) return undefined;
    const held = chain.held.find((range) => range.to >= Math.max(from, base.base));
    const start = held && Math.max(from, base.base, held.from);
    if (start === undefined || start > to) return undefined;
    const entries = chain.segment(
      start,
      (next, before) =>
        next.seq > to || before.reduce((sum, each) => sum + sizeOf(each), sizeOf(next)) > BATCH_BYTES,
    );
    const run = entries && closeRun(chain.writer, entries, withinBudget());
    const last = entries?.at(-1);
    if (!run || !last) return undefined;
    // The signature of a run may be far behind what has room: the next run begins with what had none.
    const isLeft = (at: number) => run.items[at]?.content === undefined && entries[at]?.content !== undefined;
    const left = entries.findIndex((_, at) => isLeft(at));
    return { run, next: left < 0 ? last.seq + 1 : start + left };
  }
}

/** What finds no room is sent as its digest, and comes in the next run. */
function withinBudget(): (entry: Entry) => boolean {
  let bytes = 0;
  return (entry) => {
    if (bytes + sizeOf(entry) > MOST_BYTES) return false;
    bytes += sizeOf(entry);
    return true;
  };
}

function sizeOf({ content }: Entry): number {
  return ITEM_BYTES + (content?.length ?? 0);
}
