import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { packBlock } from '../../../build/one-file/block.ts';
import { packBrotli } from '../../../build/one-file/brotli.ts';
import type { PackedBlock } from '../../../src/platform/block-format.ts';
import { unpackAnywhere } from '../../../src/platform/unpack-brotli.ts';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

const TEXT = Buffer.from('the river, the boat, the river, the boathouse; '.repeat(200));

function brotliBlock(content: Uint8Array): PackedBlock {
  return packBlock({
    id: 'bytes',
    packing: 'brotli',
    content,
    packed: brotliCompressSync(content),
    imports: [],
  });
}

/** An engine that knows the packing, or does not; neither is this Node's own. */
class EngineWithBrotli extends TransformStream<Uint8Array, Uint8Array> {
  static readonly asked: string[] = [];
  constructor(format: string) {
    const parts: Uint8Array[] = [];
    super({
      transform: (part) => void parts.push(part),
      flush: (controller) => controller.enqueue(new Uint8Array(brotliDecompressSync(Buffer.concat(parts)))),
    });
    EngineWithBrotli.asked.push(format);
  }
}
function EngineWithout(format: string): never {
  throw new TypeError(`Unsupported compression format: '${format}'`);
}

afterEach(() => vi.unstubAllGlobals());

describe('a block packed with brotli', () => {
  test('unpacks to the bytes it was made of where the engine has no decoder', async () => {
    vi.stubGlobal('DecompressionStream', EngineWithout);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3000 }), async (bytes) => {
        expect(await unpackAnywhere(brotliBlock(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  test('is the engine’s to unpack where it can', async () => {
    vi.stubGlobal('DecompressionStream', EngineWithBrotli);
    expect(await unpackAnywhere(brotliBlock(TEXT))).toEqual(new Uint8Array(TEXT));
    expect(new Set(EngineWithBrotli.asked)).toEqual(new Set(['brotli']));
  });

  test('is packed so that nothing of it changes, and smaller than by deflate', async () => {
    const packed = await packBrotli(TEXT);
    expect(Buffer.from(brotliDecompressSync(packed))).toEqual(TEXT);
    const deflated = packBlock({ id: 'bytes', packing: 'deflate', content: TEXT, imports: [] });
    const block = packBlock({ id: 'bytes', packing: 'brotli', content: TEXT, packed, imports: [] });
    expect(block.text.length).toBeLessThan(deflated.text.length);
  });

  test.each<[string, (block: PackedBlock) => PackedBlock]>([
    ['cut short', (block) => ({ ...block, text: block.text.slice(0, block.text.length / 2) })],
    ['of another size than it says', (block) => ({ ...block, sizeBytes: block.sizeBytes - 1 })],
    ['altered', (block) => ({ ...block, text: `${block.text.slice(0, 4)}zzzzzzzz${block.text.slice(12)}` })],
  ])('%s is refused', async (_, alter) => {
    vi.stubGlobal('DecompressionStream', EngineWithout);
    await expect(unpackAnywhere(alter(brotliBlock(TEXT)))).rejects.toThrow('The block "bytes" is damaged.');
  });
});

test('a block packed with deflate is unpacked as ever', async () => {
  const block = packBlock({ id: 'bytes', packing: 'deflate', content: TEXT, imports: [] });
  expect(await unpackAnywhere(block)).toEqual(new Uint8Array(TEXT));
});
