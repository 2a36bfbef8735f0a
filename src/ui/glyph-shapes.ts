// The drawings of all things that a mark can name, gathered from their parts.

import type { Thing } from '../primitives/mark.ts';
import type { Glyph } from './glyph-shape.ts';
import { acornToCompass } from './glyph-shapes-acorn-to-compass.ts';
import { cricketToNeedle } from './glyph-shapes-cricket-to-needle.ts';
import { otterToSailboat } from './glyph-shapes-otter-to-sailboat.ts';
import { scissorsToWindmill } from './glyph-shapes-scissors-to-windmill.ts';

export const glyphShapes: Readonly<Record<Thing, Glyph>> = {
  ...acornToCompass,
  ...cricketToNeedle,
  ...otterToSailboat,
  ...scissorsToWindmill,
};
