// Opens the book of people, and brings it together with a room. A part of what connects: loaded with it, or by the settings.

import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import type { RandomSource } from '../primitives/random.ts';
import { createCompany, type Company } from '../room/company.ts';
import { openPeopleBook, type PeopleBook } from '../room/people-book.ts';
import type { Room } from '../room/room.ts';
import { createMemoryStore } from '../platform/storage.ts';
import type { LocalIdentity } from '../secure/identity.ts';
import type { SettingsTabs } from './settings.ts';

export interface AcquaintancesWorld {
  readonly store: KeyValueStore;
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  /** Other tabs, which write into the same book. */
  readonly tabs: SettingsTabs | undefined;
}

export interface Acquaintances {
  readonly book: PeopleBook;
  companyIn(room: Room): Company;
}

/** `isKept`: sealed under the identity's storage key on this device; else in memory. */
export async function openAcquaintances(
  world: AcquaintancesWorld,
  { storageKey }: LocalIdentity,
  isKept: boolean,
): Promise<Acquaintances> {
  const { crypto, random, clock, wallTimeMs, tabs } = world;
  const book = await openPeopleBook({
    store: isKept ? world.store : createMemoryStore(),
    storageKey,
    crypto,
    random,
    wallTimeMs,
    onStored: isKept ? () => tabs?.tell() : undefined,
  });
  return { book, companyIn: (room) => createCompany({ room, book, crypto, clock, random }) };
}
