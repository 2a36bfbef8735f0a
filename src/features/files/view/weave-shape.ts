// The weave of a file as a few SVG paths: stitches lie and stand in turn like cloth, one path for each dye. Pure.

import type { Dye } from '../../../primitives/mark.ts';
import type { Stitch } from '../api.ts';

/** Pixels of one stitch's square, and how thick and long the thread is drawn. */
export interface Gauge {
  readonly cell: number;
  readonly half: number;
  /** Half of the outlined square of a stitch on its way, and its corner. */
  readonly comingHalf: number;
  readonly corner: number;
}

export const LARGE: Gauge = { cell: 12, half: 3, comingHalf: 4.5, corner: 2 };
export const SMALL: Gauge = { cell: 8, half: 1, comingHalf: 2.4, corner: 1 };
/** Of a row in the list: 20 by 2. */
export const SMALL_COLUMNS = 20;
export const SMALL_ROWS = 2;
/** Above, a stitch stands for several pieces. */
export const MOST_STITCHES = 800;

/** `undefined`: given by nobody here; one's own, or kept from before. */
export type Giver = Dye | undefined;

export interface WeaveShape {
  readonly width: number;
  readonly height: number;
  readonly missing: string;
  readonly unheld: string;
  /** Path data by who gave it. */
  readonly here: ReadonlyMap<Giver, string>;
  readonly coming: ReadonlyMap<Giver, string>;
}

/** Rows as many as are needed; an empty file is one row of nothing. */
export function weaveShape(stitches: readonly Stitch[], columns: number, gauge: Gauge): WeaveShape {
  let missing = '';
  let unheld = '';
  const here = new Map<Giver, string>();
  const coming = new Map<Giver, string>();
  for (const [index, { kind, from }] of stitches.entries()) {
    const column = index % columns;
    const row = Math.floor(index / columns);
    const x = (column + 0.5) * gauge.cell;
    const y = (row + 0.5) * gauge.cell;
    const giver = from?.mark.dye;
    if (kind === 'missing') missing += `M${x} ${y}h0`;
    else if (kind === 'unheld') unheld += crossAt(x, y, gauge);
    else if (kind === 'coming') coming.set(giver, (coming.get(giver) ?? '') + squareAt(x, y, gauge));
    else {
      const isLying = (column + row) % 2 === 0;
      const thread = isLying
        ? `M${x - gauge.half} ${y}h${2 * gauge.half}`
        : `M${x} ${y - gauge.half}v${2 * gauge.half}`;
      here.set(giver, (here.get(giver) ?? '') + thread);
    }
  }
  const rows = Math.max(1, Math.ceil(stitches.length / columns));
  return { width: columns * gauge.cell, height: rows * gauge.cell, missing, unheld, here, coming };
}

function crossAt(x: number, y: number, { half }: Gauge): string {
  const side = 2 * half;
  return `M${x - half} ${y - half}l${side} ${side}M${x + half} ${y - half}l${-side} ${side}`;
}

function squareAt(x: number, y: number, { comingHalf, corner: c }: Gauge): string {
  const side = 2 * (comingHalf - c);
  return (
    `M${x - comingHalf + c} ${y - comingHalf}h${side}q${c} 0 ${c} ${c}v${side}q0 ${c} ${-c} ${c}` +
    `h${-side}q${-c} 0 ${-c} ${-c}v${-side}q0 ${-c} ${c} ${-c}z`
  );
}

/** A short file drawn on as many stitches as a long one. An empty file stays empty. */
export function stretch(stitches: readonly Stitch[], count: number): readonly Stitch[] {
  if (stitches.length === 0 || stitches.length >= count) return stitches;
  return Array.from(
    { length: count },
    (_, cell) =>
      stitches[Math.floor((cell * stitches.length) / count)] ?? { kind: 'missing', from: undefined },
  );
}

export interface WeaveCount {
  /** By who gave it, those who gave most first. Key: identity, or undefined for what nobody here gave. */
  readonly here: readonly { readonly from: Stitch['from']; readonly count: number }[];
  readonly coming: number;
  readonly missing: number;
  readonly unheld: number;
}

export function countStitches(stitches: readonly Stitch[]): WeaveCount {
  const here = new Map<string, { from: Stitch['from']; count: number }>();
  let coming = 0;
  let missing = 0;
  let unheld = 0;
  for (const { kind, from } of stitches) {
    if (kind === 'missing') missing += 1;
    else if (kind === 'unheld') unheld += 1;
    else if (kind === 'coming') coming += 1;
    else {
      const key = from?.identityId ?? '';
      const known = here.get(key);
      if (known) known.count += 1;
      else here.set(key, { from, count: 1 });
    }
  }
  const givers = Array.from(here.values()).sort((one, other) => other.count - one.count);
  return { here: givers, coming, missing, unheld };
}

/** Stretches of a bar as one path on a field of `bar.length` by 1: as wide as there is of each. */
export function barPath(bar: readonly number[]): string {
  let path = '';
  let from: number | undefined;
  for (let at = 0; at <= bar.length; at += 1) {
    const share = Math.min(1, Math.max(0, bar[at] ?? 0));
    const start = from ?? at;
    if (share > 0) from = start;
    // A stretch that is not whole ends the run at its part.
    if (from === undefined || share === 1) continue;
    path += `M${from} 0H${(at + share).toFixed(3)}V1H${from}z`;
    from = undefined;
  }
  return path;
}
