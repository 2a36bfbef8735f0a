// A code on a screen as a pinhole camera sees it: a plane in space, turned and tilted, three by three rays a pixel.

import { randomFraction, type RandomSource } from '../../../src/primitives/random.ts';
import type { Scene } from './scene.ts';

/** Light of every pixel, 0 to 1, by rows. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export interface Modules {
  /** Modules from edge to edge, quiet zone included. */
  readonly size: number;
  /** By rows; true is dark. */
  readonly data: readonly (readonly boolean[])[];
  readonly border: number;
}

const RAYS = 3;
/** Of the longer side, in pixels: about 65° from side to side, as phones have. */
const FOCAL = 0.8;
const SCREEN_LIGHT = 0.95;
const SCREEN_DARK = 0.12;

export function render({ size, data, border }: Modules, scene: Scene, random: RandomSource): Plane {
  const { width, height } = scene;
  const [a, b, c, d, e, f, g, h, i] = placeOf(scene, size - 2 * border, size);
  const room = drawRoom(random);
  const screen = scene.isDarkScreen ? SCREEN_DARK : SCREEN_LIGHT;
  const isScreen = (u: number, v: number) => Math.max(-u, u - size, -v, v - size) <= size * 0.45;
  const onScreen = (u: number, v: number): number => {
    const row = data[Math.floor(v)];
    if (row && u >= 0 && u < size) return row[Math.floor(u)] ? 0 : 1;
    const away = Math.max(-u, u - size, -v, v - size);
    return away > 3 && isWriting(u, v) ? 1 - screen : screen;
  };
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let ray = 0; ray < RAYS * RAYS; ray += 1) {
        const atX = x + ((ray % RAYS) + 0.5) / RAYS;
        const atY = y + (Math.floor(ray / RAYS) + 0.5) / RAYS;
        const z = g * atX + h * atY + i;
        const u = (a * atX + b * atY + c) / z;
        const v = (d * atX + e * atY + f) / z;
        sum += isScreen(u, v) ? onScreen(u, v) : room(x / width, y / height);
      }
      values[y * width + x] = sum / (RAYS * RAYS);
    }
  return { width, height, values };
}

/** Lines of words around the code, as large as the dialog has them beside a code of 264 pixels. */
function isWriting(u: number, v: number): boolean {
  const line = Math.floor(v / LINE);
  if (v - line * LINE > LETTER) return false;
  const word = Math.sin(line * 12.9 + Math.floor(u / 7) * 78.2);
  const stroke = Math.sin(line * 39.3 + Math.floor(u / STROKE) * 27.1);
  return word > -0.6 && stroke > 0.1;
}

/** In modules. */
const LINE = 5;
const LETTER = 1.6;
const STROKE = 0.45;

/** Something with edges behind the screen. */
function drawRoom(random: RandomSource): (x: number, y: number) => number {
  const edges = Array.from({ length: 5 }, () => {
    const angle = randomFraction(random) * Math.PI;
    return [Math.cos(angle), Math.sin(angle), randomFraction(random), randomFraction(random) * 0.3] as const;
  });
  return (x, y) => {
    let light = 0.4;
    for (const [cosine, sine, at, step] of edges) light += x * cosine + y * sine > at ? step : -step / 2;
    return light;
  };
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** From a pixel to the place on the code's plane, in modules: rows of a homography. */
function placeOf(scene: Scene, codeSize: number, size: number): Matrix {
  const { width, height, cover, turn, tilt } = scene;
  const focal = FOCAL * Math.max(width, height);
  // So far away that the code, held straight, covers what the scene says.
  const distance = (focal * codeSize) / (cover * Math.min(width, height));
  const right = rotate([1, 0, 0], turn, tilt);
  const down = rotate([0, 1, 0], turn, tilt);
  const middle = middleOf(scene, { focal, distance, half: codeSize / 2 + 1, right, down });
  const normal = cross(right, down);
  const reach = dot(middle, normal);
  // A ray meets the plane at reach / (ray · normal); both axes of the plane are of length one.
  const alongAxis = (axis: Vector): Vector => {
    const from = size / 2 - dot(middle, axis);
    const part = (at: 0 | 1 | 2) => reach * axis[at] + from * normal[at];
    return [part(0), part(1), part(2)];
  };
  const ofPixel = ([x, y, z]: Vector): Vector => [
    x / focal,
    y / focal,
    z - (x * width) / (2 * focal) - (y * height) / (2 * focal),
  ];
  return [...ofPixel(alongAxis(right)), ...ofPixel(alongAxis(down)), ...ofPixel(normal)];
}

interface View {
  readonly focal: number;
  readonly distance: number;
  /** Of the code's side and a module around it, in modules. */
  readonly half: number;
  readonly right: Vector;
  readonly down: Vector;
}

/** Nobody photographs half a code: it is moved to where all of it is in the picture, and away where it is too large. */
function middleOf({ width, height, offset }: Scene, { focal, distance, half, right, down }: View): Vector {
  const corners = [-half, half].flatMap((u) => [-half, half].map((v) => [u, v] as const));
  const extent = (away: number, axis: 0 | 1) => {
    const at = corners.map(([u, v]) => {
      const z = away + u * right[2] + v * down[2];
      return (focal * (u * right[axis] + v * down[axis])) / z;
    });
    return [Math.min(...at), Math.max(...at)] as const;
  };
  let away = distance;
  for (;;) {
    const [left, rightmost] = extent(away, 0);
    const [top, bottom] = extent(away, 1);
    const slackX = width - (rightmost - left);
    const slackY = height - (bottom - top);
    if (slackX >= 0 && slackY >= 0) {
      // Where the corners come to lie with the middle off the axis is near enough to where they lie on it.
      const shift = (offsetPart: number, slack: number, from: number, to: number) =>
        ((offsetPart * slack * 0.8) / 2 - (from + to) / 2) * (away / focal);
      return [shift(offset[0], slackX, left, rightmost), shift(offset[1], slackY, top, bottom), away];
    }
    away *= 1.02;
  }
}

type Vector = readonly [x: number, y: number, z: number];

function rotate([x, y, z]: Vector, turn: number, [tiltX, tiltY]: readonly [number, number]): Vector {
  const turned: Vector = [
    x * Math.cos(turn) - y * Math.sin(turn),
    x * Math.sin(turn) + y * Math.cos(turn),
    z,
  ];
  const [a, b, c] = turned;
  const tilted: Vector = [
    a,
    b * Math.cos(tiltX) - c * Math.sin(tiltX),
    b * Math.sin(tiltX) + c * Math.cos(tiltX),
  ];
  const [d, e, f] = tilted;
  return [d * Math.cos(tiltY) + f * Math.sin(tiltY), e, f * Math.cos(tiltY) - d * Math.sin(tiltY)];
}

function dot([a, b, c]: Vector, [x, y, z]: Vector): number {
  return a * x + b * y + c * z;
}

function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
