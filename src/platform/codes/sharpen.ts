// Grey pictures, smoothed against noise and then sharpened (an unsharp mask), and doubled. Running sums: the time does
// not grow with the radius.

import type { Pixels } from './pixels.ts';

/** Levels of 255, by rows. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly levels: Float32Array;
}

/** By the weights of luma (ITU-R BT.601). */
export function greyOf({ width, height, data }: Pixels): Grey {
  const levels = new Float32Array(width * height);
  for (let i = 0, at = 0; i < levels.length; i += 1, at += 4)
    levels[i] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  return { width, height, levels };
}

export function toPixels({ width, height, levels }: Grey): Pixels {
  const data = new Uint8ClampedArray(levels.length * 4);
  for (let i = 0, at = 0; i < levels.length; i += 1, at += 4) {
    const level = levels[i] ?? 0;
    data[at] = level;
    data[at + 1] = level;
    data[at + 2] = level;
    data[at + 3] = 255;
  }
  return { width, height, data };
}

/** Smooths over three pixels, then adds `strength` times what differs from its surroundings, four times `radius` wide. */
export function sharpenGrey(
  grey: Grey,
  { radius, strength }: { readonly radius: number; readonly strength: number },
): Grey {
  const smooth = blurGrey(grey, 1);
  const around = blurGrey(blurGrey(smooth, radius), radius);
  const levels = new Float32Array(smooth.levels.length);
  for (let i = 0; i < levels.length; i += 1) {
    const level = smooth.levels[i] ?? 0;
    levels[i] = level + strength * (level - (around.levels[i] ?? 0));
  }
  return { ...grey, levels };
}

/** Twice as wide and high, by linear interpolation. */
export function doubleGrey({ width, height, levels }: Grey): Grey {
  const doubled = new Float32Array(width * height * 4);
  for (let y = 0; y < 2 * height; y += 1) {
    const near = y >> 1;
    const far = Math.min(height - 1, Math.max(0, near + (y % 2 === 0 ? -1 : 1)));
    for (let x = 0; x < 2 * width; x += 1) {
      const left = x >> 1;
      const right = Math.min(width - 1, Math.max(0, left + (x % 2 === 0 ? -1 : 1)));
      const nearRow = 0.75 * (levels[near * width + left] ?? 0) + 0.25 * (levels[near * width + right] ?? 0);
      const farRow = 0.75 * (levels[far * width + left] ?? 0) + 0.25 * (levels[far * width + right] ?? 0);
      doubled[y * 2 * width + x] = 0.75 * nearRow + 0.25 * farRow;
    }
  }
  return { width: 2 * width, height: 2 * height, levels: doubled };
}

/** The mean of a square, `radius` pixels to each side; at the edges, of what there is of it. */
function blurGrey({ width, height, levels }: Grey, radius: number): Grey {
  const rows = new Float32Array(levels.length);
  for (let y = 0; y < height; y += 1)
    blurLine(levels, rows, { start: y * width, step: 1, length: width, radius });
  const blurred = new Float32Array(levels.length);
  blurColumns(rows, blurred, { width, height, radius });
  return { width, height, levels: blurred };
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly radius: number;
}

function blurLine(from: Float32Array, to: Float32Array, { start, step, length, radius }: Line): void {
  let sum = 0;
  let count = 0;
  for (let i = -radius; i < length; i += 1) {
    const entering = i + radius;
    const leaving = i - radius - 1;
    if (entering < length) {
      sum += from[start + entering * step] ?? 0;
      count += 1;
    }
    if (leaving >= 0) {
      sum -= from[start + leaving * step] ?? 0;
      count -= 1;
    }
    if (i >= 0) to[start + i * step] = sum / count;
  }
}

/** All columns at once, row by row: walking down one column after another misses the processor's cache at each step. */
function blurColumns(
  from: Float32Array,
  to: Float32Array,
  { width, height, radius }: { readonly width: number; readonly height: number; readonly radius: number },
): void {
  const sums = new Float32Array(width);
  let count = 0;
  const add = (row: number, sign: 1 | -1) => {
    count += sign;
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + sign * (from[row * width + x] ?? 0);
  };
  for (let y = -radius; y < height; y += 1) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius - 1 >= 0) add(y - radius - 1, -1);
    if (y < 0) continue;
    for (let x = 0; x < width; x += 1) to[y * width + x] = (sums[x] ?? 0) / count;
  }
}
