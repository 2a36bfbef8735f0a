// One thread: its log, how it is kept the same with those who share it, and what of it is shown. Wires the parts
// together; decides nothing that one of them could decide.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { createDisposables } from '../../primitives/disposable.ts';
import { formatPeerId, type IdentityId, type PeerId } from '../../primitives/ids.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { createTokenBucket } from '../../primitives/token-bucket.ts';
import type { RosterPeer } from '../../room/room.ts';
import {
  type EntryId,
  type Message,
  type NewContent,
  type Reach,
  type Row,
  type SendError,
  type Thread,
} from './api.ts';
import type { Typists } from './chat-world.ts';
import { createDelivery, isReachable, type Delivery } from './delivery.ts';
import { createDraft, type Draft } from './draft.ts';
import { Exchange, type ExchangePeer } from './exchange/exchange.ts';
import type { ExchangeMessage } from './exchange/messages.ts';
import { createHolders, whoHolds } from './holders.ts';
import { createIntake, MESSAGE_PACE, type Intake } from './intake.ts';
import type { LiveThread, ThreadOptions } from './live-thread.ts';
import type { Content } from './log/content.ts';
import { isMessageKind, KIND, type Entry } from './log/entry.ts';
import { createHybridClock } from './log/hybrid-clock.ts';
import { openRun, type Run } from './log/run.ts';
import { ThreadLog, type Change } from './log/thread-log.ts';
import { makeContent } from './new-content.ts';
import { createNewness, type Newness } from './talk/newness.ts';
import { createShownTalk, type ShownTalk } from './talk/shown-talk.ts';
import { createUnread } from './talk/unread.ts';
import { isHidden } from './talk/visible.ts';
import { createWriter, type Writer, type Written } from './writer.ts';

const ACT_PACE = { perSecond: 5, burst: 40 };

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
  readonly #writer: Writer;
  readonly #newness: Newness;
  readonly #pace = { message: createTokenBucket(MESSAGE_PACE), act: createTokenBucket(ACT_PACE) };
  readonly #intake: Intake;

  constructor(options: ThreadOptions) {
    this.#options = options;
    const { world, way } = options;
    const { room, clock, wallTimeMs } = world;
    this.id = way.id;
    this.#clock = createHybridClock(wallTimeMs);
    this.#talk = createShownTalk(this.log, world, () => this.#noteChange());
    ({ rows: this.rows, pinned: this.pinned, timerMs: this.timerMs } = this.#talk);
    this.#unread = createUnread(this.rows);
    this.unread = this.#unread.count;
    this.firstUnread = this.#unread.first;
    this.#intake = createIntake({ clock, wallTimeMs, slowModeMs: options.slowModeMs });
    const mayTell = () => untracked(() => world.tells?.().writing ?? true);
    this.#draft = createDraft(clock, (isWriting) => way.tellTyping(isWriting && mayTell()));
    this.#typists = way.typists;
    this.#delivery = this.#createDelivery();
    this.#exchange = this.#createExchange();
    this.#newness = createNewness({ self: room.self.identityId, isAllForThem: way.id !== 'room' });
    this.#writer = this.#createWriter();
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

  restoreDraft(text: string): void {
    this.#draft.restore(text);
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
    const id = await this.write(content.value);
    return id === undefined ? err('left') : ok(id);
  }

  async write(content: Content): Promise<EntryId | undefined> {
    const isMessage = isMessageKind(KIND[content.kind]);
    const written = await this.#writer.write(content, isMessage ? this.#options.lifeMs() : 0);
    return written?.opened.entries[0]?.id;
  }

  setLooking(isLooking: boolean): void {
    this.#unread.setLooking(isLooking);
    this.#delivery.setLooking(isLooking);
  }

  setAtEnd(isAtEnd: boolean): void {
    this.#delivery.setAtEnd(isAtEnd);
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
    const [said] = run.items;
    if (said && isMessageKind(said.kind) && !this.#intake.takesLive(from, said))
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

  async restore(runs: readonly Run[]): Promise<readonly Entry[]> {
    const restored = await this.#exchange.restore(runs);
    this.#newness.restored(restored);
    return restored;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #createWriter(): Writer {
    const { world, way } = this.#options;
    const { self, attest } = world.room;
    const { wallTimeMs } = world;
    const isOpen = () => !this.#disposables.isDisposed;
    return createWriter(
      { self, attest, thread: way.name, clock: this.#clock, wallTimeMs, isOpen },
      (written) => this.#onWritten(written),
    );
  }

  #createDelivery(): Delivery {
    const { world, way } = this.#options;
    return createDelivery({
      log: this.log,
      clock: world.clock,
      self: world.room.self,
      written: () => this.#writer.length,
      isUnheard: (identity) => untracked(() => isHidden(identity, world.regardOf)),
      heldBy: (author, seq) => {
        const others = way.sharers().filter(({ identityId }) => identityId !== world.room.self.identityId);
        return whoHolds(this.holders.read(), others, { author, seq });
      },
      authors: () => untracked(() => way.sharers()),
      tell: (to, receipt) => way.tell(to, { type: 'receipt', ...receipt }),
    });
  }

  #createExchange(): Exchange {
    const { world, way } = this.#options;
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
      takesOwn: (from, entries) => this.#intake.takesOwn(from, entries),
      onForged: ({ identityId }) => this.#talk.noteForged(identityId),
      onAhead: (by, ownSeq) => this.#onAhead(by.identityId, ownSeq),
      onHeads: (peer, heads) => {
        this.#newness.told(peer, heads);
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
    if (from) this.#noteNews(change.added, isLive);
    if (isLive) this.#talk.noteLive(change.added);
    this.#apply(change);
    this.#delivery.noteHere();
  }

  #apply(change: Change): void {
    const gone = change.removed.map(({ id }) => id);
    this.#unread.forget(gone);
    this.#delivery.forget(gone);
    this.holders.touch();
    this.#talk.apply(change);
    this.#noteChange();
  }

  #noteChange(): void {
    this.changes.value = this.changes.peek() + 1;
  }

  /** Of one's own only what was said just now can be refused. */
  #onAhead(by: IdentityId, ownSeq: number | undefined): void {
    if (ownSeq === undefined || this.#delivery.wasSentLately(ownSeq)) this.#options.onAhead(by);
  }

  #noteNews(added: readonly Entry[], isLive: boolean): void {
    const { regardOf } = this.#options.world;
    const { fresh, known } = this.#newness.sort(added, isLive);
    const heard = fresh.filter(({ identityId }) => (regardOf?.(identityId) ?? 'open') === 'open');
    this.#unread.note(heard.map(({ id }) => id));
    this.#unread.forget(known);
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
        this.#delivery.noteGone(went);
        for (const peer of came) this.#exchange.link(peer);
        for (const peerId of went.filter((each) => !present.has(each))) this.#forgetPeer(peerId);
        if (came.length > 0) this.#delivery.noteHere();
      });
    });
  }

  #forgetPeer(peerId: PeerId): void {
    this.#intake.forget(peerId);
    this.holders.forget(peerId);
  }

  #noteOwnHead(peer: PeerId, next: number | undefined): void {
    const by = untracked(() => this.#options.way.sharers()).find(({ peerId }) => peerId === peer);
    if (by && next !== undefined) this.#delivery.noteReached(by.identityId, { next, read: 0 });
  }
}
