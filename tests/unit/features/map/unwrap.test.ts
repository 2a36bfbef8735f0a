import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unwrapLine, unwrapRing, type Position } from '../../../../src/features/map/unwrap.ts';

const position = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.constant(0));

test('a line across the date line goes on beyond it', () => {
  const line: Position[] = [
    [179, 65],
    [-179, 66],
  ];
  expect(unwrapLine(line)).toEqual([
    [179, 65],
    [181, 66],
  ]);
});

test('no two neighbours are more than half a turn apart', () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 2 }), (line) => {
      const unwrapped = unwrapLine(line);
      const steps = unwrapped.slice(1).map(([longitude], i) => Math.abs(longitude - unwrapped[i]![0]));
      expect(Math.max(...steps)).toBeLessThanOrEqual(180);
    }),
  );
});

test('a ring within one side of the earth stays as it is', () => {
  const ring: Position[] = [
    [10, 0],
    [20, 0],
    [20, 10],
    [10, 0],
  ];
  expect(unwrapRing(ring)).toEqual(ring);
});

test('a ring around the south pole is closed along it', () => {
  const ring: Position[] = [-180, -90, 0, 90, 180].map((longitude) => [longitude, -70]);
  expect(unwrapRing(ring).slice(5)).toEqual([
    [180, -90],
    [-180, -90],
    [-180, -70],
  ]);
});
