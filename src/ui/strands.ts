// The strands of the people panel: one leaves your bead for each person and peels off at their row, so that nothing
// crosses; whoever is reached through somebody hangs under them. Pure geometry in pixels, written from the left
// (the drawing is mirrored where the text is).

import type { Dye } from '../primitives/mark.ts';
import type { ThreadKind } from './thread-shape.ts';

export interface StrandPerson {
  readonly id: string;
  readonly dye: Dye;
  /** Place among those of the same dye: 0 plain, 1 two plies, 2 and above a dotted core. */
  readonly rank?: number | undefined;
  readonly kind: ThreadKind;
  /** Who passes it on, when `kind` is `via`. */
  readonly viaId?: string | undefined;
  readonly isVerified: boolean;
}

export interface StrandRow extends StrandPerson {
  /** The middle of the row. */
  readonly y: number;
  /** The middle of the person's bead. */
  readonly beadX: number;
  /** 0 hangs on your bead, 1 on another person's, 2 on one who hangs themselves. */
  readonly depth: number;
  readonly path: string;
  readonly isDashed: boolean;
  /** Where the thread meets the bead; tied once verified. */
  readonly knot: { readonly x: number; readonly y: number };
  /** Where the relay's diamond sits. */
  readonly diamond: { readonly x: number; readonly y: number } | undefined;
}

export interface StrandLayout {
  readonly metrics: StrandMetrics;
  readonly rows: readonly StrandRow[];
  /** The shared plies above {@link STRANDS_AT_MOST} people, undyed; empty otherwise. */
  readonly rope: string;
  readonly height: number;
}

export interface StrandMetrics {
  /** The middle of your own bead. */
  readonly rootX: number;
  readonly rootY: number;
  /** Where the first row begins. */
  readonly top: number;
  readonly rowHeight: number;
  /** Between neighbouring strands. */
  readonly gap: number;
  readonly cornerRadius: number;
  readonly beadX: number;
  /** From the knot to the middle of the bead. */
  readonly knotInset: number;
  readonly diamondX: number;
  /** How far a row moves in for each person it passes through. */
  readonly indent: number;
}

/** The 280 px panel, and the 72 px strip of beads alone. */
export const PANEL: StrandMetrics = {
  rootX: 40,
  rootY: 34,
  top: 84,
  rowHeight: 56,
  gap: 4.5,
  cornerRadius: 12,
  beadX: 100,
  knotInset: 21,
  diamondX: 62.5,
  indent: 28,
};
export const STRIP: StrandMetrics = {
  rootX: 20,
  rootY: 28,
  top: 60,
  rowHeight: 46,
  gap: 3.6,
  cornerRadius: 8,
  beadX: 48,
  knotInset: 13,
  diamondX: 29,
  indent: 0,
};

/** More strands than this become one rope. */
export const STRANDS_AT_MOST = 12;
export const ROPE_PLIES = 6;
const DEEPEST = 2;

export function layStrands(people: readonly StrandPerson[], metrics: StrandMetrics = PANEL): StrandLayout {
  const ordered = hangStrands(people.length > STRANDS_AT_MOST ? groupByKind(people) : people);
  const roots = ordered.filter(({ depth }) => depth === 0).length;
  const trunk = trunkOf(roots, metrics);
  const yById = new Map<string, number>();
  let root = 0;
  const rows = ordered.map(({ person, depth }, index): StrandRow => {
    const y = metrics.top + metrics.rowHeight * (index + 0.5);
    yById.set(person.id, y);
    const beadX = metrics.beadX + metrics.indent * depth;
    const shared = { ...person, y, beadX, depth, isDashed: isDashed(person.kind) };
    const knot = { x: beadX - metrics.knotInset, y };
    if (depth > 0) {
      const from = yById.get(person.viaId ?? '') ?? y;
      return { ...shared, knot, diamond: undefined, path: hangingPath(from, shared, metrics) };
    }
    const path = trunk.branch(root, y);
    root += 1;
    const diamond = person.kind === 'relayed' ? { x: metrics.diamondX, y } : undefined;
    return { ...shared, knot, diamond, path };
  });
  return { metrics, rows, rope: trunk.rope(rows), height: metrics.top + metrics.rowHeight * rows.length + 8 };
}

interface Hung {
  readonly person: StrandPerson;
  readonly depth: number;
}

const GROUPS: readonly ThreadKind[] = ['direct', 'relayed', 'via', 'connecting', 'reconnecting', 'gone'];

/** Those reached alike stand together, in the order they came: a rope of many is read by kind, not by strand. */
function groupByKind(people: readonly StrandPerson[]): readonly StrandPerson[] {
  return people.toSorted((a, b) => GROUPS.indexOf(a.kind) - GROUPS.indexOf(b.kind));
}

/** Everybody once, each directly below who passes them on; a carrier who is not here counts as you. */
export function hangStrands(people: readonly StrandPerson[]): readonly Hung[] {
  const ids = new Set(people.map((person) => person.id));
  const carrierOf = (person: StrandPerson) =>
    person.kind === 'via' && person.viaId !== undefined && ids.has(person.viaId) ? person.viaId : undefined;
  const ordered: Hung[] = [];
  const placed = new Set<string>();
  const place = (person: StrandPerson, depth: number): void => {
    if (placed.has(person.id)) return;
    placed.add(person.id);
    ordered.push({ person, depth });
    for (const other of people) {
      if (carrierOf(other) === person.id) place(other, Math.min(depth + 1, DEEPEST));
    }
  };
  for (const person of people) if (carrierOf(person) === undefined) place(person, 0);
  // Who is left passes each other on in a circle: a claim that cannot be drawn.
  for (const person of people) place(person, 0);
  return ordered;
}

function isDashed(kind: ThreadKind): boolean {
  return kind === 'connecting' || kind === 'reconnecting' || kind === 'gone';
}

interface Trunk {
  branch(index: number, y: number): string;
  rope(rows: readonly StrandRow[]): string;
}

function trunkOf(count: number, metrics: StrandMetrics): Trunk {
  const { rootX, rootY, gap, cornerRadius: radius, beadX, knotInset } = metrics;
  const isRope = count > STRANDS_AT_MOST;
  const plies = isRope ? ROPE_PLIES : count;
  const plyOf = (index: number) => (isRope ? Math.floor((index * ROPE_PLIES) / count) : index);
  // The first row takes the rightmost strand.
  const xOf = (ply: number) => rootX + ((plies - 1) / 2 - ply) * gap;
  const end = beadX - knotInset - 1;
  return {
    branch(index, y) {
      const start = isRope ? y - 2 * radius : rootY;
      return `M${xOf(plyOf(index))} ${start}V${y - radius}q0 ${radius} ${radius} ${radius}H${end}`;
    },
    rope(rows) {
      if (!isRope) return '';
      const lastY = new Map<number, number>();
      for (const [index, row] of rows.filter(({ depth }) => depth === 0).entries()) {
        lastY.set(plyOf(index), row.y - 2 * radius);
      }
      return Array.from(lastY, ([ply, y]) => `M${xOf(ply)} ${rootY}V${y}`).join('');
    },
  };
}

/** From the carrier's bead straight down and into the row. */
function hangingPath(
  fromY: number,
  row: { y: number; beadX: number; depth: number },
  metrics: StrandMetrics,
) {
  const x = metrics.beadX + metrics.indent * (row.depth - 1);
  if (metrics.indent === 0) return `M${x} ${fromY}V${row.y}`;
  const radius = Math.min(8, metrics.cornerRadius);
  return `M${x} ${fromY}V${row.y - radius}q0 ${radius} ${radius} ${radius}`;
}
