// A room's code: six words of the BIP-39 English list, 66 bits. Made, read back from what people type or paste, and
// explained when it does not fit. Knows nothing of what is derived from it.

import { wordlist } from '@scure/bip39/wordlists/english.js';
import { randomInteger, type RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';

/** Six words of the list, in lower case. */
export type RoomCode = readonly string[] & { readonly __brand: 'RoomCode' };

export const ROOM_CODE_WORDS = 6;

/** A code with numbering and line breaks stays far below; longer text is not looked at. */
const MAX_TEXT_LENGTH = 1_024;
/** The list's words are told apart by their first four letters. */
const PREFIX_LETTERS = 4;
const MAX_SUGGESTIONS = 3;
/** Farther than this a word is no slip of the finger: two letters wrong, or two swapped. */
const MAX_DISTANCE = 2;
/** A longer word is compared by its first letters only (the list's longest has 8). */
const COMPARED_LETTERS = 12;

export interface WrongWord {
  /** As it was typed, marks and capitals included. */
  readonly word: string;
  /** Counted from 0. */
  readonly position: number;
  /** Nothing comes after it: it may have been cut off. */
  readonly isLast: boolean;
  /** Nearest words of the list, nearest first, at most three. */
  readonly suggestions: readonly string[];
}

export type RoomCodeError =
  | { readonly code: 'empty' }
  | { readonly code: 'too-few' | 'too-many'; readonly count: number }
  /** `count`: how many words there are, right and wrong. */
  | { readonly code: 'wrong-words'; readonly count: number; readonly wrong: readonly WrongWord[] };

const words: ReadonlySet<string> = new Set(wordlist);
const wordOfPrefix: ReadonlyMap<string, string> = new Map(
  wordlist.map((word) => [word.slice(0, PREFIX_LETTERS), word]),
);

/** Letters of other scripts, and digits, that look like Latin ones. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('0οооօ', 'o'),
  ...pairs('1|ıӏ', 'l'),
  ...pairs('і', 'i'),
  ...pairs('3еєε', 'e'),
  ...pairs('4аα', 'a'),
  ...pairs('5ѕ', 's'),
  ...pairs('8', 'b'),
  ...pairs('сϲ', 'c'),
  ...pairs('рρ', 'p'),
  ...pairs('хχ', 'x'),
  ...pairs('уү', 'y'),
  ...pairs('ј', 'j'),
  ...pairs('һ', 'h'),
  ...pairs('ԁ', 'd'),
  ...pairs('ԛ', 'q'),
  ...pairs('ԝ', 'w'),
  ...pairs('ν', 'v'),
  ...pairs('к', 'k'),
]);

/** 66 fresh bits as words. */
export function createRoomCode(random: RandomSource): RoomCode {
  const drawn = Array.from(
    { length: ROOM_CODE_WORDS },
    () => wordlist[randomInteger(random, wordlist.length)] ?? '',
  );
  return drawn as readonly string[] as RoomCode;
}

/** The words joined by hyphens: the form in links, and what the room's keys are derived from. */
export function formatRoomCode(code: RoomCode): string {
  return code.join('-');
}

/** Reads typed, spoken or pasted words; case, spaces, punctuation, numbering and look-alike letters do not matter. */
export function parseRoomCode(text: string): Result<RoomCode, RoomCodeError> {
  const typed = splitWords(text);
  if (typed.length === 0) return err({ code: 'empty' });
  if (typed.length > ROOM_CODE_WORDS) return err({ code: 'too-many', count: typed.length });
  const found = typed.map(({ folded }) => findWord(folded));
  const wrong = typed.flatMap(({ word, folded }, position) =>
    found[position]
      ? []
      : [{ word, position, isLast: position === typed.length - 1, suggestions: suggestWords(folded) }],
  );
  if (wrong.length > 0) return err({ code: 'wrong-words', count: typed.length, wrong });
  if (found.length < ROOM_CODE_WORDS) return err({ code: 'too-few', count: found.length });
  return ok(found as readonly string[] as RoomCode);
}

/** Words of the list that a half-typed word may become; for completing while typing. At most `limit`. */
export function completeWord(typed: string, limit: number): readonly string[] {
  const start = splitWords(typed)[0]?.folded;
  return start ? wordlist.filter((word) => word.startsWith(start)).slice(0, limit) : [];
}

/** The nearest words of the list by edit distance, and the one that begins with the same four letters. */
export function suggestWords(typed: string): readonly string[] {
  const sameStart = wordOfPrefix.get(typed.slice(0, PREFIX_LETTERS));
  const compared = typed.slice(0, COMPARED_LETTERS);
  return wordlist
    .map((word) => ({ word, distance: editDistance(compared, word) }))
    .filter(({ word, distance }) => distance <= MAX_DISTANCE || word === sameStart)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ word }) => word);
}

function findWord(typed: string): string | undefined {
  if (words.has(typed)) return typed;
  const candidate = wordOfPrefix.get(typed.slice(0, PREFIX_LETTERS));
  const isShortened = typed.length >= PREFIX_LETTERS && candidate?.startsWith(typed);
  return isShortened ? candidate : undefined;
}

interface TypedWord {
  readonly word: string;
  /** Plain Latin letters, as far as they look like ones. */
  readonly folded: string;
}

function splitWords(text: string): TypedWord[] {
  const typed = text.slice(0, MAX_TEXT_LENGTH).match(/[\p{L}\p{N}\p{M}\p{Cf}|]+/gu) ?? [];
  return typed.flatMap((word) => {
    const folded = foldWords(word);
    // One character may stand for several words: then there is no telling which part was meant.
    return folded.map((each) => ({ word: folded.length === 1 ? word : each, folded: each }));
  });
}

function foldWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}|]+/u)
    .filter((word) => /\p{L}/u.test(word))
    .map((word) => Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join(''));
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function pairs(letters: string, latin: string): [string, string][] {
  return Array.from(letters, (letter) => [letter, latin]);
}
