// Small pictures that come with offers: what is not one is not drawn.

import { expect, it } from 'vitest';
import { isSmallPicture } from '../../../../../src/features/files/view/Look.tsx';
import type { Bytes } from '../../../../../src/primitives/bytes.ts';

/** As far as its size is told: start, one frame header, end. */
function jpeg(width: number, height: number): Bytes {
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, ...frame, 0xff, 0xd9]);
}

const encoder = new TextEncoder();

it.each<[string, Bytes, boolean]>([
  ['a small picture', jpeg(96, 72), true],
  ['the largest', jpeg(128, 128), true],
  ['a wide one', jpeg(129, 1), false],
  ['one that unfolds', jpeg(65_535, 65_535), false],
  ['one without a size', jpeg(0, 96), false],
  ['nothing', new Uint8Array(), false],
  ['its first bytes alone', Uint8Array.of(0xff, 0xd8), false],
  [
    'a drawing with a script in it',
    encoder.encode('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    false,
  ],
  ['a page', encoder.encode('<!doctype html><script>x()</script>'), false],
  ['a GIF', encoder.encode('GIF89a\u0001\0\u0001\0'), false],
])('%s', (_, bytes, isDrawn) => {
  expect(isSmallPicture(bytes)).toBe(isDrawn);
});
