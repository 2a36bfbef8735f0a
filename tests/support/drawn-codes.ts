// What stands in a QR code that the page drew: its SVG picture, laid out in dots and read by the page's own reader.

import { createCodeDecoder } from '../../src/platform/codes/code-decoder.ts';
import type { ReadPixels } from '../../src/platform/codes/find-code.ts';
import { readerProgram } from './photographs/photographed-invitations.ts';

/** Dots of a module's side. */
const SCALE = 4;

let reader: Promise<ReadPixels> | undefined;

/** Undefined for a picture without a code that can be read. */
export async function readDrawnCode(svg: string): Promise<string | undefined> {
  const [, size = '0'] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? [];
  const side = Number(size) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, left, top, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let y = Number(top) * SCALE; y < (Number(top) + 1) * SCALE; y += 1)
      for (let x = Number(left) * SCALE; x < (Number(left) + Number(width)) * SCALE; x += 1)
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  reader ??= createCodeDecoder(readerProgram());
  return (await reader)({ width: side, height: side, data });
}
