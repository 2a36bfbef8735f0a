// The icons' data: every entry is a path that a browser can read.

import { describe, expect, it } from 'vitest';
import { iconShapes, type IconShape } from '../../../src/ui/icon-shapes.ts';

const PATH = /^M[\d.\-MLHVCSQTAZmlhvcsqtaz ]+$/;

describe('iconShapes', () => {
  it.each(Object.entries<IconShape>(iconShapes))('%s is drawn by paths', (_name, shape) => {
    const paths =
      typeof shape === 'string' ? [shape] : [shape.line, shape.dots].filter((path) => path !== '');
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(path).toMatch(PATH);
  });
});
