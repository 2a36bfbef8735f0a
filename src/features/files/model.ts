// The files of a conversation: what is offered, what is here, what comes, and who has what. Knows no DOM and no browser;
// the swarms below do the work.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Playing } from '../../platform/files/media-stream.ts';
import { createDisposables } from '../../primitives/disposable.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import { cleanFileName } from '../../swarm/file-name.ts';
import type { ChosenSpot } from '../../swarm/store/placed-stores.ts';
import type { OfferView } from '../../swarm/swarm-state.ts';
import type { SwarmsEvent } from '../../swarm/swarms.ts';
import type { FeatureContext } from '../feature.ts';
import type { Holding } from '../holding.ts';
import { AllSwarms } from './all-swarms.ts';
import type { ChosenFile, FileId, FileRow, FilesModel, FilesProblem, Foreseen, Offering } from './api.ts';
import { entriesOf } from './archive.ts';
import { createDetails } from './details.ts';
import { createEntries, type Entries } from './entries.ts';
import { FetchQueue } from './fetch-queue.ts';
import { createFinder, type Finder } from './finding.ts';
import { blobOf, holdingOf } from './held-files.ts';
import type { FilesWorld, SaveOutcome } from './files-world.ts';
import { Forwarding } from './forwarding.ts';
import type { FilesInsides } from './kept.ts';
import { OwnOffers } from './own-offers.ts';
import { createFilePeople, othersIn, type FilePeople } from './people.ts';
import { playedBytes } from './played-file.ts';
import {
  contentHere,
  contentOf,
  isRefused,
  isSameRow,
  isUnfinished,
  progressOf,
  rowOf,
  takenFrom,
} from './rows.ts';
import { createUnasked, type Unasked } from './unasked.ts';
import { isSameHolding, isSameList, stable } from './stable.ts';
import { FILES_SPACE } from './space.ts';
import { createTicking, type Ticking } from './ticking.ts';
import { createWatchers } from './watchers.ts';

export function createFilesModel(
  context: FeatureContext,
  world: FilesWorld,
): FilesModel & { readonly insides: FilesInsides } {
  return new Model(context, world);
}

class Model implements FilesModel {
  readonly rows: ReadonlySignal<readonly FileRow[]>;
  readonly unread: ReadonlySignal<number>;
  readonly holding: ReadonlySignal<Holding>;
  readonly unfinished: FilesModel['unfinished'];
  readonly progress: FilesModel['progress'];
  readonly takingFrom: FilesModel['takingFrom'];
  readonly insides: FilesInsides;
  readonly chosen = signal<FileId | undefined>(undefined);
  readonly find: FilesModel['find'];
  readonly holders: FilesModel['holders'];
  readonly weave: FilesModel['weave'];
  readonly rootsOf: FilesModel['rootsOf'];
  readonly others: FilesModel['others'];
  readonly saved: FilesModel['saved'] = signal(new Map());
  readonly #context: FeatureContext;
  readonly #world: FilesWorld;
  readonly #people: FilePeople;
  readonly #swarms: AllSwarms;
  readonly #entries: Entries;
  readonly #queue: FetchQueue;
  readonly #ticking: Ticking;
  readonly #unasked: Unasked;
  readonly #own: OwnOffers;
  readonly #finder: Finder;
  readonly #forwarding: Forwarding;
  /** What is shown was made of is otherwise. */
  readonly #version = signal(0);
  readonly #disposables = createDisposables();
  readonly #watchers = createWatchers();
  #shown: readonly FileRow[] = [];

  constructor(context: FeatureContext, world: FilesWorld) {
    const { room, clock, random, regardOf, nameOf } = context;
    this.#context = context;
    this.#world = world;
    this.#entries = createEntries(clock);
    this.#unasked = createUnasked((identity) => this.isVerified(identity));
    this.takingFrom = this.#unasked.people;
    this.#people = createFilePeople({ room, regardOf, nameOf });
    const { hash, stores } = world;
    this.#swarms = new AllSwarms({ room, clock, random, hash, stores });
    this.#own = new OwnOffers({
      swarms: this.#swarms,
      world,
      mayOffer: () => untracked(() => room.may('write', FILES_SPACE)),
      takenCount: () => takenFrom(this.#swarms.open.offers, this.#entries).length,
    });
    this.#queue = new FetchQueue({
      activeCount: () => this.#entries.comingCount,
      begin: (id) => {
        const begun = this.#swarms.accept(id);
        return begun.ok || begun.error.code !== 'too-many';
      },
    });
    this.#ticking = createTicking({
      clock,
      isNeeded: () => this.#isMoving() || (this.#watchers.isAny && this.#entries.takenCount > 0),
      onTick: () => this.#refresh(),
    });
    this.rows = stable(isSameList, () => this.#makeRows());
    this.#finder = createFinder({ rows: this.rows, swarms: this.#swarms, entries: this.#entries, clock });
    ({ find: this.find, rootsOf: this.rootsOf } = this.#finder);
    this.#forwarding = new Forwarding(this);
    const { rows } = this;
    ({ holders: this.holders, weave: this.weave } = createDetails(rows, this.#swarms, this.#people));
    this.unread = computed(() => this.#countUnread());
    this.holding = stable(isSameHolding, () => {
      void this.#version.value;
      return holdingOf(this.#swarms.offers, this.#entries, this.#people);
    });
    this.others = computed(() => othersIn(this.#people));
    this.unfinished = computed(() => this.rows.value.some(isUnfinished));
    this.progress = computed(() => progressOf(this.rows.value));
    this.insides = {
      swarms: this.#swarms,
      entries: this.#entries,
      people: this.#people,
      world,
      random,
      follow: () => void this.#version.value,
      begin: (ids) => this.#begin(ids),
    };

    for (const part of [world, this.#swarms, this.#people, this.#ticking])
      this.#disposables.add(() => part.dispose());
    this.#disposables.add(this.#swarms.onEvent((event) => this.#onEvent(event)));
    this.#disposables.add(effect(() => this.#dropBlocked()));
  }

  get isWatched(): boolean {
    return this.#watchers.isAny;
  }

  watch(): () => void {
    const stop = this.#watchers.add();
    this.#afterAction();
    return stop;
  }

  markSeen(): void {
    this.#entries.markSeen();
    this.#version.value += 1;
  }

  offer(files: readonly ChosenFile[]): readonly FilesProblem[] {
    return this.share(files).problems;
  }

  foresee(files: readonly ChosenFile[]): Foreseen {
    return this.#own.foresee(files);
  }

  share(files: readonly ChosenFile[], to?: IdentityId): Offering {
    const offering = this.#own.offer(files, to);
    if (files.length > 0) this.#afterAction();
    return offering;
  }

  get(id: FileId): void {
    // A place that was refused is not tried again.
    if (isRefused(this.#entries.get(id)?.state)) this.#world.spots.delete(id);
    this.#ask([id]);
  }

  getTo(ids: readonly FileId[], spot: ChosenSpot): void {
    for (const id of ids) this.#world.spots.set(id, spot);
    this.#ask(ids);
  }

  getAll(): void {
    const offered = this.rows.peek().filter(({ state }) => state.kind === 'offered');
    this.#ask(offered.map(({ id }) => id));
  }

  pause(id: FileId): void {
    this.#queue.delete(id);
    this.#swarms.pause(id);
    this.#afterAction();
  }

  resume(id: FileId): void {
    this.#swarms.resume(id);
    this.#afterAction();
  }

  remove(id: FileId): void {
    const entry = this.#entries.get(id);
    const isWaiting = this.#queue.has(id);
    this.#queue.delete(id);
    if (this.#swarms.snapshot(id)) this.#leave(id);
    else if (entry && !isWaiting) entry.isDismissed = true;
    this.#afterAction();
  }

  takeFrom(identity: IdentityId, isOn: boolean): void {
    this.#unasked.set(identity, isOn);
    this.#afterAction();
  }

  isVerified(identity: IdentityId): boolean {
    return this.#context.standingOf?.(identity) === 'verified';
  }

  forward(id: FileId, to?: IdentityId): ReturnType<FilesModel['forward']> {
    return this.#forwarding.forward(id, to);
  }

  saveAll(ids: readonly FileId[], archiveName: string): Promise<SaveOutcome> {
    const wanted = new Set(ids);
    const here = this.rows.peek().filter(({ id, state }) => wanted.has(id) && state.kind === 'complete');
    const facts = { blobOf: ({ id }: FileRow) => this.blob(id), atMs: this.#context.wallTimeMs() };
    return this.#world.saveArchive(cleanFileName(archiveName), entriesOf(here, facts));
  }

  async play(id: FileId, mimeType: string): Promise<Playing | undefined> {
    const offer = this.#swarms.offers.find((each) => each.id === id);
    if (!offer || !this.#swarms.reader(id)) return undefined;
    return this.#world.play(playedBytes(this.#swarms, offer, { clock: this.#context.clock, mimeType }));
  }

  async blob(id: FileId): Promise<Blob | undefined> {
    const chosen = this.#own.get(id);
    if (chosen) return chosen.file;
    return blobOf(this.#swarms.snapshot(id)?.state);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Kept from an earlier time. */
  #begin(ids: readonly FileId[]): void {
    this.#entries.follow(this.#swarms.offers);
    for (const id of ids) this.#entries.markKept(id);
    this.#ask(ids);
  }

  #ask(ids: readonly FileId[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id);
      const isFailed = entry?.state?.kind === 'failed';
      if (!entry || (entry.state && !isFailed)) continue;
      entry.isSeen = true;
      entry.isDismissed = false;
      const chosen = this.#own.get(id);
      if (chosen) this.#offerAgain(id, chosen);
      else this.#queue.add(id);
    }
    this.#queue.pump();
    this.#afterAction();
  }

  /** What could not be read may be there again, for those it was meant for. */
  #offerAgain(id: FileId, chosen: ChosenFile): void {
    if (this.share([chosen], this.#swarms.withWhom(id)).problems.length === 0) this.#leave(id);
  }

  #leave(id: FileId): void {
    this.#swarms.leave(id, { discard: true });
    this.#own.delete(id);
    this.#entries.leave(id);
    this.#world.spots.delete(id);
  }

  #onEvent(event: SwarmsEvent): void {
    if (event.type === 'offered') this.#onOffered(event.offer);
    else if (event.type === 'state') this.#entries.setState(event.id, event.state);
    this.#ticking.soon();
  }

  #onOffered({ id, from }: OfferView): void {
    this.#entries.add(id, from);
    const proof = this.#swarms.said(id)?.by;
    if (from && proof) void this.#people.recognize(from, proof);
  }

  #afterAction(): void {
    this.#refresh();
    this.#ticking.soon();
  }

  #refresh(): void {
    this.#entries.follow(this.#swarms.offers);
    this.#finder.note(this.#swarms.offers);
    if (this.#watchers.isAny) this.#entries.markSeen();
    this.#queue.pump();
    this.#version.value += 1;
    const unasked = this.#unasked.choose(untracked(() => this.rows.value));
    if (unasked.length > 0) this.#ask(unasked);
  }

  #isMoving(): boolean {
    // Also until nothing goes out any more: no rate of what is over is left standing.
    const isGiving = this.#shown.some(({ takerCount }) => takerCount > 0);
    return isGiving || this.#queue.size > 0 || this.#entries.comingCount > 0;
  }

  /** Of somebody who is blocked nothing comes any more; what is whole stays, and shows again when they do. */
  #dropBlocked(): void {
    void this.#version.value;
    const { regardOf } = this.#context;
    for (const { id, from } of this.#swarms.offers) {
      const state = from && this.#entries.get(id)?.state;
      const isLoose = this.#queue.has(id) || (state && state.kind !== 'complete' && state.kind !== 'failed');
      const identity = isLoose && from ? this.#people.identityOf(from) : undefined;
      if (identity === undefined || regardOf(identity) !== 'blocked') continue;
      untracked(() => this.remove(id));
    }
  }

  #makeRows(): readonly FileRow[] {
    void this.#version.value;
    const before = new Map(this.#shown.map((row) => [row.id, row]));
    const offers = this.#swarms.offers;
    const here = contentHere(offers, this.#entries);
    const sorted = this.#entries.sort(offers);
    this.#shown = sorted.flatMap(({ offer, entry }) => {
      const snapshot = this.#swarms.snapshot(offer.id);
      const content = contentOf(offer);
      if (!snapshot && content !== undefined && here.has(content)) return [];
      const waits = this.#queue.waitOf(offer.id);
      const withWhom = this.#swarms.withWhom(offer.id);
      const row = rowOf({ offer, entry, snapshot, waits, withWhom, people: this.#people });
      const known = before.get(offer.id);
      return row ? [known && isSameRow(known, row) ? known : row] : [];
    });
    return this.#shown;
  }

  #countUnread(): number {
    void this.#version.value;
    return this.rows.value.filter(({ id, isOwn, state, from }) => {
      const isNew = !isOwn && state.kind === 'offered' && this.#entries.get(id)?.isSeen === false;
      return isNew && this.#people.isHeard(from);
    }).length;
  }
}
