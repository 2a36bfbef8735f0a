// Whom a name alone does not tell: those called alike, or like this person, or in letters that pass for others. What is
// between two people goes by these names, so they get their mark beside it. Pure.

import type { IdentityId } from '../../primitives/ids.ts';
import { looksLike, OWN_WORDS, skeletonOf } from '../../room/look-alikes.ts';
import { markWords } from '../../ui/mark-words.ts';
import { LOCALES, say } from '../../ui/words.ts';

type NamedPeople = ReadonlyMap<IdentityId, { readonly name: string }>;

/** What was found of names: of everybody a talk knows, and of some before. */
const MAX_REMEMBERED = 2_000;
const found = new Map<string, Looks>();

interface Looks {
  readonly skeleton: string;
  /** Has letters of several scripts, or a mark in it: "Anna (the teal turtle)" may be what somebody calls themselves. */
  readonly isOdd: boolean;
}

/** Those without a name are told by their mark anyway. */
export function confusableAmong(people: NamedPeople): ReadonlySet<IdentityId> {
  const bySkeleton = new Map(OWN_WORDS.map((own): [string, IdentityId[]] => [skeletonOf(own), []]));
  const own = new Set(bySkeleton.keys());
  const confusable = new Set<IdentityId>();
  for (const [id, { name }] of people) {
    const { skeleton, isOdd } = looksOf(name);
    if (skeleton === '') continue;
    if (isOdd || own.has(skeleton)) confusable.add(id);
    const alike = bySkeleton.get(skeleton);
    if (alike) alike.push(id);
    else bySkeleton.set(skeleton, [id]);
  }
  for (const alike of bySkeleton.values()) if (alike.length > 1) for (const id of alike) confusable.add(id);
  return confusable;
}

function looksOf(name: string): Looks {
  const known = found.get(name);
  if (known) return known;
  if (found.size >= MAX_REMEMBERED) found.clear();
  const skeleton = skeletonOf(name);
  const isOdd = looksLike(name) !== undefined || holdsMark(skeleton);
  found.set(name, { skeleton, isOdd });
  return { skeleton, isOdd };
}

/** For each language the skeletons of what marks are made of. */
let markParts:
  | readonly { readonly dyes: readonly string[]; readonly things: readonly string[] }[]
  | undefined;

function holdsMark(skeleton: string): boolean {
  markParts ??= LOCALES.map((locale) => ({
    dyes: Object.values(markWords.dyes).map((words) => skeletonOf(say(locale, words))),
    things: Object.values(markWords.things).map((words) => skeletonOf(say(locale, words))),
  }));
  const holds = (part: string) => skeleton.includes(part);
  return markParts.some(({ dyes, things }) => things.some(holds) && dyes.some(holds));
}
