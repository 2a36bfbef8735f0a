// The bundled reader of QR codes: ZXing as WebAssembly. Its program is handed in; it must fetch nothing, though its
// package would from elsewhere.

import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { Bytes } from '../../primitives/bytes.ts';
import { findCode, type ReadPixels } from './find-code.ts';
import type { Pixels } from './pixels.ts';

/** Codes are dark on light here, and one a picture is enough. */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 1,
  textMode: 'Plain',
};

/** Reads with everything that helps. `program`: `zxing_reader.wasm`. Rejects when the engine cannot run it. */
export async function createCodeDecoder(program: Bytes): Promise<ReadPixels> {
  await prepareZXingModule({
    overrides: { wasmBinary: program.buffer, locateFile: () => '' },
    fireImmediately: true,
  });
  return (pixels) => findCode(pixels, readPlain);
}

/** The reader as it is, without help. */
export async function readPlain({ width, height, data }: Pixels): Promise<string | undefined> {
  // Of ImageData no more is used than this, and workers of tests have none.
  const [found] = await readBarcodes({ width, height, data } as ImageData, OPTIONS);
  return found?.isValid ? found.text : undefined;
}
