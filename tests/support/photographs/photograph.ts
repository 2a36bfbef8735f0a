// Pictures of codes as a phone would take them, by code alone: the same seed gives the same pictures everywhere.

import { encode } from 'uqr';
import type { RandomSource } from '../../../src/primitives/random.ts';
import { QUIET_ZONE } from '../../../src/ui/qr-path.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { expose, type Picture } from './expose.ts';
import { render } from './render.ts';
import { drawScene, type Scene } from './scene.ts';

export interface Photograph extends Picture {
  readonly scene: Scene;
  /** Of the code. */
  readonly version: number;
  readonly text: string;
}

/** The `number`th picture of a set: `text` as the page draws it, in front of a camera. */
export function photograph(text: string, seed: number, number: number): Photograph {
  const random = createSeededRandom(seed + number * 7_919);
  return { ...photographScene(text, drawScene(random), random), text };
}

export function photographScene(text: string, scene: Scene, random: RandomSource): Photograph {
  const { data, size, version } = encode(text, { ecc: 'L', boostEcc: true, border: QUIET_ZONE });
  const plane = render({ size, data, border: QUIET_ZONE }, scene, random);
  const modulePixels = (scene.cover * Math.min(scene.width, scene.height)) / (size - 2 * QUIET_ZONE);
  return { ...expose(plane, scene, modulePixels, random), scene, version, text };
}

/** The same with an empty screen, as somebody sees who has not found the code yet. */
export function photographNothing(seed: number, number: number): Picture {
  const random = createSeededRandom(seed + number * 7_919);
  const scene = drawScene(random);
  const size = 57;
  const data = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const plane = render({ size, data, border: QUIET_ZONE }, scene, random);
  return expose(plane, scene, (scene.cover * Math.min(scene.width, scene.height)) / size, random);
}
