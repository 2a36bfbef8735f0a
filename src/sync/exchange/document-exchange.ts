// Brings one document and its copies at other members together: tells what is known here, compares it with what they
// tell, and asks one of them at a time for what is missing (PROTOCOL, Shared state).

import { signal } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import { concatBytes, equalBytes } from '../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { randomBetween, randomInteger, type RandomSource } from '../../primitives/random.ts';
import type { Replica } from '../document/replica.ts';
import { parseStateVector } from '../update/parse-update.ts';
import { compareStates, type DocumentState } from './comparing.ts';
import type { Intake } from './intake.ts';
import { Outgoing } from './outgoing.ts';
import { NEXT, PULL, STATE, UPDATE, type PartMessage, type SyncMessage } from './protocol.ts';
import { Stated } from './stated.ts';

export interface ExchangePorts {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** To everybody; false when nobody could be told though somebody is here. */
  readonly broadcast: (message: SyncMessage) => boolean;
  readonly send: (to: PeerId, message: SyncMessage) => boolean;
  readonly linked: () => readonly PeerId[];
  /** Whether what it says of this document may be taken. */
  readonly isTrusted: (peer: PeerId) => boolean;
  readonly onCompared: () => void;
  /** Who holds the document may be others than before. */
  readonly onHolders: () => void;
}

export interface DocumentExchangeOptions extends ExchangePorts {
  readonly key: string;
  readonly replica: Replica;
  readonly intake: Intake;
}

/** Until the next part of what was asked for; then somebody else is asked. */
const PULL_TIMEOUT_MS = 10_000;
/** One piece as a whole, and pieces of one answer: nobody keeps us waiting, or busy, in small steps. */
const PIECE_TIMEOUT_MS = 60_000;
const MAX_PIECES = 200;
/** What was just said may be on its way: that is not asked for. */
const PATIENCE_MS = 250;
/** Those who hold something that is missing here; others tell again. */
const MAX_CANDIDATES = 16;
/** Until somebody is asked for what an update that waits follows on, doubling. */
const GAP_MS = 500;
const GAP_ROUNDS = 6;
/** Before others are told that there is news, so that several are one. */
const NEWS_MS = { from: 50, to: 150 } as const;
/** Others are told that what they wrote is here: once it is quiet, later where that takes many bytes, and after a while. */
const CONFIRM_MS = { quiet: 400, aClient: 10, within: 10_000 } as const;
/** Who is linked so long and says nothing of a document does not have it. */
const UNKNOWN_MS = 5_000;

interface Answered extends Pick<DocumentState, 'deletions'> {
  readonly version: number;
  readonly vector: Bytes;
}

interface Pull {
  readonly from: PeerId;
  readonly id: number;
  readonly parts: Map<number, Bytes>;
  count: number;
  pieces: number;
  pieceEndsAtMs: number;
  cancelTimeout: Cancel;
}

export class DocumentExchange implements Disposable {
  readonly hasCompared = signal(false);
  readonly stated: Stated;
  readonly #options: DocumentExchangeOptions;
  readonly #disposables = createDisposables();
  readonly #outgoing: Outgoing;
  readonly #candidates = new Map<PeerId, DocumentState>();
  /** The version of the document that each was told of. */
  readonly #told = new Map<PeerId, number>();
  /** What each said when it was answered last, and with which version: the same is not answered twice. */
  readonly #answered = new Map<PeerId, Answered>();
  #pull: Pull | undefined;
  #cancelStart: Cancel | undefined;
  #cancelNews: Cancel | undefined;
  #cancelConfirm: Cancel | undefined;
  #heardAtMs = 0;
  #cancelGap: Cancel | undefined;
  #cancelUnknown: Cancel | undefined;

  constructor(options: DocumentExchangeOptions) {
    this.#options = options;
    const { key, replica, clock, broadcast } = options;
    this.stated = new Stated(replica);
    this.#outgoing = new Outgoing({
      clock,
      tell: (update) => broadcast([UPDATE, key, update]),
      onTooMuch: () => this.#announceSoon(),
    });
    this.#disposables.add(
      replica.changes.on(({ update, origin }) => {
        if (origin === 'self') this.#outgoing.add(update);
        else if (origin === 'restored') this.#announceSoon();
        else this.#confirmSoon();
      }),
    );
    for (const end of [
      () => this.#outgoing.dispose(),
      () => this.#pull?.cancelTimeout(),
      () => this.#cancelStart?.(),
      () => this.#cancelNews?.(),
      () => this.#cancelConfirm?.(),
      () => this.#cancelGap?.(),
      () => this.#cancelUnknown?.(),
    ])
      this.#disposables.add(end);
  }

  tellState(to: PeerId): void {
    const { key, replica, send } = this.#options;
    if (send(to, [STATE, key, replica.vector(), replica.deletions()])) this.#told.set(to, replica.version);
  }

  onLinked(peer: PeerId): void {
    this.tellState(peer);
    this.#cancelUnknown ??= this.#options.clock.schedule(UNKNOWN_MS, () => {
      if (!this.#pull) this.#onCompared();
    });
  }

  onState(from: PeerId, vector: Bytes, deletions: number): void {
    const { isTrusted } = this.#options;
    const clients = parseStateVector(vector);
    if (!clients.ok) return;
    const theirs = { clients: clients.value, deletions };
    this.stated.tell(from, theirs);
    this.#options.onHolders();
    const { weLack, theyLack } = compareStates(this.#state(), theirs);
    if (theyLack) this.#answer(from, vector, deletions);
    if (!weLack || !isTrusted(from)) {
      this.#candidates.delete(from);
      if (!weLack && this.#candidates.size === 0 && !this.#pull) this.#onCompared();
      return;
    }
    if (this.#candidates.size < MAX_CANDIDATES || this.#candidates.has(from))
      this.#candidates.set(from, theirs);
    if (this.#pull || this.#cancelStart) return;
    if (this.hasCompared.peek())
      this.#cancelStart = this.#options.clock.schedule(PATIENCE_MS, () => this.#start());
    else this.#start();
  }

  /** Parts of an answer; false when nobody was asked for them. */
  onPart(from: PeerId, [id, index, count, hasMore, data]: PartMessage): boolean {
    const pull = this.#pull;
    if (!pull || pull.id !== id || pull.from !== from) return false;
    if (pull.parts.size === 0) pull.count = count;
    if (count !== pull.count || index >= count || pull.parts.has(index)) return false;
    pull.parts.set(index, data);
    this.#awaitPart(pull);
    if (pull.parts.size === count) void this.#finishPiece(pull, hasMore === 1);
    return true;
  }

  /** Something came that follows on what is not here. */
  onGap(from: PeerId | undefined): void {
    this.#cancelGap ??= this.#waitForGap(from, 1);
  }

  forget(peer: PeerId): void {
    this.stated.forget(peer);
    this.#told.delete(peer);
    this.#answered.delete(peer);
    this.#candidates.delete(peer);
    if (this.#pull?.from === peer) this.#giveUp(this.#pull);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** They may have opened the document only now, whatever they were told before. */
  #answer(to: PeerId, vector: Bytes, deletions: number): void {
    const { version } = this.#options.replica;
    const before = this.#answered.get(to);
    const isSame = before?.version === version && before.deletions === deletions;
    if (isSame && equalBytes(before.vector, vector)) return;
    this.#answered.set(to, { version, vector, deletions });
    this.tellState(to);
  }

  #state(): DocumentState {
    const { replica } = this.#options;
    return { clients: replica.knownClients(), deletions: replica.deletions() };
  }

  /** Asks the next of those who have more. */
  #start(): void {
    this.#cancelStart?.();
    this.#cancelStart = undefined;
    if (this.#pull || this.#disposables.isDisposed) return;
    const linked = new Set(this.#options.linked());
    const ours = this.#state();
    for (const [peer, theirs] of this.#candidates) {
      if (linked.has(peer) && compareStates(ours, theirs).weLack) return this.#ask(peer);
      this.#candidates.delete(peer);
    }
    this.#onCompared();
  }

  #ask(from: PeerId): void {
    const { key, replica, random, send } = this.#options;
    const id = randomInteger(random, 2 ** 32);
    this.#candidates.delete(from);
    if (!send(from, [PULL, key, replica.vector(), id])) return this.#start();
    const cancelTimeout = () => undefined;
    this.#pull = { from, id, parts: new Map(), count: 0, pieces: 0, pieceEndsAtMs: 0, cancelTimeout };
    this.#awaitPiece(this.#pull);
  }

  #awaitPiece(pull: Pull): void {
    pull.pieces += 1;
    pull.pieceEndsAtMs = this.#options.clock.nowMs() + PIECE_TIMEOUT_MS;
    this.#awaitPart(pull);
  }

  #awaitPart(pull: Pull): void {
    const { clock } = this.#options;
    const leftMs = Math.min(PULL_TIMEOUT_MS, pull.pieceEndsAtMs - clock.nowMs());
    pull.cancelTimeout();
    pull.cancelTimeout = clock.schedule(leftMs, () => this.#giveUp(pull));
  }

  #giveUp(pull: Pull): void {
    pull.cancelTimeout();
    if (this.#pull !== pull) return;
    this.#pull = undefined;
    this.#start();
  }

  async #finishPiece(pull: Pull, hasMore: boolean): Promise<void> {
    const { intake, replica, send } = this.#options;
    pull.cancelTimeout();
    const parts = Array.from({ length: pull.count }, (_, index) => pull.parts.get(index) ?? new Uint8Array());
    pull.parts.clear();
    const versionBefore = replica.version;
    const verdict = await intake.merge(concatBytes(...parts), pull.from);
    if (this.#disposables.isDisposed) return;
    const isNews = replica.version !== versionBefore;
    if (isNews) this.#announceSoon();
    if (this.#pull !== pull) return;
    const isMoreWanted = verdict === 'applied' && isNews && hasMore && pull.pieces < MAX_PIECES;
    if (isMoreWanted && send(pull.from, [NEXT, pull.id])) return this.#awaitPiece(pull);
    this.#pull = undefined;
    this.#start();
  }

  #onCompared(): void {
    this.hasCompared.value = true;
    this.#options.onCompared();
  }

  /** Tells those linked what is known here now, if they were not told. */
  #announceSoon(): void {
    const { clock, random, replica, linked } = this.#options;
    this.#cancelNews ??= clock.schedule(randomBetween(random, NEWS_MS.from, NEWS_MS.to), () => {
      this.#cancelNews = undefined;
      for (const peer of linked()) if (this.#told.get(peer) !== replica.version) this.tellState(peer);
    });
  }

  /** So that everybody knows who holds what: what comes is not answered otherwise. */
  #confirmSoon(): void {
    const { clock, random, replica } = this.#options;
    const { quiet, aClient, within } = CONFIRM_MS;
    this.#heardAtMs = clock.nowMs();
    if (this.#cancelConfirm) return;
    const quietMs = randomBetween(random, 1, 1.5) * (quiet + aClient * replica.clientCount);
    this.#awaitQuiet(quietMs, this.#heardAtMs + within);
  }

  /** One timer and not one for every letter. */
  #awaitQuiet(quietMs: number, byMs: number): void {
    const { clock } = this.#options;
    const leftMs = () => Math.min(this.#heardAtMs + quietMs, byMs) - clock.nowMs();
    this.#cancelConfirm = clock.schedule(leftMs(), () => {
      if (leftMs() >= 1) return this.#awaitQuiet(quietMs, byMs);
      this.#cancelConfirm = undefined;
      this.#announceSoon();
    });
  }

  #waitForGap(from: PeerId | undefined, round: number): Cancel {
    return this.#options.clock.schedule(GAP_MS * 2 ** round, () => {
      this.#cancelGap = undefined;
      const { intake } = this.#options;
      if (intake.heldCount === 0) return;
      // What nobody could explain by now is nothing.
      if (round >= GAP_ROUNDS) return intake.dropHeld();
      if (!this.#pull) this.#askForGap(from);
      this.#cancelGap = this.#waitForGap(from, round + 1);
    });
  }

  #askForGap(from: PeerId | undefined): void {
    const { linked, isTrusted, random } = this.#options;
    const able = linked().filter((peer) => isTrusted(peer));
    const chosen =
      from !== undefined && able.includes(from) ? from : able[randomInteger(random, able.length || 1)];
    if (chosen !== undefined) this.#ask(chosen);
  }
}
