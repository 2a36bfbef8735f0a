// The net of meridians and parallels, so that an empty sea still shows where one is.

/** A line as latitude and longitude of its points, degrees. */
export type GeoLine = readonly [latitude: number, longitude: number][];

/** Where the map projection ends. */
export const MAX_LATITUDE = 85;
const MAX_LONGITUDE = 180;

/** Lines every `step` degrees. On this projection all of them are straight, so two points each will do. */
export function graticule(step: number): readonly GeoLine[] {
  const meridians = multiples(step, MAX_LONGITUDE).map((longitude): GeoLine => [
    [-MAX_LATITUDE, longitude],
    [MAX_LATITUDE, longitude],
  ]);
  const parallels = multiples(step, MAX_LATITUDE).map((latitude): GeoLine => [
    [latitude, -MAX_LONGITUDE],
    [latitude, MAX_LONGITUDE],
  ]);
  return [...meridians, ...parallels];
}

/** Every multiple of `step` from -limit to limit. */
function multiples(step: number, limit: number): number[] {
  const count = Math.floor(limit / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step);
}
