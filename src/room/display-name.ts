// Names as they may be shown: whatever a peer sends is made harmless to lines, directions and neighbours.

/** Longest name, in graphemes (what people count as letters). */
export const MAX_NAME_GRAPHEMES = 40;
/** Longest name on the wire, UTF-16 units: 40 family emoji would be 440, but nobody is called that. */
export const MAX_NAME_LENGTH = 256;
/** Marks on one letter; Vietnamese and Hindi need two or three, towers of them cover the lines above. */
const MAX_MARKS = 4;

/** Control, format, bidi and unassigned characters, and letters that show nothing. */
const INVISIBLE = /[\p{C}\u115F\u1160\u3164\uFFA0\u2800]/gu;
/** Joiners belong between the parts of an emoji, after a Hindi virama and inside Persian words. */
const BEFORE_JOINER = /[\p{M}\p{Extended_Pictographic}\p{Script=Arabic}]$/u;
const AFTER_JOINER = /^[\p{L}\p{Extended_Pictographic}]/u;
const TOWER = new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, 'gu');

/** The name without what could deceive or break the view; may be empty. */
export function cleanName(name: string): string {
  const visible = name
    .slice(0, MAX_NAME_LENGTH)
    .normalize('NFC')
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .replaceAll(INVISIBLE, keepJoiner)
    .replaceAll(TOWER, '$1')
    .trim();
  return firstGraphemes(visible, MAX_NAME_GRAPHEMES).trim();
}

function keepJoiner(character: string, offset: number, whole: string): string {
  const isJoiner = character === '\u200C' || character === '\u200D';
  const joins = BEFORE_JOINER.test(whole.slice(0, offset)) && AFTER_JOINER.test(whole.slice(offset + 1));
  return isJoiner && joins ? character : '';
}

let segmenter: Intl.Segmenter | undefined;

function firstGraphemes(text: string, count: number): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
    .slice(0, count)
    .join('');
}
