import { expect, it } from 'vitest';
import { isPageOfBuild } from '../../../src/offline/build-id.ts';

const page = (text: string) => new TextEncoder().encode(text).buffer;

it('knows the page of its build, behind a byte order mark', () => {
  const own = page('\uFEFF<!doctype html>\n<html data-build="0a1b" lang="en">…');
  expect(isPageOfBuild(own, '0a1b')).toBe(true);
});

it.each([
  ['of another build', '<!doctype html><html data-build="0a1b2" lang="en">'],
  ['without an id', '<!doctype html><html lang="en">'],
  [
    'that only talks of the id further down',
    `<!doctype html><html>${' '.repeat(600)}<html data-build="0a1b"`,
  ],
  ['that is empty', ''],
])('refuses a page %s', (_, text) => {
  expect(isPageOfBuild(page(text), '0a1b')).toBe(false);
});
