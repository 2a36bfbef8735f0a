// Whatever of others is in the page stands in it with its licence; the build refuses anything else.

import { expect, it } from 'vitest';
import { BUNDLED_PARTS } from '../../../build/licences/bundled-parts.ts';
import { compareWith, licenceTexts, packageOf } from '../../../build/licences/licence-texts.ts';
import type { LicenceText } from '../../../src/app/settings/licence-text.ts';

it('gives a name, a licence and its text for every part of the page, each once', async () => {
  const texts = JSON.parse(new TextDecoder().decode(await licenceTexts())) as LicenceText[];
  expect(texts.map(({ name }) => name)).toEqual(BUNDLED_PARTS.map(({ name }) => name));
  expect(new Set(texts.map(({ name }) => name)).size).toBe(texts.length);
  for (const { name, licence, text } of texts) {
    expect(licence, name).not.toBe('');
    expect(text, name).toMatch(/copyright|public domain|licen[cs]e/i);
  }
  for (const { name, package: of } of BUNDLED_PARTS)
    expect(texts.find((each) => each.name === name)?.version !== undefined, name).toBe(of !== undefined);
});

it.each([
  ['/a/node_modules/preact/dist/preact.mjs', 'preact'],
  ['/a/node_modules/@preact/signals/dist/signals.mjs?x', '@preact/signals'],
  ['/a/node_modules/lowlight/node_modules/devlop/lib/default.js', 'devlop'],
  ['C:\\a\\node_modules\\@scure\\bip39\\index.js', '@scure/bip39'],
  ['/a/src/app/main.tsx', undefined],
  ['\0vite/preload-helper.js', undefined],
])('knows what %s is of', (id, name) => {
  expect(packageOf(id)).toBe(name);
});

it('finds what came in without standing in the list, and what stands there and is gone', () => {
  const parts = [
    { name: 'A', package: 'a', licence: 'MIT' },
    { name: 'B', package: 'b', licence: 'MIT', isMaterial: true },
    { name: 'C', licence: 'ISC' },
    { name: 'D', package: 'd', licence: 'MIT' },
  ] as const;
  expect(compareWith(parts, new Set(['a', 'z', 'e']))).toEqual({ unlisted: ['e', 'z'], absent: ['d'] });
  expect(compareWith(parts, new Set(['a', 'b', 'd']))).toEqual({ unlisted: [], absent: [] });
});
