import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivePathOf, placesOf } from '../../../../src/swarm/store/paths.ts';
import { safeBlobType } from '../../../../src/swarm/store/safe-type.ts';

const pathsOf = (...offered: readonly [string, ...string[]][]) =>
  placesOf(offered.map(([name, ...folders]) => ({ name, folders }))).map(archivePathOf);

describe('the places of a folder', () => {
  it('keep the folders there were', () => {
    expect(pathsOf(['a.txt'], ['a.txt', 'x'], ['a.txt', 'x', 'y'])).toEqual([
      'a.txt',
      'x/a.txt',
      'x/y/a.txt',
    ]);
  });

  it('lead nowhere else', () => {
    expect(pathsOf(['../../etc/passwd', '..', '/', 'C:\\x'])).toEqual(['x/passwd']);
  });

  it('are different, also where capitals do not count', () => {
    expect(pathsOf(['a.txt'], ['A.TXT'], ['a.txt'])).toEqual(['a.txt', 'A (2).TXT', 'a (3).txt']);
  });

  it('leave a folder its name', () => {
    expect(pathsOf(['x'], ['a.txt', 'X'])).toEqual(['x (2)', 'X/a.txt']);
  });

  it('are different for any names', () => {
    const folder = fc.array(fc.constantFrom('a', 'A', '..', 'con', ''), { maxLength: 3 });
    const offered = fc.array(fc.record({ name: fc.string({ maxLength: 4 }), folders: folder }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(offered, (files) => {
        const paths = placesOf(files).map((place) => archivePathOf(place).toLowerCase());
        expect(new Set(paths).size).toBe(files.length);
        expect(paths.filter((path) => /(?:^|\/)\.{0,2}(?:\/|$)/.test(path))).toEqual([]);
      }),
      { seed: 77, numRuns: 300 },
    );
  });

  it('of very many files of one name are found in the time of one pass', () => {
    const count = 20_000;
    const offered = Array.from({ length: count }, () => ({ name: 'a.txt', folders: [] }));
    expect(new Set(placesOf(offered).map(archivePathOf)).size).toBe(count);
  });
});

describe('the type of a stored file', () => {
  it.each([
    ['image/png', 'image/png'],
    ['IMAGE/PNG; x=1', 'image/png'],
    ['audio/ogg; codecs=opus', 'audio/ogg'],
    ['video/mp4', 'video/mp4'],
    ['application/pdf', 'application/pdf'],
    ['text/plain', 'text/plain'],
  ])('%s is believed', (type, safe) => {
    expect(safeBlobType(type)).toBe(safe);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'text/javascript',
    '',
    'audio/a\r\nb',
    'x',
  ])('%j is not', (type) => {
    expect(safeBlobType(type)).toBe('application/octet-stream');
  });
});
