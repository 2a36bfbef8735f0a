// Finds a QR code in a picture with somebody else's reader, which is helped where it fails: blurred and distant codes
// are sharpened, small ones then doubled. Pure; knows nothing of where pictures come from.

import { isCodeOfKith } from './of-kith.ts';
import type { Pixels } from './pixels.ts';
import { doubleGrey, greyOf, sharpenGrey, toPixels } from './sharpen.ts';

/** The text of a code, of Kith's before others, as the reader sees the picture without help; undefined when it finds none. */
export type ReadPixels = (pixels: Pixels) => Promise<string | undefined>;

/** 960 by 720: in a larger picture modules are large enough, and doubling it costs more than a frame's time. */
const MAX_DOUBLED_PIXELS = 691_200;

/** In pixels: about a module of a code at arm's length. */
const RADIUS = 2;
/** How much of the difference is added: measured on the set of `bench/invitation`. */
const STRENGTH = 4;

/**
 * The text of the first code of Kith, else of the first of another app; each further way is tried only when those before
 * it found none of Kith.
 */
export async function findCode(pixels: Pixels, read: ReadPixels): Promise<string | undefined> {
  const plain = await read(pixels);
  if (plain !== undefined && isCodeOfKith(plain)) return plain;
  const sharpened = sharpenGrey(greyOf(pixels), { radius: RADIUS, strength: STRENGTH });
  const text = await read(toPixels(sharpened));
  // Doubling costs most, and is for codes so small that none was seen at all.
  const seen = text !== undefined && isCodeOfKith(text) ? text : (plain ?? text);
  if (seen !== undefined || pixels.width * pixels.height > MAX_DOUBLED_PIXELS) return seen;
  return read(toPixels(doubleGrey(sharpened)));
}
