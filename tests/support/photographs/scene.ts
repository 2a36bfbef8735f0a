// What a photographed code is up against, drawn from a seed: how far, how turned, how lit, through which lens.

import {
  randomBetween,
  randomFraction,
  randomInteger,
  type RandomSource,
} from '../../../src/primitives/random.ts';

export interface Scene {
  /** Pixels, as a camera gives them for a preview. */
  readonly width: number;
  readonly height: number;
  /** Part of the shorter side that the code itself takes, without its quiet zone. */
  readonly cover: number;
  /** Where its middle is, as parts of the room around it, -1 to 1. */
  readonly offset: readonly [x: number, y: number];
  /** Radians: in the plane, and about the two axes of the picture. */
  readonly turn: number;
  readonly tilt: readonly [x: number, y: number];
  /** Standard deviation, in modules of the code. */
  readonly blur: number;
  /** Length in modules and direction in radians of a hand that moved. */
  readonly shake: { readonly length: number; readonly direction: number };
  /** Standard deviation, of 255 levels. */
  readonly noise: number;
  readonly light: Light;
  /** Levels of black and of white before the light falls on them. */
  readonly levels: readonly [black: number, white: number];
  /** Of JPEG, 1 to 100; 100 leaves the picture as it is. */
  readonly quality: number;
  readonly isDarkScreen: boolean;
}

export interface Light {
  /** What is left at the far side of the picture, of 1. */
  readonly falloff: number;
  readonly direction: number;
  /** A lamp in the glass: levels added in its middle, and its place as parts of the picture. */
  readonly glare: number;
  readonly place: readonly [x: number, y: number];
}

const SIZES = [
  [640, 480],
  [960, 720],
  [1280, 720],
] as const;

/** Every picture is turned and tilted; of blur, noise, uneven light and low contrast each comes with every other one. */
export function drawScene(random: RandomSource): Scene {
  const between = (from: number, to: number) => randomBetween(random, from, to);
  const [width, height] = SIZES[randomInteger(random, SIZES.length)] ?? SIZES[0];
  /** From `mild` to `harsh`, or mild. */
  const trouble = (mild: number, harsh: number) =>
    randomFraction(random) < 0.5 ? mild : between(mild, harsh);
  const hasShake = randomFraction(random) < 0.25;
  const black = trouble(10, 90);
  const tilted = between(0, MAX_TILT);
  const towards = between(0, 2 * Math.PI);
  return {
    width,
    height,
    cover: between(0.35, 0.8),
    offset: [between(-1, 1), between(-1, 1)],
    turn: between(0, 2 * Math.PI),
    tilt: [tilted * Math.cos(towards), tilted * Math.sin(towards)],
    blur: hasShake ? 0.15 : trouble(0.15, 0.5),
    shake: { length: hasShake ? between(0.3, 1) : 0, direction: between(0, Math.PI) },
    noise: trouble(2, 12),
    light: {
      falloff: trouble(0.9, 0.3),
      direction: between(0, 2 * Math.PI),
      glare: randomFraction(random) < 0.25 ? between(30, 120) : 0,
      place: [between(0, 1), between(0, 1)],
    },
    levels: [black, trouble(245, Math.max(150, black + 70))],
    quality: trouble(100, 45),
    isDarkScreen: randomFraction(random) < 0.5,
  };
}

/** 35°: further nobody holds a phone. */
const MAX_TILT = (35 / 180) * Math.PI;
