// People in a text: what stands after an `@` that is being typed, and whom a finished text names. Pure.

import type { IdentityId } from '../../../primitives/ids.ts';
import { MAX_MENTIONS } from '../api.ts';
import { foldText } from '../talk/fold.ts';

export interface Mentionable {
  readonly id: IdentityId;
  /** As it is written after the `@`: with their mark where the name alone could be another's. */
  readonly name: string;
  /** The name alone; means everybody who is called so. */
  readonly bare?: string | undefined;
}

export interface TypedMention {
  /** Where the `@` stands, UTF-16 units. */
  readonly from: number;
  readonly query: string;
}

const MAX_QUERY_LENGTH = 40;
/** People offered at once. */
const MAX_OFFERED = 6;

/** The mention that ends at the caret, if one is being typed there. */
export function typedMention(text: string, caret: number): TypedMention | undefined {
  const before = text.slice(Math.max(0, caret - MAX_QUERY_LENGTH - 2), caret);
  const found = /(?:^|[\s(])@([^\s@](?:[^@\n]*[^\s@])?)?$/u.exec(before);
  if (!found) return undefined;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, query };
}

/** Whose name begins, or has a word that begins, with what was typed. */
export function offeredFor(query: string, people: readonly Mentionable[]): readonly Mentionable[] {
  const wanted = foldText(query);
  const hits = people.filter(({ name }) => ` ${foldText(name)}`.includes(` ${wanted}`));
  return hits.slice(0, MAX_OFFERED);
}

/** The text with the typed mention completed, and where the caret goes. */
export function completeMention(
  text: string,
  { from, query }: TypedMention,
  { name }: Mentionable,
): { readonly text: string; readonly caret: number } {
  const end = from + 1 + query.length;
  const rest = text.slice(end);
  const written = `@${name}${/^\s/.test(rest) ? '' : ' '}`;
  return { text: text.slice(0, from) + written + rest, caret: from + written.length };
}

/** Everybody whose name stands after an `@` in it. */
export function mentionedIn(text: string, people: readonly Mentionable[]): readonly IdentityId[] {
  if (!text.includes('@')) return [];
  const meant = new Map<string, IdentityId[]>();
  for (const { id, name, bare = name } of people)
    for (const called of new Set([name, bare])) meant.set(called, [...(meant.get(called) ?? []), id]);
  let rest = text;
  const named = new Set<IdentityId>();
  // The longest first, and each only where no longer one stands: "Ann" is not meant by "@Anna".
  for (const [called, ids] of Array.from(meant).toSorted(([a], [b]) => b.length - a.length)) {
    if (called === '' || !rest.includes(`@${called}`)) continue;
    const without = rest.replaceAll(mentionOf(called), ' ');
    if (without === rest) continue;
    rest = without;
    for (const id of ids) named.add(id);
  }
  return Array.from(named).slice(0, MAX_MENTIONS);
}

/** Scripts that put no blanks between words. */
const UNSPACED = 'Han Hiragana Katakana Thai Lao Khmer Myanmar'
  .split(' ')
  .map((name) => `\\p{Script=${name}}`);
const LETTER = '[\\p{L}\\p{M}\\p{N}_]';

/** As a word by itself: "Ann" is not meant by "@Annabel" nor by "ann@Ann". */
function mentionOf(name: string): RegExp {
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<!${LETTER})@${literal}(?!(?![${UNSPACED.join('')}])${LETTER})`, 'gu');
}
