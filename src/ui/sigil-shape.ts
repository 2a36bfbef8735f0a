// The ring of a room's sigil: who stands where. Pure geometry on a 36 grid.

export const SIGIL_GRID = 36;
/** Beads on the ring; in a larger room the rest would only be a blur. */
export const SIGIL_AT_MOST = 16;

/** Of the ring, and of the seat that stands open around somebody alone. */
export const RING_RADIUS = 13;
const CENTER = SIGIL_GRID / 2;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Place `index` of `count`, clockwise from the top, where you are; alone in the middle. Rounded to halves to keep lines
 * crisp.
 */
export function ringPoint(index: number, count: number): Point {
  if (count <= 1) return { x: CENTER, y: CENTER };
  const angle = -Math.PI / 2 + (index * 2 * Math.PI) / count;
  return {
    x: toHalf(CENTER + RING_RADIUS * Math.cos(angle)),
    y: toHalf(CENTER + RING_RADIUS * Math.sin(angle)),
  };
}

function toHalf(value: number): number {
  return Math.round(value * 2) / 2;
}

export interface SigilLink {
  /** Ids of two members. */
  readonly from: string;
  readonly to: string;
  /** On its way, or on its way back. */
  readonly isLoose?: boolean | undefined;
}

/** All links of one kind as one path; links to people who are not on the ring are left out. */
export function linksPath(places: ReadonlyMap<string, Point>, links: readonly SigilLink[], isLoose: boolean) {
  let path = '';
  for (const link of links) {
    const from = places.get(link.from);
    const to = places.get(link.to);
    if (from === undefined || to === undefined || (link.isLoose === true) !== isLoose) continue;
    path += `M${from.x} ${from.y}L${to.x} ${to.y}`;
  }
  return path;
}
