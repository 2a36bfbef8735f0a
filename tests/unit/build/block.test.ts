import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBlock, packBlock } from '../../../build/one-file/block.ts';
import { ENTRY_ID, escapeBlockText, unescapeBlockText } from '../../../src/platform/block-format.ts';
import { unpack } from '../../../src/platform/unpack.ts';
import { block, blocksIn } from './page-fixtures.ts';

const dangerous = fc
  .array(fc.constantFrom('</script>', '<!--', '<SCRIPT', '\u0001', '\r', '\0', 'x', '<'))
  .map((parts) => parts.join(''));

test('a binary block unpacks to the bytes it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      expect(await unpack(packBlock(block('bytes', bytes)))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('a text block unpacks to the text it was made of', async () => {
  const text = 'const end = "</script><!--";\r\n\0\u0001';
  const bytes = await unpack(packBlock(block(ENTRY_ID, text)));
  expect(new TextDecoder().decode(bytes)).toBe(text);
});

test('escaped text never holds what HTML would take for an end or change', () => {
  fc.assert(
    fc.property(dangerous, (text) => {
      const escaped = escapeBlockText(text);
      expect(escaped).not.toMatch(/<(\/script|!--|script)|\r|\0/i);
      expect(unescapeBlockText(escaped)).toBe(text);
    }),
  );
});

test('a block of another size than it says is refused', async () => {
  const packed = packBlock(block('bytes', 'four'));
  await expect(unpack({ ...packed, sizeBytes: 5 })).rejects.toThrow('damaged');
});

test('an element says the length that its text will have in the page', () => {
  const html = formatBlock(block(ENTRY_ID, 'let bead = "०";'));
  expect(html).toContain(`data-length="${blocksIn(html)[0]?.text.length}"`);
});

test('an id that would end its attribute is refused', () => {
  expect(() => packBlock(block('a"b', ''))).toThrow('cannot be the id');
});
