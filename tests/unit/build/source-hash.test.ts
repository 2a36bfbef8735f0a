import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceHash } from '../../../build/source-hash.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kith-sources-'));
  mkdirSync(join(root, 'src/app'), { recursive: true });
  write('src/app/main.tsx', 'start();\n');
  write('index.html', '<html>\n');
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

test('the same sources give the same hash', () => {
  expect(sourceHash(root)).toBe(sourceHash(root));
});

test.each(['src/app/main.tsx', 'index.html', 'vite.config.ts', 'package-lock.json', 'sw.ts'])(
  'a change of %s changes it',
  (path) => {
    const before = sourceHash(root);
    write(path, 'changed');
    expect(sourceHash(root)).not.toBe(before);
  },
);

test('a renamed file changes it', () => {
  const before = sourceHash(root);
  rmSync(join(root, 'src/app/main.tsx'));
  write('src/app/start.tsx', 'start();\n');
  expect(sourceHash(root)).not.toBe(before);
});

test('what the build does not read does not count', () => {
  const before = sourceHash(root);
  write('README.md', 'changed');
  expect(sourceHash(root)).toBe(before);
});

test('line ends of a Windows checkout do not count', () => {
  const before = sourceHash(root);
  write('src/app/main.tsx', 'start();\r\n');
  expect(sourceHash(root)).toBe(before);
});
