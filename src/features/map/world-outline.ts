// The land of the world and the borders between its countries, out of the data that came with the page.

import { merge, mesh } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-110m.json';
import { unwrapLine, unwrapRing, type Position } from './unwrap.ts';

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** Latitude and longitude, degrees, as Leaflet wants them. */
export type LatitudeLongitude = [latitude: number, longitude: number];

export interface WorldOutline {
  /** Polygons of rings: the coast, then lakes. */
  readonly land: readonly (readonly LatitudeLongitude[][])[];
  /** Only where two countries meet; coasts belong to the land. */
  readonly borders: readonly LatitudeLongitude[][];
}

export function worldOutline(): WorldOutline {
  const world = countries as unknown as World;
  const shapes = world.objects.countries.geometries as (Polygon | MultiPolygon)[];
  const land = merge(world, shapes).coordinates as unknown as Position[][][];
  const borders = mesh(world, world.objects.countries, (one, other) => one !== other).coordinates;
  return {
    land: land.map((polygon) => polygon.map((ring) => unwrapRing(ring).map(swap))),
    borders: (borders as unknown as Position[][]).map((line) => unwrapLine(line).map(swap)),
  };
}

function swap([longitude, latitude]: Position): LatitudeLongitude {
  return [latitude, longitude];
}
