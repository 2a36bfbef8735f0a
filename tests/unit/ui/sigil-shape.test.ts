// The ring of a room's sigil.

import { describe, expect, it } from 'vitest';
import { linksPath, ringPoint } from '../../../src/ui/sigil-shape.ts';

describe('ringPoint', () => {
  it('puts you at the top', () => {
    expect(ringPoint(0, 7)).toEqual({ x: 18, y: 5 });
  });

  it('goes clockwise', () => {
    expect(ringPoint(1, 4)).toEqual({ x: 31, y: 18 });
  });

  it.each([0, 1])('puts you in the middle when there are %i', (count) => {
    expect(ringPoint(0, count)).toEqual({ x: 18, y: 18 });
  });
});

describe('linksPath', () => {
  const places = new Map([
    ['a', { x: 18, y: 5 }],
    ['b', { x: 18, y: 31 }],
  ]);

  it('draws a link between its two members', () => {
    expect(linksPath(places, [{ from: 'a', to: 'b' }], false)).toBe('M18 5L18 31');
  });

  it('keeps loose links for the dashed path', () => {
    const links = [{ from: 'a', to: 'b', isLoose: true }];
    expect([linksPath(places, links, false), linksPath(places, links, true)]).toEqual(['', 'M18 5L18 31']);
  });

  it('leaves out who is not on the ring', () => {
    expect(linksPath(places, [{ from: 'a', to: 'z' }], false)).toBe('');
  });
});
