// Keeps a thread the same at all who share it: tells how far it has heard whom when a link comes up, after news that was
// not said to everybody, and now and then; asks for what is missing; answers. Takes nothing that does not hold, and for a
// while nothing at all of those who pass such things on.

import { equalBytes, type Bytes } from '../../../primitives/bytes.ts';
import { scheduleEvery, type Cancel, type Clock } from '../../../primitives/clock.ts';
import { createDisposables } from '../../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../../primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../../primitives/random.ts';
import type { Result } from '../../../primitives/result.ts';
import { createTokenBucket, type TokenBucket } from '../../../primitives/token-bucket.ts';
import type { Head } from '../log/chain.ts';
import type { Entry } from '../log/entry.ts';
import type { OpenedRun, Run, RunError } from '../log/run.ts';
import type { Change, ThreadLog } from '../log/thread-log.ts';
import { headsBytes, wireHead } from './heads.ts';
import { MAX_HEADS, shortDigest, type Batch, type ExchangeMessage, type WireHead } from './messages.ts';
import { Refilling } from './refilling.ts';
import { Serving } from './serving.ts';
import { Wanting } from './wanting.ts';

export interface ExchangePeer {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
}

export interface ExchangeOptions {
  readonly log: ThreadLog;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly send: (to: PeerId, message: ExchangeMessage) => boolean;
  /** Undefined when all of it is here; never so for `anew`. */
  readonly open: (run: Run, anew?: 'anew') => Promise<Result<OpenedRun | undefined, RunError>>;
  readonly hash: (data: Uint8Array) => Promise<Bytes>;
  /** Since when they may hear what was said; -Infinity: all of it. */
  readonly sinceMsFor: (identity: IdentityId) => number;
  /** `isLive`: its author says it now, to everybody. */
  readonly onChange: (change: Change, from: ExchangePeer | undefined, isLive: boolean) => void;
  /** How many of these, which are not here, may be taken now of somebody whose own they are. */
  readonly takesOwn: (from: ExchangePeer, entries: readonly Entry[]) => number;
  /** Somebody passed on what its author never wrote. */
  readonly onForged: (by: ExchangePeer) => void;
  /** Something of theirs was not taken, or something of one's own by them, because a clock is off. */
  readonly onAhead: (by: ExchangePeer, ownSeq?: number) => void;
  /** Somebody told how far it has heard whom. */
  readonly onHeads: (peer: PeerId, heads: readonly WireHead[]) => void;
  /** Entries without what they say, and without a good reason for it. */
  readonly emptied: () => readonly Entry[];
}

/** Between two comparisons with a neighbour at random; what was lost without a trace is found then. */
export const COMPARE_EVERY_MS = 30_000;
/** What came by catching up is told to others in one go. */
const NEWS_DELAY_MS = 250;
/** Nothing is taken of who passed on what does not hold. */
const DISTRUST_MS = 60_000;
/** Each is up to 128 hashes and two signatures. */
const ACCUSATIONS = { perSecond: 1, burst: 32 };
/** More than a room lists. */
const MAX_MET = 1_024;
/** Batches of one neighbour that wait to be checked. */
const MAX_WAITING = 16;

interface Neighbour extends ExchangePeer {
  readonly accusations: TokenBucket;
  checking: Promise<void>;
  waiting: number;
}

export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #wanting: Wanting;
  readonly #refilling: Refilling;
  readonly #serving: Serving;
  readonly #neighbours = new Map<PeerId, Neighbour>();
  readonly #distrusted = new Map<PeerId, number>();
  /** Linked at some time. */
  readonly #met = new Set<PeerId>();
  readonly #disposables = createDisposables();
  readonly #news = new Set<PeerId>();
  #cancelNews: Cancel | undefined;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { log, clock, send, sinceMsFor } = options;
    this.#wanting = new Wanting({ log, clock, ask: send });
    this.#refilling = new Refilling({
      emptied: options.emptied,
      isIdle: (peer) => this.#wanting.isIdle(peer),
      ask: (peer, ranges) => this.#wanting.refill(peer, ranges),
    });
    this.#serving = new Serving({ log, clock, send, sinceMsFor });
    this.#disposables.add(scheduleEvery(clock, COMPARE_EVERY_MS, () => void this.#compare()));
    this.#disposables.add(() => this.#wanting.dispose());
    this.#disposables.add(() => this.#serving.dispose());
    this.#disposables.add(() => this.#cancelNews?.());
  }

  /** A link came up, or came back. */
  link(peer: ExchangePeer): void {
    const accusations = createTokenBucket(ACCUSATIONS);
    const known = this.#neighbours.get(peer.peerId);
    if (!known)
      this.#neighbours.set(peer.peerId, { ...peer, accusations, checking: Promise.resolve(), waiting: 0 });
    this.#wanting.add(peer.peerId);
    // Whoever was out of reach may not know that it was, and would tell nothing.
    this.#tell(peer, this.#met.has(peer.peerId));
    this.#met.add(peer.peerId);
    const [oldest] = this.#met;
    if (this.#met.size > MAX_MET && oldest) this.#met.delete(oldest);
  }

  unlink(peer: PeerId): void {
    this.#neighbours.delete(peer);
    this.#wanting.drop(peer);
    this.#refilling.forget(peer);
    this.#serving.forget(peer);
  }

  /** Something that its author says now. Resolves when it is taken or not. */
  hear(run: Run, from: ExchangePeer): Promise<void> {
    if (this.#isDistrusted(from.peerId)) return Promise.resolve();
    const neighbour = this.#neighbours.get(from.peerId);
    const take = async () => {
      const change = await this.#take(run, from, true);
      if (!change) return;
      this.#wanting.heard(from.peerId, run.seq + run.items.length - 1);
      this.#wanting.plan();
    };
    // One after the other, or what was checked sooner would look like a gap.
    if (!neighbour) return take();
    neighbour.checking = neighbour.checking.then(take);
    return neighbour.checking;
  }

  /** Runs of a store of one's own; checked like any other. Those that were not here. */
  async restore(runs: readonly Run[]): Promise<readonly Entry[]> {
    const added: Entry[] = [];
    for (const run of runs) added.push(...((await this.#take(run, undefined, false))?.added ?? []));
    return added;
  }

  /** More came than is taken of one author at a time: it is asked for later. */
  onFlood(from: ExchangePeer, seq: number): void {
    this.#wanting.pause(from.peerId);
    this.#wanting.heard(from.peerId, seq);
  }

  receive(from: ExchangePeer, message: ExchangeMessage): void {
    const neighbour = this.#neighbours.get(from.peerId);
    if (this.#isDistrusted(from.peerId)) return;
    switch (message.type) {
      case 'heads':
        this.#options.onHeads(from.peerId, message.heads);
        this.#wanting.learn(from.peerId, message.heads);
        if (message.asks) this.#tell(from);
        this.#refilling.goOn(from.peerId);
        return;
      case 'digest':
        return void this.#onDigest(from, message.digest);
      case 'want':
        return this.#serving.answer(from.peerId, from.identityId, message);
      case 'batch':
        if (neighbour && this.#wanting.awaits(from.peerId, message.id)) this.#queue(neighbour, message);
        return;
      case 'fault':
        if (neighbour?.accusations.take(this.#options.clock.nowMs()))
          void this.#onAccusation(from, message.runs);
        return;
      case 'refused':
        return this.#options.onAhead(from, message.seq);
      default:
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #queue(neighbour: Neighbour, batch: Batch): void {
    if (neighbour.waiting >= MAX_WAITING) return;
    neighbour.waiting += 1;
    neighbour.checking = neighbour.checking.then(async () => {
      for (const run of batch.runs) {
        if (this.#disposables.isDisposed || this.#isDistrusted(neighbour.peerId)) break;
        await this.#take(run, neighbour, false);
      }
      neighbour.waiting -= 1;
      if (batch.isLast && !this.#disposables.isDisposed) this.#onAnswered(neighbour.peerId);
    });
  }

  #onAnswered(peer: PeerId): void {
    this.#refilling.answered(peer);
    this.#wanting.answered(peer);
    this.#refilling.goOn(peer);
  }

  /** Undefined when it was not taken. */
  async #take(run: Run, from: ExchangePeer | undefined, isLive: boolean): Promise<Change | undefined> {
    const opened = await this.#options.open(run);
    if (this.#disposables.isDisposed) return undefined;
    if (!opened.ok) {
      if (from) this.#onRefused(opened.error, run, { from, isLive });
      return undefined;
    }
    if (!opened.value) return undefined;
    // Live, everybody speaks for themselves.
    if (isLive && from && opened.value.writer.peerId !== from.peerId) {
      this.#distrust(from.peerId);
      return undefined;
    }
    const taken = from && !isLive ? this.#withinPace(opened.value, from) : opened.value;
    if (!taken) return undefined;
    const change = this.#options.log.add(taken);
    this.#onTaken(change, opened.value.writer.peerId, { from, isLive });
    return change;
  }

  /** As much as may be taken now of what somebody hands over of their own: or else nobody would have to say it live. */
  #withinPace(opened: OpenedRun, from: ExchangePeer): OpenedRun | undefined {
    const { log, takesOwn } = this.#options;
    const { writer, entries } = opened;
    if (writer.identityId !== from.identityId) return opened;
    const fresh = entries.filter(({ seq }) => !log.entry(writer.peerId, seq));
    const beyond = fresh[takesOwn(from, fresh)];
    if (!beyond) return opened;
    this.#wanting.pause(writer.peerId);
    const within = entries.slice(0, entries.indexOf(beyond));
    return within.length > 0 ? { writer, entries: within } : undefined;
  }

  #onTaken(
    change: Change,
    author: PeerId,
    { from, isLive }: { readonly from: ExchangePeer | undefined; readonly isLive: boolean },
  ): void {
    const { added, filled, removed, fault } = change;
    this.#refilling.note(added);
    if (added.length + filled.length + removed.length > 0 || fault)
      this.#options.onChange(change, from, isLive);
    if (fault) this.#spread(fault.evidence);
    // Who had it before does not count those whom its author reached late.
    const isNews = added.some(({ seq }) => !isLive || this.#wanting.isToldOf(author, seq));
    if (isNews || fault) this.#note(author);
  }

  #onRefused(
    error: RunError,
    run: Run,
    { from, isLive }: { readonly from: ExchangePeer; readonly isLive: boolean },
  ): void {
    if (error === 'ahead') {
      this.#options.onAhead(from);
      if (isLive) this.#options.send(from.peerId, { type: 'refused', seq: run.seq });
      return;
    }
    this.#distrust(from.peerId);
    if (error === 'forged') this.#options.onForged(from);
  }

  async #onAccusation(from: ExchangePeer, runs: readonly Run[]): Promise<void> {
    const opened: OpenedRun[] = [];
    for (const run of runs) {
      const each = await this.#options.open(run, 'anew');
      if (!each.ok) return this.#onRefused(each.error, run, { from, isLive: false });
      if (each.value) opened.push(each.value);
    }
    const author = opened[0]?.writer.peerId;
    if (this.#disposables.isDisposed || !author) return;
    this.#onTaken(this.#options.log.accuse(opened), author, { from, isLive: true });
  }

  #spread(runs: readonly Run[]): void {
    for (const peer of this.#neighbours.keys()) this.#options.send(peer, { type: 'fault', runs });
  }

  /** All that may be told to somebody. */
  #tell({ peerId, identityId }: ExchangePeer, asks = false): void {
    const heads = Array.from(this.#options.log.heads(this.#options.sinceMsFor(identityId)), wireHead);
    this.#sendHeads(peerId, heads, asks);
  }

  #sendHeads(to: PeerId, heads: readonly WireHead[], asks: boolean): void {
    const parts = Array.from({ length: Math.ceil(heads.length / MAX_HEADS) }, (_, index) =>
      heads.slice(index * MAX_HEADS, (index + 1) * MAX_HEADS),
    );
    if (asks && parts.length === 0) parts.push([]);
    for (const [index, part] of parts.entries())
      this.#options.send(to, { type: 'heads', heads: part, asks: asks && index === 0 });
  }

  /** Others may lack what came by catching up, or want to know that it is here too. */
  #note(author: PeerId): void {
    this.#news.add(author);
    this.#cancelNews ??= this.#options.clock.schedule(NEWS_DELAY_MS, () => this.#tellNews());
  }

  #tellNews(): void {
    this.#cancelNews = undefined;
    const authors = Array.from(this.#news);
    this.#news.clear();
    for (const { peerId, identityId } of this.#neighbours.values()) {
      const heads = this.#options.log.heads(this.#options.sinceMsFor(identityId));
      const news = authors
        .map((author) => [author, heads.get(author)] as const)
        .filter((each): each is readonly [PeerId, Head] => each[1] !== undefined);
      if (news.length > 0) this.#sendHeads(peerId, news.map(wireHead), false);
    }
  }

  async #compare(): Promise<void> {
    const neighbours = Array.from(this.#neighbours.values());
    const chosen = neighbours[randomInteger(this.#options.random, Math.max(1, neighbours.length))];
    if (!chosen || this.#isDistrusted(chosen.peerId)) return;
    this.#wanting.add(chosen.peerId);
    this.#refilling.forget(chosen.peerId);
    this.#refilling.goOn(chosen.peerId);
    const digest = await this.#digest();
    if (!digest || this.#disposables.isDisposed) return;
    this.#options.send(chosen.peerId, { type: 'digest', digest });
  }

  async #onDigest(from: ExchangePeer, digest: Uint8Array): Promise<void> {
    const own = await this.#digest();
    if (this.#disposables.isDisposed) return;
    if (own && equalBytes(own, digest))
      this.#options.onHeads(from.peerId, Array.from(this.#options.log.heads(), wireHead));
    else this.#tell(from, true);
  }

  /** Undefined when nothing is here. */
  async #digest(): Promise<Bytes | undefined> {
    const heads = headsBytes(this.#options.log);
    return heads && shortDigest(await this.#options.hash(heads));
  }

  #isDistrusted(peer: PeerId): boolean {
    return (this.#distrusted.get(peer) ?? -Infinity) > this.#options.clock.nowMs();
  }

  #distrust(peer: PeerId): void {
    this.#distrusted.set(peer, this.#options.clock.nowMs() + DISTRUST_MS);
    this.#wanting.drop(peer);
    const [oldest] = this.#distrusted.keys();
    if (this.#distrusted.size > MAX_HEADS && oldest) this.#distrusted.delete(oldest);
  }
}
