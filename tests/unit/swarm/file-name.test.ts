import { describe, expect, it } from 'vitest';
import { randomInteger } from '../../../src/primitives/random.ts';
import {
  cleanFileName,
  cleanFolders,
  foldFileName,
  MAX_FILE_NAME_BYTES,
  uniqueFileName,
} from '../../../src/swarm/file-name.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const NAMES: readonly (readonly [string, string])[] = [
  ['holiday.jpg', 'holiday.jpg'],
  ['Übung 3 – Lösung.pdf', 'Übung 3 – Lösung.pdf'],
  ['写真.png', '写真.png'],
  ['צילום.png', 'צילום.png'],
  ['archive.tar.gz', 'archive.tar.gz'],
  ['../x', 'x'],
  ['../../etc/passwd', 'passwd'],
  ['/etc/shadow', 'shadow'],
  ['..', 'file'],
  ['.', 'file'],
  ['...', 'file'],
  ['../..', 'file'],
  ['./..//.', 'file'],
  ['C:\\x', 'x'],
  ['C:x', 'x'],
  ['C:\\Windows\\System32\\cmd.exe', 'cmd.exe'],
  ['\\\\server\\share\\a.txt', 'a.txt'],
  ['a/b\\c.txt', 'c.txt'],
  ['a∕b.txt', 'b.txt'],
  ['a／b＼c.txt', 'c.txt'],
  ['CON', '_CON'],
  ['con.txt', '_con.txt'],
  ['NUL', '_NUL'],
  ['nul.tar.gz', '_nul.tar.gz'],
  ['COM1', '_COM1'],
  ['com¹.log', '_com¹.log'],
  ['LPT9.doc', '_LPT9.doc'],
  ['console.txt', 'console.txt'],
  ['', 'file'],
  ['   ', 'file'],
  ['\u0000', 'file'],
  ['a\u0000b.txt', 'ab.txt'],
  ['a\nb\tc.txt', 'a b c.txt'],
  ['gpj.\u202Eexe', 'gpj.exe'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['a\u2066b\u2069.txt', 'ab.txt'],
  ['a\u200Bb.txt', 'ab.txt'],
  ['a\uFEFFb.txt', 'a b.txt'],
  ['name.', 'name'],
  ['name. . .', 'name'],
  ['.bashrc', 'bashrc'],
  ['-rf', '_rf'],
  ['--help.txt', '_help.txt'],
  ['a<b>c|d?e*f"g.txt', 'a_b_c_d_e_f_g.txt'],
  ['file.txt:stream', 'file.txt_stream'],
  ['\uD800.txt', 'txt'],
  ['e\u0301.txt', '\u00E9.txt'],
  ['\u3164', 'file'],
  ['\u202E', 'file'],
  [' a .txt ', 'a .txt'],
  [`a${'\u0301'.repeat(50)}.txt`, `\u00E1${'\u0301'.repeat(4)}.txt`],
];

describe('[F12] a file name', () => {
  it.each(NAMES)('%j is written as %j', (name, cleaned) => {
    expect(cleanFileName(name)).toBe(cleaned);
  });

  it('are tried in plenty', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['a'.repeat(4_096), 'a'.repeat(MAX_FILE_NAME_BYTES)],
    [`${'a'.repeat(4_096)}.jpeg`, `${'a'.repeat(MAX_FILE_NAME_BYTES - 5)}.jpeg`],
    [`${'写'.repeat(1_000)}.png`, `${'写'.repeat(78)}.png`],
    [`${'x'.repeat(300)}.${'y'.repeat(300)}`, 'x'.repeat(MAX_FILE_NAME_BYTES)],
  ])('of thousands of letters is cut, its ending kept', (name, cleaned) => {
    expect(cleanFileName(name)).toBe(cleaned);
  });

  it('of the same letters gets a number, whatever the capitals', () => {
    const taken = new Set<string>();
    const given = ['a.txt', 'A.TXT', 'a.txt', 'a', 'a'].map((name) => {
      const unique = uniqueFileName(name, (folded) => taken.has(folded));
      taken.add(foldFileName(unique));
      return unique;
    });
    expect(given).toEqual(['a.txt', 'A (2).TXT', 'a (3).txt', 'a', 'a (2)']);
  });

  it('keeps within the length with its number', () => {
    const long = cleanFileName(`${'a'.repeat(4_096)}.txt`);
    const unique = uniqueFileName(long, (folded) => folded === foldFileName(long));
    expect(unique).toMatch(/^a{232} \(2\)\.txt$/);
    expect(unique.length).toBe(MAX_FILE_NAME_BYTES);
  });

  it.each([1, 2, 3, 4, 5, 6])('seed %i: is safe whatever it was, and stays as it is', (seed) => {
    const random = createSeededRandom(seed);
    const letters = [
      '.',
      '/',
      '\\',
      ':',
      ' ',
      '-',
      'c',
      'o',
      'n',
      '\u202E',
      '\u0000',
      '\uD800',
      '\u0301',
      '写',
      '*',
      '\n',
    ];
    for (let round = 0; round < 300; round += 1) {
      const length = randomInteger(random, 12);
      const name = Array.from({ length }, () => letters[randomInteger(random, letters.length)]).join('');
      const cleaned = cleanFileName(name);
      expect(cleaned).not.toMatch(/[/\\:*?"<>|\p{C}]|^\.|[. ]$|^$|^ |^con(\.|$)/iu);
      expect(cleanFileName(cleaned)).toBe(cleaned);
    }
  });
});

describe('folders', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [['..', 'a', '.', '..'], ['a']],
    [['a/../../b'], ['a', 'b']],
    [['C:\\Windows'], ['Windows']],
    [
      ['CON', 'aux.d'],
      ['_CON', '_aux.d'],
    ],
    [[''], []],
  ])('%j become %j', (folders, cleaned) => {
    expect(cleanFolders(folders)).toEqual(cleaned);
  });
});
