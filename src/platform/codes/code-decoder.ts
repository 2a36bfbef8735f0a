// The bundled reader of QR codes: ZXing as WebAssembly. Its program is handed in; it must fetch nothing, though its
// package would from elsewhere.

import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { Bytes } from '../../primitives/bytes.ts';
import { findCode, type ReadPixels } from './find-code.ts';
import { isCodeOfKith } from './of-kith.ts';
import type { Pixels } from './pixels.ts';

/** Codes are dark on light here, and one a picture is mostly enough: looking for more takes longer. */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
};

/** Looked at in a picture whose first code is of another app. */
const MAX_CODES = 8;

/** Reads with everything that helps. `program`: `zxing_reader.wasm`. Rejects when the engine cannot run it. */
export async function createCodeDecoder(program: Bytes): Promise<ReadPixels> {
  await prepareZXingModule({
    overrides: { wasmBinary: program.buffer, locateFile: () => '' },
    fireImmediately: true,
  });
  return (pixels) => findCode(pixels, readOfKith);
}

/** Where the first code is of another app, there may be Kith's beside it: on a poster, on a screen with two of them. */
async function readOfKith(pixels: Pixels): Promise<string | undefined> {
  const first = await readPlain(pixels);
  if (first === undefined || isCodeOfKith(first)) return first;
  const texts = await readTexts(pixels, { ...OPTIONS, maxNumberOfSymbols: MAX_CODES });
  return texts.find(isCodeOfKith) ?? first;
}

/** The reader as it is, without help. */
export async function readPlain(pixels: Pixels): Promise<string | undefined> {
  const [text] = await readTexts(pixels, OPTIONS);
  return text;
}

async function readTexts(
  { width, height, data }: Pixels,
  options: ReaderOptions,
): Promise<readonly string[]> {
  // Of ImageData no more is used than this, and workers of tests have none.
  const found = await readBarcodes({ width, height, data } as ImageData, options);
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
