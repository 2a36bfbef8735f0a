// Whom this person has met: by key, with what they decided about each. What was decided is sealed on the device where
// anything may be kept; who was merely met is in memory, as a room leaves no trace: a room that is kept remembers it for
// itself. Knows no room.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { encodeUtf8 } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import type { Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import { cleanName, cleanNote } from './display-name.ts';
import { PEOPLE_PREFIX } from './people-names.ts';
import { MAX_PEOPLE, openPage, sealPage, type PersonRecord, type Sealing } from './people-record.ts';

/** Somebody as a room shows them. */
export interface Met {
  readonly identityId: IdentityId;
  readonly name: string;
  readonly mark: Mark;
}

/** What a person can decide about another. */
export interface Decision {
  /** The words were the same; false takes it back. */
  readonly isVerified?: boolean;
  readonly isBlocked?: boolean;
  readonly isMuted?: boolean;
  readonly note?: string;
}

export interface PeopleBook {
  readonly people: ReadonlySignal<ReadonlyMap<IdentityId, PersonRecord>>;
  /** Whether what was written last could be stored. */
  readonly health: ReadonlySignal<'well' | 'unsaved'>;
  /** Somebody is in a room with this person; notes who is new, and a new name. Stored only of whom something was decided. */
  meet(met: Met): void;
  /** Whom this person met in a room that is kept, as it was kept there; may say the same twice. Nothing is stored here. */
  recall(earlier: readonly PersonRecord[]): void;
  /** Resolves once it is stored, or cannot be; it holds at once. */
  decide(met: Met, decision: Decision): Promise<void>;
  forget(identity: IdentityId): Promise<void>;
  /** Reads again: another tab has written. */
  reload(): Promise<void>;
}

export interface PeopleBookOptions {
  readonly store: KeyValueStore;
  /** The identity's own, 32 bytes. */
  readonly storageKey: Uint8Array;
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly wallTimeMs: () => number;
  /** After something was stored: for the other tabs. */
  readonly onStored?: (() => void) | undefined;
}

/** Pages by the first letter of the id: what changes for one person rewrites a sixteenth of the book. */
const PAGES = 'abcdefghijklmnop';
/** Meeting again within it is the same occasion: a reload is no second meeting. */
export const OCCASION_MS = 60 * 60_000;
const KEY_LABEL = encodeUtf8('kith/people/1');
const KEY_BYTES = 32;

/** Reads what is stored; a page that does not open is as good as none. */
export async function openPeopleBook(options: PeopleBookOptions): Promise<PeopleBook> {
  const { crypto, random, storageKey } = options;
  const key = await crypto.hkdfSha256({
    keyMaterial: storageKey,
    salt: new Uint8Array(),
    info: KEY_LABEL,
    lengthBytes: KEY_BYTES,
  });
  const book = new StoredBook(options, { crypto, random, key: await crypto.importAeadKey(key) });
  await book.reload();
  return book;
}

class StoredBook implements PeopleBook {
  readonly #options: PeopleBookOptions;
  readonly #sealing: Sealing;
  readonly #people = signal<ReadonlyMap<IdentityId, PersonRecord>>(new Map());
  /** Changed here and not stored yet; undefined: forgotten. */
  readonly #unsaved = new Map<IdentityId, PersonRecord | undefined>();
  readonly #unsavedCount = signal(0);
  /** Nothing was decided about them. */
  readonly #merelyMet = new Map<IdentityId, PersonRecord>();
  #writing: Promise<void> = Promise.resolve();
  readonly health = computed<'well' | 'unsaved'>(() => (this.#unsavedCount.value > 0 ? 'unsaved' : 'well'));

  constructor(options: PeopleBookOptions, sealing: Sealing) {
    this.#options = options;
    this.#sealing = sealing;
  }

  get people(): ReadonlySignal<ReadonlyMap<IdentityId, PersonRecord>> {
    return this.#people;
  }

  meet(met: Met): void {
    const known = this.#people.peek().get(met.identityId);
    const now = this.#options.wallTimeMs();
    const name = cleanName(met.name) || (known?.name ?? '');
    const isNewOccasion = known === undefined || now - known.lastMetMs >= OCCASION_MS;
    if (!isNewOccasion && known.name === name) return;
    const person = known ?? this.#unknown(met);
    const counted = isNewOccasion ? { lastMetMs: now, meetings: person.meetings + 1 } : {};
    const next = { ...person, ...counted, name };
    if (isDecidedAbout(next)) void this.#change(met.identityId, next);
    else this.#noteMet([next]);
  }

  recall(earlier: readonly PersonRecord[]): void {
    const known = this.#people.peek();
    const recalled = earlier.flatMap((person): readonly PersonRecord[] => {
      const now = known.get(person.identityId);
      if (!now) return [person];
      return isDecidedAbout(now) ? [] : [joinMeetings(person, now)];
    });
    if (recalled.length > 0) this.#noteMet(recalled);
  }

  async decide(met: Met, { isVerified, note, ...flags }: Decision): Promise<void> {
    const person = this.#people.peek().get(met.identityId) ?? this.#unknown(met);
    const verifiedAtMs = isVerified ? this.#options.wallTimeMs() : undefined;
    await this.#change(met.identityId, {
      ...person,
      ...flags,
      // What the person saw when they decided is who they decided about.
      name: cleanName(met.name) || person.name,
      ...(isVerified === undefined ? {} : { verifiedAtMs }),
      ...(note === undefined ? {} : { note: cleanNote(note) }),
    });
  }

  forget(identity: IdentityId): Promise<void> {
    return this.#change(identity, undefined);
  }

  async reload(): Promise<void> {
    const pages = await Promise.all(Array.from(PAGES, (page) => this.#read(page)));
    const people = new Map(pages.flat().map((person) => [person.identityId, person]));
    for (const [identity, person] of this.#merelyMet) if (!people.has(identity)) people.set(identity, person);
    for (const [identity, person] of this.#unsaved) put(people, identity, person);
    this.#people.value = withinBounds(people);
  }

  #unknown({ identityId, name, mark }: Met): PersonRecord {
    const now = this.#options.wallTimeMs();
    const undecided = { verifiedAtMs: undefined, isBlocked: false, isMuted: false, note: '' };
    return {
      identityId,
      name: cleanName(name),
      mark,
      firstMetMs: now,
      lastMetMs: now,
      meetings: 0,
      ...undecided,
    };
  }

  #noteMet(met: readonly PersonRecord[]): void {
    const people = new Map(this.#people.peek());
    for (const person of met) for (const map of [this.#merelyMet, people]) map.set(person.identityId, person);
    const bounded = withinBounds(people);
    for (const identity of this.#merelyMet.keys())
      if (!bounded.has(identity)) this.#merelyMet.delete(identity);
    this.#people.value = bounded;
  }

  #change(identity: IdentityId, person: PersonRecord | undefined): Promise<void> {
    this.#merelyMet.delete(identity);
    const people = new Map(this.#people.peek());
    put(people, identity, person);
    this.#people.value = withinBounds(people);
    this.#unsaved.set(identity, person);
    this.#unsavedCount.value = this.#unsaved.size;
    // One after the other: two writes of a page would lose one of them.
    this.#writing = this.#writing.then(() => this.#save());
    return this.#writing;
  }

  async #save(): Promise<void> {
    const changes = Array.from(this.#unsaved);
    if (changes.length === 0) return;
    try {
      for (const page of new Set(changes.map(([identity]) => pageOf(identity)))) {
        await this.#write(
          page,
          changes.filter(([identity]) => pageOf(identity) === page),
        );
      }
      this.#options.onStored?.();
    } catch {
      // Full, or forbidden: it holds in memory, and goes with the next change.
      return;
    }
    for (const [identity, person] of changes) {
      if (this.#unsaved.get(identity) === person) this.#unsaved.delete(identity);
    }
    this.#unsavedCount.value = this.#unsaved.size;
  }

  /** What another tab has stored meanwhile stays, except about these people. */
  async #write(
    page: string,
    changes: readonly (readonly [IdentityId, PersonRecord | undefined])[],
  ): Promise<void> {
    const stored = new Map((await this.#read(page)).map((person) => [person.identityId, person]));
    for (const [identity, person] of changes) put(stored, identity, person);
    const known = this.#people.peek();
    // Whoever fell out of the bounds falls out of the page.
    const kept = Array.from(stored.values()).filter(
      ({ identityId }) => known.has(identityId) || known.size < MAX_PEOPLE,
    );
    const name = PEOPLE_PREFIX + page;
    await this.#options.store.put(name, await sealPage(this.#sealing, name, kept.toSorted(byId)));
  }

  async #read(page: string): Promise<readonly PersonRecord[]> {
    const name = PEOPLE_PREFIX + page;
    const stored = await this.#options.store.get(name).catch(() => undefined);
    return (stored && (await openPage(this.#sealing, name, stored))) ?? [];
  }
}

function put<T>(people: Map<IdentityId, T>, identity: IdentityId, person: T | undefined): void {
  if (person === undefined) people.delete(identity);
  else people.set(identity, person);
}

/** Base32 letters and digits onto the sixteen pages. */
function pageOf(identity: IdentityId): string {
  const letter = 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(identity.charAt(0));
  return PAGES.charAt(Math.max(0, letter) % PAGES.length);
}

function byId(a: PersonRecord, b: PersonRecord): number {
  return a.identityId < b.identityId ? -1 : 1;
}

/** A crowd of fresh keys pushes out those met once, before anybody about whom something was decided. */
function withinBounds(people: Map<IdentityId, PersonRecord>): ReadonlyMap<IdentityId, PersonRecord> {
  if (people.size <= MAX_PEOPLE) return people;
  const leastMissed = Array.from(people.values()).toSorted(
    (a, b) => worth(a) - worth(b) || a.lastMetMs - b.lastMetMs || byId(a, b),
  );
  for (const { identityId } of leastMissed.slice(0, people.size - MAX_PEOPLE)) people.delete(identityId);
  return people;
}

/** An hour or more between them: they are two occasions. The later one says how they are called. */
function joinMeetings(earlier: PersonRecord, now: PersonRecord): PersonRecord {
  const isAnother = now.firstMetMs - earlier.lastMetMs >= OCCASION_MS;
  return {
    ...now,
    firstMetMs: Math.min(earlier.firstMetMs, now.firstMetMs),
    lastMetMs: Math.max(earlier.lastMetMs, now.lastMetMs),
    meetings: isAnother ? earlier.meetings + now.meetings : Math.max(earlier.meetings, now.meetings),
  };
}

function isDecidedAbout({ isBlocked, isMuted, verifiedAtMs, note }: PersonRecord): boolean {
  return isBlocked || isMuted || verifiedAtMs !== undefined || note !== '';
}

function worth({ isBlocked, verifiedAtMs, isMuted, note, meetings }: PersonRecord): number {
  if (isBlocked) return 4;
  if (verifiedAtMs !== undefined) return 3;
  if (isMuted || note !== '') return 2;
  return meetings > 1 ? 1 : 0;
}
