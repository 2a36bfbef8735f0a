// The drawings of the things: complete, on their grid, and thick enough to be seen at 18 px.

import { describe, expect, it } from 'vitest';
import { THINGS } from '../../../src/primitives/mark.ts';
import { glyphShapes } from '../../../src/ui/glyph-shapes.ts';

/** Nothing thinner is legible in the smallest bead. */
const THINNEST = 1;

describe('glyphShapes', () => {
  it('draws every thing of the marks and nothing else', () => {
    expect(Object.keys(glyphShapes).sort()).toEqual([...THINGS].sort());
  });

  it.each(THINGS)('%s begins with its silhouette', (thing) => {
    expect(['fill', 'stroke']).toContain(glyphShapes[thing][0]?.[0]);
  });

  it.each(THINGS)('%s has only paths that a browser can read', (thing) => {
    for (const shape of glyphShapes[thing]) {
      if (shape[0] !== 'dot') expect(shape[1]).toMatch(/^M[\d.\-MLHVCSQTAZmlhvcsqtaz ]+$/);
    }
  });

  it.each(THINGS)('%s has no line too thin to see', (thing) => {
    for (const shape of glyphShapes[thing]) {
      if (shape[0] === 'cut' || shape[0] === 'stroke') expect(shape[2]).toBeGreaterThanOrEqual(THINNEST);
    }
  });

  it('draws no two things alike', () => {
    const drawings = new Set(THINGS.map((thing) => JSON.stringify(glyphShapes[thing])));
    expect(drawings.size).toBe(THINGS.length);
  });
});
