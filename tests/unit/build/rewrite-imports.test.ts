import { expect, test } from 'vitest';
import { rewriteImports } from '../../../build/one-file/rewrite-imports.ts';

const IDS = new Map([
  ['main.js', '@entry'],
  ['shared-1a.js', 'shared-1a'],
  ['map-2b.js', 'map-2b'],
]);
const rewrite = (code: string) => rewriteImports({ fileName: 'main.js', code }, IDS);

test.each([
  ['import{a}from"./shared-1a.js";', 'import{a}from"kith:chunk:shared-1a";'],
  ["import './shared-1a.js';", 'import "kith:chunk:shared-1a";'],
  ['export{a}from"./shared-1a.js";', 'export{a}from"kith:chunk:shared-1a";'],
  ['export*from"./shared-1a.js";', 'export*from"kith:chunk:shared-1a";'],
])('%s is linked by the boot script', (code, expected) => {
  expect(rewrite(code)).toEqual({ code: expected, imports: ['shared-1a'] });
});

test.each(['import("./map-2b.js")', 'import(`./map-2b.js`)'])('%s asks the boot script', (code) => {
  expect(rewrite(code)).toEqual({ code: 'globalThis.kithBoot.importChunk("map-2b")', imports: [] });
});

test('several imports of one chunk count once and are all rewritten', () => {
  const { code, imports } = rewrite('import{a}from"./shared-1a.js";import{b}from"./shared-1a.js";');
  expect(imports).toEqual(['shared-1a']);
  expect(code.match(/kith:chunk/g)).toHaveLength(2);
});

test('text that only looks like an import stays as it is', () => {
  const code = 'const words="import(\'./map-2b.js\')";export{words};';
  expect(rewrite(code).code).toBe(code);
});

test('an address computed at run time stays as it is', () => {
  expect(rewrite('import(url)').code).toBe('import(url)');
});

test('a static import of what is not in the page fails', () => {
  expect(() => rewrite('import "./gone.js";')).toThrow('"./gone.js", which is not in the page');
});

test('an import of a foreign address fails', () => {
  expect(() => rewrite('import("https://example.com/x.js")')).toThrow('not in the page');
});
