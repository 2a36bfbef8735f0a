// One thread: its log, how it is kept the same with those who share it, and what of it is shown. Wires the parts
// together; decides nothing that one of them could decide.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import { formatPeerId, type PeerId } from '../../primitives/ids.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import type { RosterPeer } from '../../room/room.ts';
import {
  MAX_SENT_IN_PACE,
  PACE_MS,
  type EntryId,
  type Message,
  type NewContent,
  type Reach,
  type Row,
  type SendError,
  type Thread,
} from './api.ts';
import type { ChatWorld, ThreadWay, Typists } from './chat-world.ts';
import { createDelivery, isReachable, type Delivery } from './delivery.ts';
import { createDraft, type Draft } from './draft.ts';
import { Exchange, type ExchangePeer } from './exchange/exchange.ts';
import type { ExchangeMessage } from './exchange/messages.ts';
import { createHolders } from './holders.ts';
import type { Content } from './log/content.ts';
import { isMessageKind, KIND, type Entry } from './log/entry.ts';
import { createHybridClock } from './log/hybrid-clock.ts';
import { openRun, type Run } from './log/run.ts';
import { ThreadLog, type Change } from './log/thread-log.ts';
import { makeContent } from './new-content.ts';
import { createShownTalk, type ShownTalk } from './talk/shown-talk.ts';
import { createUnread } from './talk/unread.ts';
import { createWriter, type Write, type Written } from './writer.ts';

/** A thread, and what reaches it from others and from what was kept. */
export interface LiveThread extends Thread, Disposable {
  readonly log: ThreadLog;
  readonly holders: ReturnType<typeof createHolders>;
  /** After how long messages vanish from now on; 0: they stay. */
  readonly timerMs: ReadonlySignal<number>;
  /** Counts up with everything that comes, goes or is filled in. */
  readonly changes: ReadonlySignal<number>;
  hear(from: ExchangePeer, run: Run): void;
  hearTyping(from: PeerId): void;
  receive(from: ExchangePeer, message: ExchangeMessage): void;
  /** Those that were not here. */
  restore(runs: readonly Run[]): Promise<readonly Entry[]>;
  /** As {@link Thread.send}, for what has a form already. */
  write(content: Content): Promise<EntryId>;
  setReadReceipts(areOn: boolean): void;
}

export interface ThreadOptions {
  readonly world: ChatWorld;
  readonly way: ThreadWay;
  /** After how long a message of now vanishes. */
  readonly lifeMs: () => number;
  /** Whether a message may go now; the next waits from then on. */
  readonly takeTurn: () => boolean;
  readonly mayWrite: () => boolean;
  readonly onAhead: () => void;
}

/** What somebody says at once is taken; of a flood a little, and the rest is asked for later. */
const MESSAGE_PACE = {
  perSecond: MAX_SENT_IN_PACE / (PACE_MS / 1_000),
  burst: MAX_SENT_IN_PACE,
};
const ACT_PACE = { perSecond: 5, burst: 40 };
/** After an outage everything that was said meanwhile comes at once; a peer is waited for so long (PROTOCOL [T5]). */
const OUTAGE_MS = 90_000;

export function createThread(options: ThreadOptions): LiveThread {
  return new ThreadModel(options);
}

class ThreadModel implements LiveThread {
  readonly id: Thread['id'];
  readonly log = new ThreadLog();
  readonly holders = createHolders();
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly unread: ReadonlySignal<number>;
  readonly firstUnread: ReadonlySignal<EntryId | undefined>;
  readonly pinned: ReadonlySignal<readonly Message[]>;
  readonly timerMs: ReadonlySignal<number>;
  readonly changes = signal(0);
  readonly #options: ThreadOptions;
  readonly #disposables = createDisposables();
  readonly #clock: ReturnType<typeof createHybridClock>;
  readonly #talk: ShownTalk;
  readonly #exchange: Exchange;
  readonly #delivery: Delivery;
  readonly #draft: Draft;
  readonly #typists: Typists;
  readonly #unread: ReturnType<typeof createUnread>;
  readonly #write: Write;
  readonly #pace = { message: createTokenBucket(MESSAGE_PACE), act: createTokenBucket(ACT_PACE) };
  readonly #heard = new Map<PeerId, TokenBucket>();
  readonly #openedAtMs: number;

  constructor(options: ThreadOptions) {
    this.#options = options;
    const { world, way } = options;
    const { room, clock, wallTimeMs } = world;
    this.id = way.id;
    this.#openedAtMs = way.newSinceMs ?? wallTimeMs();
    this.#clock = createHybridClock(wallTimeMs);
    this.#talk = createShownTalk(this.log, world);
    ({ rows: this.rows, pinned: this.pinned, timerMs: this.timerMs } = this.#talk);
    this.#unread = createUnread(this.rows);
    this.unread = this.#unread.count;
    this.firstUnread = this.#unread.first;
    this.#draft = createDraft(clock, way.tellTyping);
    this.#typists = way.typists;
    this.#delivery = this.#createDelivery();
    this.#exchange = this.#createExchange();
    this.#write = createWriter(
      { self: room.self, attest: room.attest, thread: way.name, clock: this.#clock, wallTimeMs },
      (written) => this.#onWritten(written),
    );
    for (const part of [this.#typists, this.#delivery, this.#exchange, this.#talk, this.#draft])
      this.#disposables.add(() => part.dispose());
    this.#disposables.add(this.#followLinks());
  }

  get typing(): ReadonlySignal<readonly RosterPeer[]> {
    return this.#typists.writing;
  }

  get draft(): ReadonlySignal<string> {
    return this.#draft.text;
  }

  reach(id: EntryId): ReadonlySignal<Reach | undefined> {
    return this.#delivery.reach(id);
  }

  setDraft(text: string): void {
    this.#draft.type(text);
  }

  addToDraft(text: string): void {
    this.#draft.add(text);
  }

  async send(wanted: NewContent): Promise<Result<EntryId, SendError>> {
    const { mayWrite, takeTurn, world } = this.#options;
    if (this.#disposables.isDisposed) return err('left');
    if (!mayWrite()) return err('not-allowed');
    const content = makeContent(wanted, (id) => this.#talk.message(id));
    if (!content.ok) return content;
    const isMessage = isMessageKind(KIND[content.value.kind]);
    const pace = isMessage ? this.#pace.message : this.#pace.act;
    if (pace.available(world.clock.nowMs()) < 1 || (isMessage && !takeTurn())) return err('too-fast');
    pace.take(world.clock.nowMs());
    return ok(await this.write(content.value));
  }

  async write(content: Content): Promise<EntryId> {
    const isMessage = isMessageKind(KIND[content.kind]);
    const { opened } = await this.#write(content, isMessage ? this.#options.lifeMs() : 0);
    return opened.entries[0]?.id ?? '';
  }

  setLooking(isLooking: boolean): void {
    this.#unread.setLooking(isLooking);
    this.#delivery.setLooking(isLooking);
  }

  setReadReceipts(areOn: boolean): void {
    this.#delivery.setReadReceipts(areOn);
  }

  search(query: string): readonly EntryId[] {
    return this.#talk.search(query);
  }

  prepareSearch(): boolean {
    return this.#talk.prepareSearch();
  }

  hear(from: ExchangePeer, run: Run): void {
    const isMessage = isMessageKind(run.items[0]?.kind ?? 0);
    if (isMessage && !this.#allowanceOf(from.peerId).take(this.#options.world.clock.nowMs()))
      return this.#exchange.onFlood(from, run.seq);
    // Not sooner: the line would go in one frame, and the message come in the next.
    void this.#exchange.hear(run, from).then(() => this.#typists.clear(from.peerId));
  }

  hearTyping(from: PeerId): void {
    this.#typists.note(from);
  }

  receive(from: ExchangePeer, message: ExchangeMessage): void {
    if (message.type !== 'receipt') return this.#exchange.receive(from, message);
    const { self } = this.#options.world.room;
    this.#delivery.noteReached(from.identityId, message);
    this.holders.noteChain(from.peerId, self.peerId, message);
  }

  restore(runs: readonly Run[]): Promise<readonly Entry[]> {
    return this.#exchange.restore(runs);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #createDelivery(): Delivery {
    const { world, way } = this.#options;
    return createDelivery({
      log: this.log,
      clock: world.clock,
      self: world.room.self,
      authors: () => untracked(() => way.sharers()),
      tell: (to, receipt) => way.tell(to, { type: 'receipt', ...receipt }),
    });
  }

  #createExchange(): Exchange {
    const { world, way, onAhead } = this.#options;
    const { attest, self } = world.room;
    const { log } = this;
    const clock = this.#clock;
    return new Exchange({
      log,
      clock: world.clock,
      random: world.random,
      send: way.tell,
      async open(run, anew) {
        const thread = await way.name;
        const isTooFarAhead = (stamp: { readonly ms: number }) => clock.isTooFarAhead(stamp);
        const isHere = anew ? () => false : log.holds.bind(log);
        return openRun(run, { thread, attest, isTooFarAhead, isHere });
      },
      hash: (data) => attest.hash(data),
      sinceMsFor: way.sinceMsFor,
      onChange: (change, from, isLive) => this.#onChange(change, from, isLive),
      onForged: ({ identityId }) => this.#talk.noteForged(identityId),
      onAhead,
      onHeads: (peer, heads) => {
        this.holders.learn(peer, heads);
        this.#noteOwnHead(peer, heads.find((head) => formatPeerId(head.peer) === self.peerId)?.next);
      },
      emptied: () =>
        log.order.filter((entry) => entry.content === undefined && !this.#talk.isRightlyEmpty(entry)),
    });
  }

  /** It goes out before it is shown: what others see does not wait for this page to draw. */
  async #onWritten({ opened, run }: Written): Promise<void> {
    const { world, way } = this.#options;
    const { self, attest } = world.room;
    const sharers = untracked(() => way.sharers());
    const to = new Set(sharers.map(({ identityId }) => identityId));
    to.delete(self.identityId);
    this.#delivery.noteSent(run.seq, to);
    const change = this.log.add(opened);
    way.say(run);
    // Links seal what they carry: by the time two hashes are back from the browser's cipher, that is too.
    await attest.hash(await attest.hash(opened.writer.nonce));
    if (!this.#disposables.isDisposed) this.#apply(change);
  }

  #onChange(change: Change, from: ExchangePeer | undefined, isLive: boolean): void {
    for (const entry of change.added) this.#clock.see(entry);
    // What its author says now is said to everybody who is here.
    const havers = isLive ? untracked(() => this.#options.way.sharers()).filter(isReachable) : [];
    const peers = [...havers.map(({ peerId }) => peerId), ...(from ? [from.peerId] : [])];
    for (const { peerId, seq } of change.added) this.holders.note(peers, peerId, seq);
    if (from) this.#unread.note(change.added.filter((entry) => this.#isNews(entry)).map(({ id }) => id));
    this.#apply(change);
    this.#delivery.noteHere();
  }

  #apply(change: Change): void {
    const gone = change.removed.map(({ id }) => id);
    this.#unread.forget(gone);
    this.#delivery.forget(gone);
    this.holders.touch();
    this.#talk.apply(change);
    this.changes.value += 1;
  }

  #isNews({ kind, identityId, ms }: Entry): boolean {
    const { room, regardOf } = this.#options.world;
    const isOthers = identityId !== room.self.identityId && (regardOf?.(identityId) ?? 'open') === 'open';
    return isOthers && isMessageKind(kind) && ms >= this.#openedAtMs;
  }

  #followLinks(): () => void {
    const linked = new Set<PeerId>();
    return effect(() => {
      const neighbours = this.#options.way.neighbours();
      const present = new Set(this.#options.world.room.peers.value.map(({ peerId }) => peerId));
      const came = neighbours.filter(({ peerId }) => !linked.has(peerId));
      const here = new Set(neighbours.map(({ peerId }) => peerId));
      const went = Array.from(linked).filter((peerId) => !here.has(peerId));
      linked.clear();
      for (const peerId of here) linked.add(peerId);
      untracked(() => {
        for (const peerId of went) this.#exchange.unlink(peerId);
        for (const peer of came) this.#exchange.link(peer);
        for (const peerId of went.filter((each) => !present.has(each))) this.#forgetPeer(peerId);
        if (came.length > 0) this.#delivery.noteHere();
      });
    });
  }

  #forgetPeer(peerId: PeerId): void {
    this.#heard.delete(peerId);
    this.holders.forget(peerId);
  }

  #noteOwnHead(peer: PeerId, next: number | undefined): void {
    const by = untracked(() => this.#options.way.sharers()).find(({ peerId }) => peerId === peer);
    if (by && next !== undefined) this.#delivery.noteReached(by.identityId, { next, read: 0 });
  }

  #allowanceOf(peer: PeerId): TokenBucket {
    const allowance =
      this.#heard.get(peer) ?? createTokenBucket({ ...MESSAGE_PACE, pauseCreditMs: OUTAGE_MS });
    this.#heard.set(peer, allowance);
    return allowance;
  }
}
