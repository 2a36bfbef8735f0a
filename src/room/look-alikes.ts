// Names that could be taken for one another: a skeleton by which two are compared, and a hint for a name whose letters
// come from several scripts. After Unicode TS 39, with the letters that people can hardly tell apart.

/** Letters that look like Latin ones in the scripts that share their shapes; what each looks like. */
const LATIN_LOOK: ReadonlyMap<string, string> = new Map([
  // Cyrillic
  ...pairs('АаӐӑ', 'a'),
  ...pairs('ВЬь', 'b'),
  ...pairs('в', 'b'),
  ...pairs('СсҪҫ', 'c'),
  ...pairs('Ԁԁ', 'd'),
  ...pairs('ЕеЁёѐ', 'e'),
  ...pairs('НнҢңҺһ', 'h'),
  ...pairs('ІіЇї', 'i'),
  ...pairs('Јј', 'j'),
  ...pairs('КкҚқ', 'k'),
  ...pairs('Ӏӏ', 'l'),
  ...pairs('Мм', 'm'),
  ...pairs('п', 'n'),
  ...pairs('ОоӦӧ', 'o'),
  ...pairs('Рр', 'p'),
  ...pairs('Ԛԛ', 'q'),
  ...pairs('г', 'r'),
  ...pairs('Ѕѕ', 's'),
  ...pairs('ТтҬҭ', 't'),
  ...pairs('Ѵѵ', 'v'),
  ...pairs('Ԝԝ', 'w'),
  ...pairs('ХхҲҳ', 'x'),
  ...pairs('УуҮүҰұ', 'y'),
  // Greek
  ...pairs('Αα', 'a'),
  ...pairs('Ββ', 'b'),
  ...pairs('ϲϹ', 'c'),
  ...pairs('Εε', 'e'),
  ...pairs('Η', 'h'),
  ...pairs('Ιι', 'i'),
  ...pairs('ϳ', 'j'),
  ...pairs('Κκ', 'k'),
  ...pairs('Μ', 'm'),
  ...pairs('Νη', 'n'),
  ...pairs('Οοσ', 'o'),
  ...pairs('Ρρ', 'p'),
  ...pairs('Ττ', 't'),
  ...pairs('υμ', 'u'),
  ...pairs('ν', 'v'),
  ...pairs('ω', 'w'),
  ...pairs('Χχ', 'x'),
  ...pairs('Υγ', 'y'),
  ...pairs('Ζ', 'z'),
  // Armenian
  ...pairs('ց', 'g'),
  ...pairs('հ', 'h'),
  ...pairs('յ', 'j'),
  ...pairs('ո', 'n'),
  ...pairs('օՕ', 'o'),
  ...pairs('զ', 'q'),
  ...pairs('Տ', 's'),
  ...pairs('սՍ', 'u'),
  // Cherokee
  ...pairs('Ꭺ', 'a'),
  ...pairs('ᏴᏼᏰ', 'b'),
  ...pairs('Ꮯ', 'c'),
  ...pairs('Ꭼ', 'e'),
  ...pairs('Ꮋ', 'h'),
  ...pairs('Ꭻ', 'j'),
  ...pairs('Ꮶ', 'k'),
  ...pairs('Ꮇ', 'm'),
  ...pairs('Ꮲ', 'p'),
  ...pairs('Ꮪ', 's'),
  ...pairs('Ꭲ', 't'),
  ...pairs('Ꮃ', 'w'),
]);

/** Within one script: what is drawn nearly alike. */
const SAME_LOOK: ReadonlyMap<string, string> = new Map([
  ...pairs('ıi1|ɩ', 'l'),
  ...pairs('0', 'o'),
  ...pairs('5', 's'),
  ...pairs('8', 'b'),
  ...pairs('ɑ', 'a'),
  ...pairs('ɡ', 'g'),
  ...pairs('ø', 'o'),
  ...pairs('ł', 'l'),
  ...pairs('đ', 'd'),
  // Arabic letters that differ by keyboard only
  ...pairs('یىې', 'ي'),
  ...pairs('کڪ', 'ك'),
  ...pairs('ة', 'ه'),
]);

/** Accents, and the points of Arabic and Hebrew; not the vowel signs of Indic scripts, which are letters to a reader. */
const ACCENTS = /[\u0300-\u036F\u0591-\u05BD\u05BF\u0610-\u061A\u064B-\u065F\u0670\u0640]/g;
/** Scripts whose letters are taken for each other's. */
const SHARED_SHAPES = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);

/** What this person is called to themselves, in every language of the page: nobody else may pass for it. */
export const OWN_WORDS = ['You', 'आप', 'أنت'] as const;

/**
 * Equal for names that a person could take for one another: case, accents, spaces, punctuation, pictures and look-alike
 * letters do not count. '' for no name. Never shown.
 */
export function skeletonOf(name: string): string {
  // What looks alike in its composed form may not do so without its accent.
  const bare = latinised(name.normalize('NFKD').replaceAll(ACCENTS, '')).toLowerCase();
  const letters = bare.replaceAll(/[^\p{L}\p{M}\p{N}|]/gu, '');
  const seen = letters === '' ? bare.replaceAll(/\s/gu, '') : letters;
  const folded = Array.from(seen, (letter) => SAME_LOOK.get(letter) ?? letter);
  return folded.join('').replaceAll('rn', 'm').replaceAll('vv', 'w').normalize('NFC');
}

/** How a name reads when it mixes scripts that share their shapes within a word; undefined for honest names. */
export function looksLike(name: string): string | undefined {
  const isMixed = name.split(/[^\p{L}\p{M}]+/u).some(mixesScripts);
  if (!isMixed) return undefined;
  const seen = latinised(name);
  return seen === name ? undefined : seen;
}

function mixesScripts(word: string): boolean {
  return SHARED_SHAPES.filter((script) => script.test(word)).length > 1;
}

/** With the Latin letters that others only look like. */
export function latinised(name: string): string {
  return Array.from(name, (letter) => {
    const latin = LATIN_LOOK.get(letter);
    if (latin === undefined) return letter;
    return /\p{Lu}/u.test(letter) ? latin.toUpperCase() : latin;
  }).join('');
}

function pairs(letters: string, look: string): [string, string][] {
  return Array.from(letters, (letter) => [letter, look]);
}
