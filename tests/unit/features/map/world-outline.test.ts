import { expect, test } from 'vitest';
import { graticule, MAX_LATITUDE } from '../../../../src/features/map/graticule.ts';
import { worldOutline } from '../../../../src/features/map/world-outline.ts';

const outline = worldOutline();

/** Whether a point is on land, by the even–odd rule over all rings of one copy of the world and its neighbours. */
function isLand(latitude: number, longitude: number): boolean {
  const rings = outline.land.flat();
  const crossings = [-360, 0, 360].flatMap((turn) =>
    rings.flatMap((ring) =>
      ring.filter(([lat, lon], i) => {
        const [nextLat, nextLon] = ring[(i + 1) % ring.length] ?? [lat, lon];
        if (lat > latitude === nextLat > latitude) return false;
        return lon + turn + ((latitude - lat) / (nextLat - lat)) * (nextLon - lon) > longitude;
      }),
    ),
  );
  return crossings.length % 2 === 1;
}

test.each([
  ['Nagpur', 21, 79],
  ['Chukotka, beyond the date line', 67, 182],
  ['the south pole', -89, 0],
])('%s is land', (_, latitude, longitude) => {
  expect(isLand(latitude, longitude)).toBe(true);
});

test.each([
  ['the middle of the Pacific', 0, -150],
  ['the Caspian Sea', 42, 51],
  ['the Arctic', 86, 10],
])('%s is water', (_, latitude, longitude) => {
  expect(isLand(latitude, longitude)).toBe(false);
});

test('no outline jumps across the map', () => {
  for (const line of [...outline.land.flat(), ...outline.borders]) {
    const jumps = line.filter(([lat, lon], i) => {
      const [nextLat, nextLon] = line[i + 1] ?? [lat, lon];
      return Math.abs(nextLon - lon) > 180 && lat > -90 && nextLat > -90;
    });
    expect(jumps).toEqual([]);
  }
});

test('the net has a line at zero and ends where the projection ends', () => {
  const lines = graticule(30);
  expect(lines).toContainEqual([
    [0, -180],
    [0, 180],
  ]);
  expect(Math.max(...lines.flat().map(([latitude]) => latitude))).toBe(MAX_LATITUDE);
});
