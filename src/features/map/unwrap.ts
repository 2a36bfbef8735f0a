// Outlines that cross the date line, made drawable on a flat map: a ring that goes from 179° to -179° goes on to 181°.

/** Longitude and latitude, degrees, as in GeoJSON. */
export type Position = readonly [longitude: number, latitude: number];

const FULL_TURN = 360;
const POLE = 90;

/** `ring` without jumps. One that goes once around the earth, as Antarctica's does, is closed along the pole. */
export function unwrapRing(ring: readonly Position[]): Position[] {
  const unwrapped = unwrapLine(ring);
  const first = unwrapped[0];
  const last = unwrapped.at(-1);
  if (!first || !last || Math.abs(last[0] - first[0]) < FULL_TURN / 2) return unwrapped;
  const pole = first[1] < 0 ? -POLE : POLE;
  return [...unwrapped, [last[0], pole], [first[0], pole], first];
}

/** `line` with every longitude within half a turn of the one before. */
export function unwrapLine(line: readonly Position[]): Position[] {
  let previous = line[0]?.[0] ?? 0;
  return line.map(([longitude, latitude]) => {
    const turns = Math.round((previous - longitude) / FULL_TURN);
    previous = longitude + turns * FULL_TURN;
    return [previous, latitude];
  });
}
