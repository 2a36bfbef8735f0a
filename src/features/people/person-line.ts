// What stands in a person's line in words, and how their bead looks. Pure.

import type { Familiar } from '../../room/standing.ts';
import { sayMark } from '../../ui/mark-words.ts';
import { sayThread } from '../../ui/thread-words.ts';
import { say, type Locale } from '../../ui/words.ts';
import type { Person } from './model.ts';
import { peopleWords } from './words.ts';

export function beadState({ kind, state }: Person): 'here' | 'away' {
  return state.kind === 'here' || (kind === 'connecting' && state.kind !== 'away') ? 'here' : 'away';
}

/** Whoever is blocked is called what they were called when this person decided it. */
export function nameOf(locale: Locale, person: Person, familiar?: Familiar): string {
  const name = familiar?.regard === 'blocked' ? familiar.record?.name : person.name;
  return name || sayMark(locale, person.mark);
}

export function threadWords(locale: Locale, person: Person, people: readonly Person[]): string {
  if (person.state.kind === 'asleep') return say(locale, peopleWords.asleep);
  const viaNames = viaNamesOf(locale, person, people);
  return sayThread(locale, { kind: person.kind, rttMs: person.rttMs, viaNames });
}

/** Those who pass messages on to them, nearest first. */
export function viaNamesOf(locale: Locale, person: Person, people: readonly Person[]): readonly string[] {
  return person.viaIds.map((id) => {
    const carrier = people.find((each) => each.id === id);
    return carrier ? nameOf(locale, carrier) : '?';
  });
}

export function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Its direction of writing does not reach what stands beside it. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
