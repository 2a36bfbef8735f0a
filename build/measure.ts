// The figures of a built page that have a budget.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { BLOCK_PREFIX, ENTRY_ID } from '../src/platform/block-format.ts';

export interface PageSizes {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
  /** What a browser must have received before the app starts: up to the end of the entry, gzipped. */
  readonly shellGzip: number;
}

export interface CompressedPage {
  readonly gzip: Uint8Array;
  readonly brotli: Uint8Array;
}

export function compressPage(page: Uint8Array): CompressedPage {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
  };
  return { gzip: gzipSync(page, { level: 9 }), brotli: brotliCompressSync(page, { params }) };
}

export function measurePage(page: Uint8Array, { gzip, brotli }: CompressedPage): PageSizes {
  return {
    raw: page.length,
    gzip: gzip.length,
    brotli: brotli.length,
    shellGzip: gzipSync(shellOf(page), { level: 9 }).length,
  };
}

/** The entry is the last block that the app needs to start. */
export function shellOf(page: Uint8Array): Uint8Array {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
  const entry = bytes.indexOf(`id="${BLOCK_PREFIX}${ENTRY_ID}"`);
  const end = bytes.indexOf('</script>', entry);
  if (entry < 0 || end < 0) throw new Error('The page has no entry.');
  return page.subarray(0, end + '</script>'.length);
}
