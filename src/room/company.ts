// The people of a room as this person knows them: the book and the room brought together, and comparing words with one of
// them. What is decided here is written down at once and never told to anybody.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Decision, Met, PeopleBook } from './people-book.ts';
import type { RoomContext, RoomMember } from './room.ts';
import { safetyNumberOf, type SafetyNumber } from './safety-number.ts';
import { indexNames, lookAt, regardOf, type Familiar, type Regard } from './standing.ts';
import { createVerification, type Verification } from './verification.ts';

export interface Company extends Disposable {
  readonly book: PeopleBook;
  readonly verification: Verification;
  /** Everybody met in this stay, by key; this person is not among them. */
  readonly familiars: ReadonlySignal<ReadonlyMap<IdentityId, Familiar>>;
  /** How far somebody is heard and shown, in the room or not; signal-backed. */
  regardOf(identity: IdentityId): Regard;
  /** Writes down what this person decided about somebody met here; an empty decision takes them as they are. */
  decide(identity: IdentityId, decision: Decision): void;
  /** Asks somebody who is here to compare words. */
  compareWords(identity: IdentityId): void;
  /** The words were the same, or they were not: then whoever it is is muted from now on. */
  judge(isMatch: boolean): void;
  safetyNumberWith(identity: IdentityId): Promise<SafetyNumber>;
}

export interface CompanyOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers' | 'members' | 'channel'>;
  readonly book: PeopleBook;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** People of one stay who are told apart; the first to come are forgotten first. */
const MAX_MET = 1_000;

export function createCompany(options: CompanyOptions): Company {
  return new RoomCompany(options);
}

class RoomCompany implements Company {
  readonly book: PeopleBook;
  readonly verification: Verification;
  readonly familiars: ReadonlySignal<ReadonlyMap<IdentityId, Familiar>>;
  readonly #options: CompanyOptions;
  readonly #disposables = createDisposables();
  readonly #met = signal<ReadonlyMap<IdentityId, Met>>(new Map());
  /** As they were written down; once a stay, and when the name changes. */
  readonly #written = new Map<IdentityId, string>();

  constructor(options: CompanyOptions) {
    const { room, book } = options;
    this.#options = options;
    this.book = book;
    const index = computed(() => indexNames(book.people.value));
    this.familiars = computed(() =>
      lookAt(this.#met.value.values(), book.people.value, index.value, room.self.name.value),
    );
    this.verification = createVerification({ ...options, mayAsk: (identity) => this.#mayAsk(identity) });
    this.#disposables.add(() => this.verification.dispose());
    this.#disposables.add(effect(() => this.#meet(room.members.value)));
    this.#disposables.add(effect(() => this.#write(this.familiars.value, this.#met.value)));
  }

  regardOf(identity: IdentityId): Regard {
    return this.familiars.value.get(identity)?.regard ?? regardOf(this.book.people.value.get(identity));
  }

  decide(identity: IdentityId, decision: Decision): void {
    const person = this.#met.peek().get(identity) ?? this.book.people.peek().get(identity);
    if (person) void this.book.decide(person, decision);
  }

  compareWords(identityId: IdentityId): void {
    const devices = this.#options.room.peers.peek().filter((peer) => peer.identityId === identityId);
    const present = devices.filter(({ link }) => link.kind !== 'gone' && link.kind !== 'reconnecting');
    const device = present.find(({ isHidden, isAway }) => !isHidden && !isAway) ?? present[0];
    if (device) this.verification.ask({ peerId: device.peerId, identityId });
  }

  judge(isMatch: boolean): void {
    const state = this.verification.state.peek();
    if (state.kind !== 'comparing') return;
    this.decide(state.partner.identityId, isMatch ? MATCH : MISMATCH);
    this.verification.decide(isMatch);
  }

  safetyNumberWith(identity: IdentityId): Promise<SafetyNumber> {
    const { room, crypto } = this.#options;
    return safetyNumberOf(room.self.identityId, identity, crypto);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Whoever is muted or blocked gets no answer. */
  #mayAsk(identity: IdentityId): boolean {
    return untracked(() => ['open', 'waiting'].includes(this.regardOf(identity)));
  }

  #meet(members: readonly RoomMember[]): void {
    const others = members.filter(({ isSelf }) => !isSelf);
    const next = withOthers(this.#met.peek(), others);
    if (next) this.#met.value = next;
  }

  /** Whoever's key has changed is written down only when it is decided about; who is blocked stays as they were known. */
  #write(familiars: ReadonlyMap<IdentityId, Familiar>, met: ReadonlyMap<IdentityId, Met>): void {
    for (const each of met.values()) {
      const regard = familiars.get(each.identityId)?.regard;
      if (regard === 'waiting' || regard === 'blocked') continue;
      if (this.#written.get(each.identityId) === each.name) continue;
      if (this.#written.size >= MAX_MET) this.#written.clear();
      this.#written.set(each.identityId, each.name);
      untracked(() => this.book.meet(each));
    }
  }
}

const MATCH: Decision = { isVerified: true, isMuted: false };
const MISMATCH: Decision = { isVerified: false, isMuted: true };

/** Undefined when nobody is new and nobody is called otherwise. */
function withOthers(
  met: ReadonlyMap<IdentityId, Met>,
  others: readonly Met[],
): ReadonlyMap<IdentityId, Met> | undefined {
  const isNews = ({ identityId, name }: Met) => met.get(identityId)?.name !== name;
  const news = others.filter(isNews);
  if (news.length === 0) return undefined;
  const next = new Map(met);
  for (const { identityId, name, mark } of news) {
    const [oldest] = next.keys();
    if (next.size >= MAX_MET && !next.has(identityId) && oldest !== undefined) next.delete(oldest);
    next.set(identityId, { identityId, name, mark });
  }
  return next;
}
