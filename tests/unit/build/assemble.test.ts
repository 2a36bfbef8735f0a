import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemblePage } from '../../../build/one-file/assemble.ts';
import { SKELETON_ID } from '../../../src/platform/block-format.ts';
import { fillSkeleton } from '../../../src/platform/source.ts';
import { unpack } from '../../../src/platform/unpack.ts';
import { block, blockMap, blocksIn, BOOT, TEMPLATE } from './page-fixtures.ts';

const assemble = (entry = 'start();', template = TEMPLATE) =>
  assemblePage({
    template,
    boot: BOOT,
    blocks: blockMap(block('@entry', entry), block('map', 'map'), block('python', 'x'.repeat(99))),
  });

/** What `readSource` does, without a browser. */
async function sourceOf(html: string): Promise<string> {
  const found = new Map(blocksIn(html).map((each) => [each.id, each]));
  const textOf = async (id: string) => found.get(id)?.text ?? '';
  const skeleton = found.get(SKELETON_ID);
  if (!skeleton) throw new Error('No skeleton.');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await unpack(skeleton));
  return (await fillSkeleton(text, textOf)).join('');
}

test('a page gives itself away byte for byte', async () => {
  const { html } = assemble();
  expect(await sourceOf(html)).toBe(html);
});

test('it does so whatever its code holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), async (text) => {
      const { html } = assemble(`start(${JSON.stringify(text)});`);
      expect(await sourceOf(html)).toBe(html);
    }),
    { numRuns: 50 },
  );
});

test('the policy names exactly the boot script, what the app starts with and the styles by hash', () => {
  const { html } = assemble();
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
  const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
  const hashes = policy.match(/'sha256-[^']*'/g);
  const entry = blocksIn(html)[0]?.text ?? '';
  expect(hashes).toEqual([hash(BOOT), hash(entry), hash('body { color: #1e1c15 }')]);
});

test('the policy lets no text become code and no foreign script run', () => {
  const { html } = assemble();
  const scripts = /script-src ([^;]*)/.exec(html)?.[1]?.split(' ') ?? [];
  const others = scripts.filter((source) => !source.startsWith("'sha256-"));
  expect(others).toEqual(['blob:', "'wasm-unsafe-eval'"]);
});

test('the policy stands before anything it governs', () => {
  const { html } = assemble();
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
});

test('the entry stands before lazy blocks, the skeleton is the last', () => {
  const ids = blocksIn(assemble().html).map(({ id }) => id);
  expect(ids).toEqual(['@entry', 'map', 'python', SKELETON_ID]);
});

test('what the entry imports runs before it, where it stands', () => {
  const { html } = assemblePage({
    template: TEMPLATE,
    boot: BOOT,
    blocks: blockMap(
      block('@entry', 'import{a}from"kith:chunk:shared";start(a);', ['shared']),
      block('shared', 'const a=1;export{a};'),
    ),
  });
  const [shared, entry] = blocksIn(html);
  expect([shared?.packing, entry?.packing]).toEqual(['script', 'script']);
  expect(entry?.text).toContain('const{"a":a}=globalThis.kithBoot.exportsOf("shared");');
});

test('something stands behind the last block, so that its end can be seen', () => {
  expect(assemble().html).toMatch(/<\/script>\s+<\/body>/);
});

test('the same input gives the same page and build id', () => {
  expect(assemble()).toEqual(assemble());
});

test('other code gives another build id, which the page carries', () => {
  const { html, buildId } = assemble('start(1);');
  expect(buildId).not.toBe(assemble('start(2);').buildId);
  expect(html).toContain(`<html data-build="${buildId}"`);
});

test('a checkout with CRLF gives the same page, because parsers would drop the CR', () => {
  expect(assemble('start();', TEMPLATE.replaceAll('\n', '\r\n'))).toEqual(assemble());
});

test('the encoding does not depend on what a server says', () => {
  expect(assemble().html.startsWith('\uFEFF')).toBe(true);
});

test('a boot script that would end its own element is refused', () => {
  const parts = { template: TEMPLATE, boot: 'a("</script>")', blocks: blockMap(block('@entry', '')) };
  expect(() => assemblePage(parts)).toThrow('boot script');
});
