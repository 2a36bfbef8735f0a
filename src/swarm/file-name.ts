// Names of offered files, made safe to show and to write: no way out of a folder, nothing that a system takes for a
// device or a command, nothing that reads backwards. What a person reads is what gets written.

/** Longest name, UTF-8 bytes: what common file systems take, less room for ` (999)` and `.part`. */
export const MAX_FILE_NAME_BYTES = 240;
/** An ending of up to so many letters is kept when a name is cut. */
const MAX_ENDING_LENGTH = 16;
/** Longest that is looked at, UTF-16 units; the wire's limit is lower. */
const MAX_READ_LENGTH = 8_192;
const NAMELESS = 'file';

/** Control, format and unassigned characters, lone surrogates, private use, and letters that show nothing. */
const INVISIBLE =
  /[\p{C}\u115F\u1160\u2800\u3164\uFFA0]|\u17B4|\u17B5|\u180B|\u180C|\u180D|\u180F|\p{Variation_Selector}/gu;
/** What separates folders, and what merely looks like it. */
const SEPARATOR = /[/\\\u2044\u2215\u29F5\u29F8\u29F9\uFE68\uFF0F\uFF3C]/u;
/** Refused by Windows in names; the wildcard and quote letters of shells with them. */
const RESERVED = /[<>:"|?*\uFF1A\uA789\u2236\u02D0\u0589\u05C3]/gu;
/** Devices of Windows, also with an ending: `con.txt` opens the console. */
const DEVICE =
  /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3])(?=\.|$)/iu;
const MARKS = /(\p{M}{4})\p{M}+/gu;

const encoder = new TextEncoder();

/** A name that is safe in any folder; never empty. Of a path only the last part is left. */
export function cleanFileName(name: string): string {
  const parts = name.slice(0, MAX_READ_LENGTH).normalize('NFC').split(SEPARATOR);
  const last = parts.map(cleanPart).findLast((part) => part !== '');
  return cutName(guardDevice(last ?? NAMELESS));
}

/** Folders of a path from the outermost; what says nothing or leads upward is left out. */
export function cleanFolders(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => folder.slice(0, MAX_READ_LENGTH).normalize('NFC').split(SEPARATOR))
    .map(cleanPart)
    .filter((part) => part !== '')
    .map((part) => cutName(guardDevice(part)));
}

/**
 * The name, or `name (2).txt` and so on when it is taken. Systems that do not tell capitals apart are among the
 * receivers, so neither does this.
 */
export function uniqueFileName(name: string, isTaken: (foldedName: string) => boolean): string {
  if (!isTaken(foldFileName(name))) return name;
  const { stem, ending } = splitEnding(name);
  for (let number = 2; ; number += 1) {
    const mark = ` (${number})`;
    const candidate = `${cutTo(stem, MAX_FILE_NAME_BYTES - byteLength(mark + ending))}${mark}${ending}`;
    if (!isTaken(foldFileName(candidate))) return candidate;
  }
}

/** What two names have in common when a system takes them for one. */
export function foldFileName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC');
}

/** One part of a path: visible, on one line, without what systems reserve; '' when nothing is left of it. */
function cleanPart(part: string): string {
  const visible = part
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/ {2,}/g, ' ')
    // What stood between a letter and its mark is gone.
    .normalize('NFC')
    .replaceAll(MARKS, '$1')
    .replace(/^[a-z]:/iu, '')
    .replaceAll(RESERVED, '_')
    .trim()
    // Windows drops dots and blanks at the end, and so would make two names of one.
    .replace(/[. ]+$/u, '');
  // A leading dot hides a file, and a leading hyphen is an option to many commands.
  return visible.replace(/^[.\s]+/u, '').replace(/^-+/u, '_');
}

function guardDevice(part: string): string {
  return DEVICE.test(part) ? `_${part}` : part;
}

function cutName(name: string): string {
  if (byteLength(name) <= MAX_FILE_NAME_BYTES) return name;
  const { stem, ending } = splitEnding(name);
  return `${cutTo(stem, MAX_FILE_NAME_BYTES - byteLength(ending))}${ending}`;
}

/** `a.tar.gz` ends in `.gz` here: a longer ending would hide what decides. */
function splitEnding(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot - 1 <= MAX_ENDING_LENGTH ? name.slice(dot) : '';
  return { stem: name.slice(0, name.length - ending.length), ending };
}

/** At most so many bytes, cut between letters. */
function cutTo(text: string, maxBytes: number): string {
  const room = new Uint8Array(Math.max(0, maxBytes));
  const { read } = encoder.encodeInto(text, room);
  return text.slice(0, read).replace(/[. ]+$/u, '');
}

function byteLength(text: string): number {
  return encoder.encode(text).length;
}
