// The threat model claims nothing that no test shows, and no hostile test goes unmentioned.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const document = readFileSync('docs/THREAT-MODEL.md', 'utf8');
const named = Array.from(document.matchAll(/`(tests\/[^`]+)`/g), ([, path = '']) => path);
/** Rows of tables whose last column is the proof. */
const claims = document
  .split('\n## ')
  .filter((part) => /\|\s*shown by/.test(part))
  .flatMap((part) =>
    part
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1),
  );

describe('the threat model', () => {
  it('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names one for each claim', () => {
    const unproven = claims.filter((line) => !/^\|\s*-/.test(line) && !line.includes('`tests/'));
    expect([claims.length > 25, unproven]).toEqual([true, []]);
  });

  it('mentions every hostile test', () => {
    const hostile = readdirSync('tests/hostile').map((file) => `tests/hostile/${file}`);
    expect(hostile.filter((path) => !named.includes(path))).toEqual([]);
  });
});
