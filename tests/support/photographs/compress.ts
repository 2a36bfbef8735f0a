// What JPEG leaves of a picture's light: squares of eight by eight, their fine parts rounded away (ITU-T T.81, annex K).

import type { Plane } from './render.ts';

const SIDE = 8;
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

const COSINES = Array.from({ length: SIDE }, (_, frequency) =>
  Float32Array.from(
    { length: SIDE },
    (_unused, place) =>
      Math.sqrt((frequency === 0 ? 1 : 2) / SIDE) *
      Math.cos(((2 * place + 1) * frequency * Math.PI) / (2 * SIDE)),
  ),
);

/** `values` are levels of 255; `quality` is 1 to 99, as the encoders of cameras count. */
export function compress({ width, height, values }: Plane, quality: number): Float32Array {
  const scale = (quality < 50 ? 5_000 / quality : 200 - 2 * quality) / 100;
  const steps = LUMINANCE.map((step) => Math.max(1, Math.round(step * scale)));
  const stored = Float32Array.from(values);
  const square = new Float32Array(SIDE * SIDE);
  for (let top = 0; top + SIDE <= height; top += SIDE)
    for (let left = 0; left + SIDE <= width; left += SIDE) {
      for (let i = 0; i < square.length; i += 1)
        square[i] = (values[placeOf(i, top, left, width)] ?? 0) - 128;
      const coarse = transform(square, true).map((value, i) => {
        const step = steps[i] ?? 1;
        return Math.round(value / step) * step;
      });
      const back = transform(coarse, false);
      for (let i = 0; i < back.length; i += 1)
        stored[placeOf(i, top, left, width)] = Math.min(255, Math.max(0, (back[i] ?? 0) + 128));
    }
  return stored;
}

function placeOf(index: number, top: number, left: number, width: number): number {
  return (top + Math.floor(index / SIDE)) * width + left + (index % SIDE);
}

/** The cosine transform of rows, then of columns; backwards when not `isForward`. */
function transform(square: Float32Array, isForward: boolean): Float32Array {
  return transformRows(transformRows(square, isForward), isForward);
}

/** Of each row; the result stands turned, so that twice is both ways. */
function transformRows(square: Float32Array, isForward: boolean): Float32Array {
  const turned = new Float32Array(square.length);
  for (let row = 0; row < SIDE; row += 1)
    for (let to = 0; to < SIDE; to += 1) {
      let sum = 0;
      for (let from = 0; from < SIDE; from += 1) {
        const cosine = isForward ? COSINES[to]?.[from] : COSINES[from]?.[to];
        sum += (cosine ?? 0) * (square[row * SIDE + from] ?? 0);
      }
      turned[to * SIDE + row] = sum;
    }
  return turned;
}
