// Shared documents and presence over the channels of one conversation: opens documents, hands each what is said of it,
// and meets those who come. What a document takes is decided by its intake, who may write by the conversation.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import { createDisposables } from '../primitives/disposable.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import { randomBetween, randomInteger, type RandomSource } from '../primitives/random.ts';
import type { Channel, Received, RoomContext, RosterPeer } from '../room/room.ts';
import { clientIdOf } from './client-id.ts';
import { Replica } from './document/replica.ts';
import { SharedDocument } from './document/shared-document.ts';
import { DocumentExchange } from './exchange/document-exchange.ts';
import { Intake } from './exchange/intake.ts';
import {
  MAX_KEY_LENGTH,
  NEXT,
  PARTS_PROTOCOL,
  PULL,
  STATE,
  SYNC_PROTOCOL,
  UPDATE,
  type PartMessage,
  type SyncMessage,
} from './exchange/protocol.ts';
import { Serving } from './exchange/serving.ts';
import { createHolders, type Holders } from './holding.ts';
import { createPresence, type RoomPresence } from './presence/create-presence.ts';
import { PRESENCE_PROTOCOL } from './presence/protocol.ts';
import type {
  DocsHolding,
  Presence,
  Refusal,
  RefusalCode,
  SharedDoc,
  SharedDocs,
  SyncFacts,
} from './shared-docs.ts';
import { Trust } from './trust.ts';
import { rootKindOf } from './update/check-update.ts';
import { createLocalChecker, type UpdateChecker } from './update/update-checker.ts';

export interface SharedDocsOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers' | 'state' | 'channel'>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** How often this instance opened documents before, in any conversation: what it writes now is told apart by it. */
  readonly visit: number;
  /** Reads signals. Default: everybody may. */
  readonly mayWrite?: ((identity: IdentityId, space: string) => boolean) | undefined;
  /** Between two comparisons with a random neighbour. Default: 30 s. */
  readonly comparePeriodMs?: number | undefined;
  /** Default: in process. */
  readonly checker?: UpdateChecker | undefined;
}

const MAX_DOCUMENTS = 64;
/** How often documents are compared with a random neighbour (s). */
const COMPARE_MS = 30_000;
/** Between two readings of the facts. */
const FACTS_MS = 500;
/** Somebody who says these did not make a mistake. */
const MISDEEDS: readonly RefusalCode[] = ['malformed', 'foreign', 'slow'];

interface OpenDocument {
  readonly doc: SharedDocument;
  readonly replica: Replica;
  readonly intake: Intake;
  readonly exchange: DocumentExchange;
}

export function createSharedDocs(options: SharedDocsOptions): SharedDocs {
  const docs = new RoomDocs(options);
  // An object of its own, which others may wrap.
  return {
    open: (key, given) => docs.open(key, given),
    presence: docs.presence,
    facts: docs.facts,
    holding: docs.holding,
    onRefused: (listener) => docs.onRefused(listener),
    dispose: () => docs.dispose(),
  };
}

class RoomDocs implements SharedDocs {
  readonly #options: SharedDocsOptions;
  readonly #checker: UpdateChecker;
  readonly #disposables = createDisposables();
  readonly #documents = new Map<string, OpenDocument>();
  readonly #refusals = createEmitter<Refusal>();
  readonly #facts = signal<SyncFacts>({
    documents: 0,
    stateBytes: 0,
    pendingUpdates: 0,
    conflicts: 0,
    lastSyncMs: undefined,
  });
  readonly #holders: Holders;
  readonly #messages: Channel<SyncMessage>;
  readonly #parts: Channel<PartMessage>;
  readonly #serving: Serving;
  readonly #presence: RoomPresence;
  readonly #trust: Trust;
  #linked: ReadonlySet<PeerId> = new Set();
  #present: ReadonlySet<PeerId> = new Set();
  #lastSyncMs: number | undefined;
  #cancelFacts: Cancel | undefined;

  constructor(options: SharedDocsOptions) {
    this.#options = options;
    const { room, clock, random, checker = createLocalChecker() } = options;
    this.#checker = checker;
    this.#trust = new Trust(clock, (identity, space) => this.#mayWrite(identity, space));
    this.#holders = createHolders({
      room,
      documents: () => Array.from(this.#documents.values(), ({ exchange }) => exchange.stated),
      isDistrusted: (peer) => this.#trust.isDistrusted(peer),
    });
    this.#messages = room.channel(SYNC_PROTOCOL);
    this.#parts = room.channel(PARTS_PROTOCOL);
    this.#serving = new Serving({ clock, checker, send: (to, part) => this.#parts.send(to, part) });
    this.#presence = createPresence({
      channel: room.channel(PRESENCE_PROTOCOL),
      room,
      clock,
      mayWrite: (identity, space) => this.#mayWrite(identity, space),
    });
    const period = (options.comparePeriodMs ?? COMPARE_MS) * randomBetween(random, 0.9, 1.1);
    for (const end of [
      this.#messages.onMessage((received) => this.#onMessage(received)),
      this.#parts.onMessage(({ from, message }) => this.#onPart(from, message)),
      effect(() => {
        const peers = room.peers.value;
        untracked(() => this.#onPeers(peers));
      }),
      scheduleEvery(clock, period, () => this.#compareWithSomebody()),
      () => this.#serving.dispose(),
      () => this.#presence.dispose(),
      () => this.#checker.dispose(),
      () => this.#cancelFacts?.(),
    ])
      this.#disposables.add(end);
  }

  get presence(): Presence {
    return this.#presence;
  }

  get facts(): ReadonlySignal<SyncFacts> {
    return this.#facts;
  }

  get holding(): ReadonlySignal<DocsHolding> {
    return this.#holders.holding;
  }

  open(key: string, { space }: { readonly space: string }): SharedDoc {
    const known = this.#documents.get(key);
    if (known) return known.doc;
    if (key.length === 0 || key.length > MAX_KEY_LENGTH) throw new RangeError('a key has 1 to 64 characters');
    if (this.#documents.size >= MAX_DOCUMENTS) throw new RangeError('at most 64 documents');
    const opened = this.#create(key, space);
    this.#documents.set(key, opened);
    for (const peer of this.#linked) opened.exchange.onLinked(peer);
    this.#refreshFacts();
    return opened.doc;
  }

  onRefused(listener: (refusal: Refusal) => void): Unsubscribe {
    return this.#refusals.on(listener);
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const { replica, intake, exchange } of this.#documents.values()) {
      exchange.dispose();
      intake.dispose();
      replica.dispose();
    }
  }

  #mayWrite(identity: IdentityId, space: string): boolean {
    return this.#options.mayWrite?.(identity, space) ?? true;
  }

  #create(key: string, space: string): OpenDocument {
    const { room, clock, random, log, visit } = this.#options;
    const { self } = room;
    const replica = new Replica(clientIdOf(self.peerId, visit));
    const refuse = (code: RefusalCode, from: PeerId | undefined) => this.#onRefusal({ key, from, code });
    const intake: Intake = new Intake({
      replica,
      checker: this.#checker,
      clock,
      onRefused: refuse,
      onGap: (from) => exchange.onGap(from),
      onSpent: (from, tookMs) => this.#trust.onSpent(from, tookMs),
      onRoots: (roots, from) => {
        if (roots.some((root) => isUsedOtherwise(doc, root))) refuse('other-kind', from);
      },
    });
    const exchange: DocumentExchange = new DocumentExchange({
      key,
      replica,
      intake,
      clock,
      random,
      broadcast: (message) => this.#messages.broadcast(message).length > 0 || this.#present.size === 0,
      send: (to, message) => this.#messages.send(to, message),
      linked: () => Array.from(this.#linked),
      isTrusted: (peer) => this.#trust.isWriter(peer, space) && !this.#trust.isDistrusted(peer),
      onCompared: () => {
        this.#lastSyncMs = clock.nowMs();
        this.#refreshFacts();
      },
      onHolders: () => this.#holders.onChange(),
    });
    replica.changes.on(() => {
      this.#refreshFacts();
      this.#holders.onChange();
    });
    const isAlone = computed(() => room.state.value.kind === 'open' && room.peers.value.every(isGone));
    const doc: SharedDocument = new SharedDocument({
      key,
      space,
      replica,
      mayWrite: computed(() => this.#mayWrite(self.identityId, space)),
      isSynced: computed(() => exchange.hasCompared.value || isAlone.value),
      clock,
      log,
      onRefused: (code) => refuse(code, undefined),
      restore: (update) => intake.restore(update),
    });
    return { doc, replica, intake, exchange };
  }

  #onMessage({ from, identityId, message }: Received<SyncMessage>): void {
    this.#trust.learn(from, identityId);
    if (message[0] === NEXT) return this.#serving.onNext(from, message[1]);
    const opened = this.#documents.get(message[1]);
    if (!opened) return;
    switch (message[0]) {
      case UPDATE:
        return this.#onUpdate(from, opened, message[2]);
      case STATE:
        return opened.exchange.onState(from, message[2], message[3]);
      case PULL:
        return void this.#serving.onPull(from, opened.replica, message[2], message[3]);
      default:
        return undefined;
    }
  }

  #onUpdate(from: PeerId, { doc, intake, exchange }: OpenDocument, update: Bytes): void {
    if (this.#trust.isDistrusted(from)) return undefined;
    if (!this.#trust.isWriter(from, doc.space))
      return this.#onRefusal({ key: doc.key, from, code: 'not-a-writer' });
    // What is left out now shows as a gap, and is asked for then.
    if (!this.#trust.allows(from, update.length)) return undefined;
    const heldAll = intake.heldCount === 0 && exchange.stated.isHeldBy(from);
    if (intake.takeOwn(update, from) !== 'applied' || !heldAll) return undefined;
    exchange.stated.addOwn(from);
    return this.#holders.onChange();
  }

  /** Only whoever asked knows the number. */
  #onPart(from: PeerId, part: PartMessage): void {
    for (const { exchange } of this.#documents.values()) if (exchange.onPart(from, part)) return;
  }

  #onRefusal(refusal: Refusal): void {
    const { key, from, code } = refusal;
    if (from !== undefined && MISDEEDS.includes(code)) {
      this.#trust.distrust(from);
      this.#documents.get(key)?.intake.forget(from);
    }
    this.#options.log.write({ level: 'warning', part: 'sync', message: 'refused', facts: { code } });
    this.#refusals.emit(refusal);
  }

  #onPeers(peers: readonly RosterPeer[]): void {
    const before = { linked: this.#linked, present: this.#present };
    this.#linked = new Set(peers.filter(isLinked).map(({ peerId }) => peerId));
    this.#present = new Set(peers.filter((peer) => !isGone(peer)).map(({ peerId }) => peerId));
    for (const { peerId, identityId } of peers) this.#trust.learn(peerId, identityId);
    for (const peer of this.#linked) if (!before.linked.has(peer)) this.#onLinked(peer);
    for (const peer of before.present) if (!this.#present.has(peer)) this.#onLeft(peer);
  }

  #onLinked(peer: PeerId): void {
    for (const { exchange } of this.#documents.values()) exchange.onLinked(peer);
    this.#presence.onLinked(peer);
  }

  #onLeft(peer: PeerId): void {
    for (const { exchange } of this.#documents.values()) exchange.forget(peer);
    this.#serving.forget(peer);
    this.#presence.forget(peer);
    this.#trust.forget(peer);
  }

  #compareWithSomebody(): void {
    const linked = Array.from(this.#linked);
    const chosen = linked[randomInteger(this.#options.random, linked.length || 1)];
    if (chosen === undefined) return;
    for (const { exchange } of this.#documents.values()) exchange.tellState(chosen);
  }

  #refreshFacts(): void {
    this.#cancelFacts ??= this.#options.clock.schedule(FACTS_MS, () => {
      this.#cancelFacts = undefined;
      const documents = Array.from(this.#documents.values());
      this.#facts.value = {
        documents: documents.length,
        stateBytes: documents.reduce((sum, { replica }) => sum + replica.stateBytes, 0),
        pendingUpdates: documents.reduce((sum, { intake }) => sum + intake.heldCount, 0),
        conflicts: documents.reduce((sum, { replica }) => sum + replica.conflicts, 0),
        lastSyncMs: this.#lastSyncMs,
      };
    });
  }
}

function isLinked({ link: { kind } }: RosterPeer): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown';
}

function isGone({ link }: RosterPeer): boolean {
  return link.kind === 'gone';
}

/** The prefix of a root's name is two characters. */
function isUsedOtherwise(doc: SharedDocument, root: string): boolean {
  const used = doc.kindOf(root.slice(2));
  return used !== undefined && used !== rootKindOf(root);
}
