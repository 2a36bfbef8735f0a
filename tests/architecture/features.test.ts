// A feature is a folder and a line: nothing else in src knows it, so that deleting both breaks nothing. The example under
// tests/support is held to the same.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { features } from '../../src/features/index.ts';
import { hands } from '../support/example-feature/index.ts';

const LIST = 'src/features/index.ts';
const EXAMPLE = 'tests/support/example-feature';
const IMPORT = /(?:from|import)\s*\(?\s*'(?<path>\.[^']+)'/g;

function filesIn(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(root, name));
}

function importsOf(file: string): readonly string[] {
  const found = readFileSync(file, 'utf8').matchAll(IMPORT);
  return Array.from(found, ({ groups }) => normalize(join(dirname(file), groups?.['path'] ?? '')));
}

/** Files of `root` that import something of `folder`, those in it left out. */
function importersOf(folder: string, root: string): readonly string[] {
  const isInside = (path: string) => path.startsWith(`${folder}/`);
  return filesIn(root).filter((file) => !isInside(file) && importsOf(file).some(isInside));
}

const FOLDERS = importsOf(LIST)
  .filter((path) => path.endsWith('/index.ts'))
  .map(dirname);

it('every feature of the list has a folder of its own', () => {
  expect(new Set(FOLDERS).size).toBe(features.length);
});

describe.each(FOLDERS)('%s', (folder) => {
  it('is known to the list of features and to nothing else', () => {
    expect(importersOf(folder, 'src')).toEqual([LIST]);
  });
});

describe('the example', () => {
  it('is a folder with a protocol, a model, a view and words, and hands out one thing', () => {
    for (const part of ['index.ts', 'protocol.ts', 'model.ts', 'HandsView.tsx', 'words.ts'])
      expect(existsSync(join(EXAMPLE, part)), part).toBe(true);
    const handedOut = readFileSync(join(EXAMPLE, 'index.ts'), 'utf8').match(/^export /gm);
    expect([handedOut?.length, hands.id]).toEqual([1, 'hands']);
  });

  it('is imported by tests alone, so that deleting it breaks nothing that ships', () => {
    expect(importersOf(EXAMPLE, 'src')).toEqual([]);
    expect(importersOf(EXAMPLE, 'tests').filter((file) => !file.includes('.test.'))).toEqual([]);
    expect(importersOf(EXAMPLE, 'tests')).not.toEqual([]);
  });

  it('uses of src what every feature may: primitives, room, sync, ui and the contract', () => {
    const used = filesIn(EXAMPLE).flatMap(importsOf);
    const layers = used.filter((path) => path.startsWith('src/')).map((path) => path.split('/')[1] ?? '');
    expect(new Set(layers)).toEqual(new Set(['primitives', 'room', 'sync', 'ui', 'features']));
    expect(used.filter((path) => path.startsWith('src/features/'))).toEqual([
      'src/features/feature.ts',
      'src/features/feature.ts',
    ]);
  });
});
