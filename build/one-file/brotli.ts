// Brotli at nearly its best for what is large: some 20 s of processor time for Python, once; then it comes from a cache.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/kith');
/** The best, 11, takes twice as long as 10 for one percent. */
const QUALITY = 10;
/** 4 MiB. With 16 the encoder of level 10 finds less, not more, in a WebAssembly module. */
const WINDOW_BITS = 22;

/** `content` as one brotli stream (RFC 7932); several at once use as many processors. */
export async function packBrotli(content: Uint8Array): Promise<Uint8Array> {
  const key = createHash('sha256')
    .update(`${QUALITY} ${WINDOW_BITS} `)
    .update(content)
    .digest('hex')
    .slice(0, 24);
  const file = join(CACHE, `${key}.br`);
  try {
    return await readFile(file);
  } catch {
    const packed = await promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    });
    await mkdir(CACHE, { recursive: true });
    await writeFile(`${file}.part`, packed);
    await rename(`${file}.part`, file);
    return packed;
  }
}
