// Names, statuses and notes as they may be shown: whatever a peer sends is made harmless to lines, directions and
// neighbours.

/** Longest name, in graphemes (what people count as letters). */
export const MAX_NAME_GRAPHEMES = 40;
/** Longest name on the wire, UTF-16 units: 40 family emoji would be 440, but nobody is called that. */
export const MAX_NAME_LENGTH = 256;
/** Longest status line: what somebody says about themselves in a few words. */
export const MAX_STATUS_GRAPHEMES = 80;
/** Longest status on the wire, UTF-16 units. */
export const MAX_STATUS_LENGTH = 320;
/** Longest private note about somebody. */
export const MAX_NOTE_GRAPHEMES = 500;
/** Longest note that is taken, UTF-16 units. */
export const MAX_NOTE_LENGTH = 2_000;
/** Marks on one letter; Vietnamese and Hindi need two or three, towers of them cover the lines above. */
const MAX_MARKS = 4;

/** Control, format, bidi and unassigned characters, and letters that show nothing; neither joiners nor spaces. */
const INVISIBLE = /(?![\s\u200C\u200D])[\p{C}\u115F\u1160\u3164\uFFA0\u2800]/gu;
const JOINER = /[\u200C\u200D]/gu;
/** Joiners belong between the parts of an emoji, after a Hindi virama and inside Persian words. */
const BEFORE_JOINER = /[\p{M}\p{Extended_Pictographic}\p{Script=Arabic}]$/u;
const AFTER_JOINER = /^[\p{L}\p{Extended_Pictographic}]/u;
/** What a cut may leave at the end: a joiner that joins nothing, half a character, spaces. */
const CUT_END = /[\u200C\u200D\p{Cs}\s]+$/u;
const TOWER = new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, 'gu');

/** The name without what could deceive or break the view; may be empty. */
export function cleanName(name: string): string {
  return cleanLine(name, MAX_NAME_LENGTH, MAX_NAME_GRAPHEMES);
}

/** A status line, cleaned as names are. */
export function cleanStatus(status: string): string {
  return cleanLine(status, MAX_STATUS_LENGTH, MAX_STATUS_GRAPHEMES);
}

/** A note, cleaned line by line. */
export function cleanNote(note: string): string {
  const lines = note.slice(0, MAX_NOTE_LENGTH).split(/\r\n|[\n\r\u2028\u2029]/u);
  const cleaned = lines.map((line) => cleanLine(line, MAX_NOTE_LENGTH, MAX_NOTE_GRAPHEMES));
  const whole = cleaned.join('\n').replaceAll(/\n{3,}/g, '\n\n');
  return firstGraphemes(whole, MAX_NOTE_GRAPHEMES).trim();
}

function cleanLine(text: string, maxLength: number, maxGraphemes: number): string {
  const line = visibleLine(text.slice(0, maxLength)).slice(0, maxLength);
  return firstGraphemes(line, maxGraphemes).replace(CUT_END, '');
}

/** One line without what hides in it, turns it round or towers over it; of any length. */
export function visibleLine(text: string): string {
  let line = text;
  for (;;) {
    const next = seenOnce(line);
    if (next === line) return line;
    line = next;
  }
}

/** What is taken away brings its neighbours together, who may then be seen otherwise: again, until nothing changes. */
function seenOnce(text: string): string {
  const visible = text.replaceAll(INVISIBLE, '').normalize('NFC').replaceAll(JOINER, keepJoiner);
  return withoutTowers(visible.replaceAll(/[\s\p{Z}]+/gu, ' ')).trim();
}

/** No more marks on one letter than any language writes. */
export function withoutTowers(text: string): string {
  return text.replaceAll(TOWER, '$1');
}

function keepJoiner(character: string, offset: number, whole: string): string {
  const joins =
    BEFORE_JOINER.test(whole.slice(Math.max(0, offset - 2), offset)) &&
    AFTER_JOINER.test(whole.slice(offset + 1, offset + 3));
  return joins ? character : '';
}

let segmenter: Intl.Segmenter | undefined;

function firstGraphemes(text: string, count: number): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
    .slice(0, count)
    .join('');
}
