// Smaller copies of one file: the build's, when they really are copies of it, else made here in the background.

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Best first. */
export const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

const ENDINGS = { br: 'br', gzip: 'gz' } as const;
/** Of 11; beyond 9 brotli takes ten times as long and the page, packed already, shrinks by under 1 %. */
const BROTLI_QUALITY = 9;

/** Compresses with `encoding`, or takes `${prebuiltPath}.br` or `.gz` when that unpacks to exactly `content`. */
export async function compress(content: Buffer, encoding: Encoding, prebuiltPath: string): Promise<Buffer> {
  const prebuilt = await readPrebuilt(`${prebuiltPath}.${ENDINGS[encoding]}`);
  if (prebuilt && (await unpacksTo(prebuilt, content, encoding))) return prebuilt;
  if (encoding === 'gzip') return promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION });
  return promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

async function readPrebuilt(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined);
}

/** Comparing the content costs some tens of milliseconds once; a date or a name could be wrong. */
async function unpacksTo(packed: Buffer, content: Buffer, encoding: Encoding): Promise<boolean> {
  const unpack = encoding === 'br' ? promisify(brotliDecompress) : promisify(gunzip);
  const options = { maxOutputLength: content.length + 1 };
  return unpack(packed, options).then(
    (unpacked) => unpacked.equals(content),
    () => false,
  );
}
