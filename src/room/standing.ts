// Who somebody in a room is to this person: new, known, verified, or somebody who shows a known person's name under
// another key. Pure; what was decided stands in the book.

import type { IdentityId } from '../primitives/ids.ts';
import { looksLike, OWN_WORDS, skeletonOf } from './look-alikes.ts';
import type { Met } from './people-book.ts';
import type { PersonRecord } from './people-record.ts';

export type Standing =
  /** Met for the first time. */
  | 'new'
  /** The key was met on another occasion. */
  | 'known'
  /** The words were compared. */
  | 'verified'
  /** Shows the name of somebody known or verified, under another key. */
  | 'key-changed';

/** `waiting`: what they say and every call of theirs waits until this person decides about them. */
export type Regard = 'open' | 'muted' | 'waiting' | 'blocked';

export interface Familiar {
  readonly standing: Standing;
  readonly regard: Regard;
  /** What is written about them. */
  readonly record: PersonRecord | undefined;
  /** Whose name it is, while the key has changed. */
  readonly namesake: PersonRecord | undefined;
  /** Somebody else here, or this person, can be taken for them by name: they are told apart by their mark. */
  readonly hasTwin: boolean;
  /** How a name reads that mixes letters of several scripts. */
  readonly looksLike: string | undefined;
}

/** Those in the book whose name counts, by skeleton. */
export type NameIndex = ReadonlyMap<string, readonly PersonRecord[]>;

const skeletons = new WeakMap<PersonRecord, string>();

/** Names that somebody could pass themselves off under: of those known or verified. */
export function indexNames(people: ReadonlyMap<IdentityId, PersonRecord>): NameIndex {
  const index = new Map<string, PersonRecord[]>();
  for (const person of people.values()) {
    const skeleton = isKnown(person) ? recordSkeleton(person) : '';
    if (skeleton === '') continue;
    const namesakes = index.get(skeleton);
    if (namesakes) namesakes.push(person);
    else index.set(skeleton, [person]);
  }
  return index;
}

/** What each of those here is to this person. `selfName`: whoever shows it can be taken for this person. */
export function lookAt(
  met: Iterable<Met>,
  people: ReadonlyMap<IdentityId, PersonRecord>,
  index: NameIndex,
  selfName: string,
): ReadonlyMap<IdentityId, Familiar> {
  const everybody = Array.from(met, (each) => ({ each, skeleton: skeletonOf(each.name) }));
  const counts = new Map<string, number>([selfName, ...OWN_WORDS].map((own) => [skeletonOf(own), 1]));
  for (const { skeleton } of everybody) counts.set(skeleton, (counts.get(skeleton) ?? 0) + 1);
  return new Map(
    everybody.map(({ each, skeleton }) => {
      const record = people.get(each.identityId);
      const namesake = namesakeOf(each, skeleton, record, index);
      const standing = namesake ? 'key-changed' : standingOf(record);
      const familiar: Familiar = {
        standing,
        regard: regardOf(record, standing),
        record,
        namesake,
        hasTwin: skeleton !== '' && (counts.get(skeleton) ?? 0) > 1,
        looksLike: looksLike(each.name),
      };
      return [each.identityId, familiar] as const;
    }),
  );
}

/** Of somebody who is not here. */
export function regardOf(record: PersonRecord | undefined, standing: Standing = 'known'): Regard {
  if (record?.isBlocked) return 'blocked';
  if (standing === 'key-changed') return 'waiting';
  return record?.isMuted ? 'muted' : 'open';
}

/** The key was met before, on another occasion, or somebody took the trouble to decide about it. */
export function isKnown({ meetings, verifiedAtMs, note }: PersonRecord): boolean {
  return meetings > 1 || verifiedAtMs !== undefined || note !== '';
}

function standingOf(record: PersonRecord | undefined): Standing {
  if (!record) return 'new';
  if (record.verifiedAtMs !== undefined) return 'verified';
  return isKnown(record) ? 'known' : 'new';
}

/** None where this key was accepted or verified under this name; verified ones come first. */
function namesakeOf(
  { identityId }: Met,
  skeleton: string,
  record: PersonRecord | undefined,
  index: NameIndex,
): PersonRecord | undefined {
  if (record && recordSkeleton(record) === skeleton) return undefined;
  const others = (index.get(skeleton) ?? []).filter(
    (person) => person.identityId !== identityId && !person.isBlocked,
  );
  return others.find(({ verifiedAtMs }) => verifiedAtMs !== undefined) ?? others[0];
}

function recordSkeleton(person: PersonRecord): string {
  const skeleton = skeletons.get(person) ?? skeletonOf(person.name);
  skeletons.set(person, skeleton);
  return skeleton;
}
