// Taut is quick, slack is slow, dashed is not there yet.

import { describe, expect, it } from 'vitest';
import { inlineSagOf, meshSagOf, threadShapeOf } from '../../../src/ui/thread-shape.ts';

describe('inlineSagOf', () => {
  it.each([
    [undefined, 0],
    [0, 0],
    [49, 0],
    [50, 3.2],
    [119, 3.2],
    [120, 5.5],
    [5000, 5.5],
  ])('at %s ms hangs %s px', (rttMs, sag) => {
    expect(inlineSagOf(rttMs)).toBe(sag);
  });
});

describe('meshSagOf', () => {
  it.each([
    [0, 0],
    [20, 0],
    [120, 55],
    [10_000, 60],
  ])('at %s ms drops %s px', (rttMs, sag) => {
    expect(meshSagOf(rttMs)).toBeCloseTo(sag);
  });
});

describe('threadShapeOf', () => {
  it('draws a quick direct thread taut', () => {
    expect(threadShapeOf('direct', 14).path).toBe('M1 4Q15 4 29 4');
  });

  it('puts the middle of a slack thread where its curve is lowest', () => {
    expect(threadShapeOf('relayed', 112).middle).toEqual({ x: 15, y: 7.2 });
  });

  it.each(['connecting', 'reconnecting'] as const)('dashes %s', (kind) => {
    expect(threadShapeOf(kind).isDashed).toBe(true);
  });

  it('frays what is gone', () => {
    expect(threadShapeOf('gone').frays).toBeDefined();
  });
});
