import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBlock, packBlock } from '../../../build/one-file/block.ts';
import { unpack } from '../../../src/platform/unpack.ts';
import { block, blocksIn } from './page-fixtures.ts';

const script = (code: string) => ({ ...block('code', code), packing: 'script' as const });

test('a binary block unpacks to the bytes it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      expect(await unpack(packBlock(block('bytes', bytes)))).toEqual(new Uint8Array(bytes));
    }),
  );
});

test.each(['a("</SCRIPT>")', 'a<!--b', 'a("\r")', 'a("\0")'])(
  'a script that HTML would end or change is refused: %j',
  (code) => {
    expect(() => packBlock(script(code))).toThrow('would end its own element');
  },
);

test('a block of another size than it says is refused', async () => {
  const packed = packBlock(block('bytes', 'four'));
  await expect(unpack({ ...packed, sizeBytes: 5 })).rejects.toThrow('damaged');
});

test('an element says the length that its text will have in the page', () => {
  const html = formatBlock(script('let bead = "०";'));
  expect(html).toContain(`data-length="${blocksIn(html)[0]?.text.length}"`);
});

test('an id that would end its attribute is refused', () => {
  expect(() => packBlock(block('a"b', ''))).toThrow('cannot be the id');
});
