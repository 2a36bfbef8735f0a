// Text as it is compared when somebody searches: case, accents and Arabic vowel signs make no difference. Pure.

/** Latin accents, Arabic vowel signs and the stretching mark; not the vowels of Devanagari, which are letters. */
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g;
/** Nothing in it can have an accent: most text of most people. */
const PLAIN = /^[\0-\x7f]*$/;

export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replaceAll(MARKS, '').normalize('NFC').toLocaleLowerCase('en');
}
