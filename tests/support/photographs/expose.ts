// What lens, light and sensor make of what is there: blur, a hand that moves, uneven light, noise, and JPEG's squares.

import { randomFraction, type RandomSource } from '../../../src/primitives/random.ts';
import { compress } from './compress.ts';
import type { Plane } from './render.ts';
import type { Scene } from './scene.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** `modulePixels`: how large a module of the code is in the picture. */
export function expose(plane: Plane, scene: Scene, modulePixels: number, random: RandomSource): Picture {
  const { width, height } = plane;
  const { length, direction } = scene.shake;
  const lens = blur(plane, scene.blur * modulePixels);
  const moved = length > 0 ? shake(lens, length * modulePixels, direction) : lens;
  const lit = light(moved, scene);
  const gaussian = createGaussian(random);
  for (let i = 0; i < lit.length; i += 1) lit[i] = clamp((lit[i] ?? 0) + gaussian() * scene.noise);
  const stored = scene.quality < 100 ? compress({ width, height, values: lit }, scene.quality) : lit;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < stored.length; i += 1) {
    const level = stored[i] ?? 0;
    data[4 * i] = level;
    data[4 * i + 1] = level;
    data[4 * i + 2] = level * 0.97;
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}

function clamp(level: number): number {
  return Math.min(255, Math.max(0, level));
}

function blur(plane: Plane, sigma: number): Plane {
  const reach = Math.max(1, Math.ceil(sigma * 3));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const kernel = Float32Array.from(weights, (weight) => weight / sum);
  return fold(fold(plane, kernel, [1, 0]), kernel, [0, 1]);
}

/** Along rows with a step of one across, along columns with one down; the edge goes on outside. */
function fold(
  { width, height, values }: Plane,
  kernel: Float32Array,
  [stepX, stepY]: readonly [number, number],
): Plane {
  const folded = new Float32Array(values.length);
  const reach = (kernel.length - 1) / 2;
  const step = stepX + stepY * width;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const before = stepX ? x : y;
      const after = stepX ? width - 1 - x : height - 1 - y;
      const at = y * width + x;
      let sum = 0;
      for (let k = -reach; k <= reach; k += 1)
        sum += (kernel[k + reach] ?? 0) * (values[at + Math.min(after, Math.max(-before, k)) * step] ?? 0);
      folded[at] = sum;
    }
  return { width, height, values: folded };
}

/** The mean along a straight way. */
function shake({ width, height, values }: Plane, length: number, direction: number): Plane {
  const steps = Math.max(2, Math.ceil(length * 2));
  const moved = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let step = 0; step < steps; step += 1) {
        const along = (step / (steps - 1) - 0.5) * length;
        const atX = Math.min(width - 1, Math.max(0, Math.round(x + along * Math.cos(direction))));
        const atY = Math.min(height - 1, Math.max(0, Math.round(y + along * Math.sin(direction))));
        sum += values[atY * width + atX] ?? 0;
      }
      moved[y * width + x] = sum / steps;
    }
  return { width, height, values: moved };
}

/** Levels of 255: darker towards one side, and brighter where a lamp shows in the glass. */
function light(
  { width, height, values }: Plane,
  { levels: [black, white], light: lamp }: Scene,
): Float32Array {
  const lit = new Float32Array(values.length);
  const radius = height / 4;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const across =
        (x / width - 0.5) * Math.cos(lamp.direction) + (y / height - 0.5) * Math.sin(lamp.direction);
      const part = lamp.falloff + (1 - lamp.falloff) * Math.min(1, Math.max(0, across + 0.5));
      const from = Math.hypot(x - lamp.place[0] * width, y - lamp.place[1] * height) / radius;
      const level = black + (values[y * width + x] ?? 0) * (white - black);
      lit[y * width + x] = clamp(level * part + lamp.glare * Math.exp(-(from ** 2)));
    }
  return lit;
}

/** Box and Muller's, from a table: drawing each pixel's anew takes longer than all the rest. */
function createGaussian(random: RandomSource): () => number {
  const table = Float32Array.from({ length: 4_096 }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - randomFraction(random)));
    return radius * Math.cos(2 * Math.PI * randomFraction(random));
  });
  let drawn = new Uint16Array();
  let next = 0;
  return () => {
    if (next === drawn.length) {
      drawn = new Uint16Array(random.bytes(65_536).buffer);
      next = 0;
    }
    next += 1;
    return table[(drawn[next - 1] ?? 0) % table.length] ?? 0;
  };
}
