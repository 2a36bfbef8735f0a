// Reading codes on the browser as it is. Comes with a worker inside: loaded on first use (lazy-codes.ts).

import program from 'zxing-wasm/reader/zxing_reader.wasm?block';
import type { Clock } from '../../primitives/clock.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { loadPackedBlock } from '../payload.ts';
import { createCapture, pixelsOf } from './capture.ts';
import { isCodeOfKith } from './of-kith.ts';
import { createCodeReader, type CodeReader, type Detectors } from './code-reader.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import CodeWorker from './code-worker.ts?worker&inline';
import { scanCodes, type ScanListeners, type ScanWorld } from './scan-codes.ts';

export type PictureCodeError = 'no-picture' | 'no-code' | 'unable';

export type CameraScan = Pick<ScanWorld, 'clock' | 'video' | 'cameraId'>;

/** Fast, and enough for most pictures. */
const COARSE_SIDE = 1_280;
/** For a code far away in a large photograph. */
const FINE_SIDE = 2_560;

/** As `scanCodes`, with this browser's cameras and readers. */
export function scanWithCamera(scan: CameraScan, on: ScanListeners): () => void {
  const reader = createReader(scan.clock);
  const world = { ...scan, reader, media: navigator.mediaDevices, capture: createCapture(document) };
  const stop = scanCodes(world, {
    ...on,
    end(why) {
      reader.dispose();
      on.end(why);
    },
  });
  return () => {
    stop();
    reader.dispose();
  };
}

/** The text of a code in a picture, of Kith's before others; its size must have been looked at before. */
export async function readPictureCode(
  clock: Clock,
  picture: Blob,
): Promise<Result<string, PictureCodeError>> {
  const reader = createReader(clock, true);
  let other: string | undefined;
  try {
    for (const side of [COARSE_SIDE, FINE_SIDE]) {
      const pixels = await pixelsOf(document, picture, side);
      if (!pixels.ok) return pixels;
      const read = await reader.read(pixels.value);
      if (!read.ok && read.error === 'unable') return err('unable');
      if (read.ok && read.value !== undefined && isCodeOfKith(read.value)) return ok(read.value);
      // Kith's may be the smaller one beside it.
      if (read.ok) other ??= read.value;
      if (Math.max(pixels.value.width, pixels.value.height) < side) break;
    }
    return other === undefined ? err('no-code') : ok(other);
  } finally {
    reader.dispose();
  }
}

function createReader(clock: Clock, looksTwice = false): CodeReader {
  return createCodeReader({
    clock,
    looksTwice,
    // TypeScript's DOM has it not yet.
    BarcodeDetector: Reflect.get(globalThis, 'BarcodeDetector') as Detectors | undefined,
    startWorker: () => new CodeWorker(),
    async loadProgram() {
      const loaded = await loadPackedBlock(program);
      return loaded.ok ? loaded.value : undefined;
    },
  });
}
