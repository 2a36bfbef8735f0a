// Draws laid strands behind the rows of the people panel, and the knots above them. Silent: the rows say it in words.

import { classList } from './class-list.ts';
import { useCrawl } from './use-crawl.ts';
import type { StrandLayout, StrandRow } from './strands.ts';

export interface StrandsProps {
  readonly layout: StrandLayout;
}

const drawing =
  'pointer-events-none absolute start-0 top-0 overflow-visible forced-color-adjust-none rtl:-scale-x-100';
const WIDTH = 140;

/** Stands in a `relative` box as tall as `layout.height`, before the rows. */
export function Strands({ layout }: StrandsProps) {
  return (
    <svg class={drawing} width={WIDTH} height={layout.height} fill="none" aria-hidden="true">
      {layout.rope === '' ? null : <path class="stroke-line-2" stroke-width="2.25" d={layout.rope} />}
      {layout.rows.map((row) => (
        <Strand key={row.id} row={row} />
      ))}
    </svg>
  );
}

function Strand({ row }: { readonly row: StrandRow }) {
  const path = useCrawl(row.kind === 'connecting' || row.kind === 'reconnecting');
  return (
    <g data-dye={row.dye}>
      <path
        // A new kind is a new thread: it is drawn anew.
        key={row.isDashed ? 'dashed' : 'whole'}
        ref={path}
        class={classList('stroke-dye', !row.isDashed && 'animate-draw')}
        stroke-width={row.rank ? 3 : 2.25}
        pathLength={row.isDashed ? undefined : 1}
        stroke-dasharray={row.isDashed ? '4 4' : undefined}
        d={row.path}
      />
      <Core row={row} />
      {row.diamond === undefined ? null : (
        <path
          class="fill-(--ground,var(--canvas)) stroke-dye"
          stroke-width="2"
          d={`M${row.diamond.x} ${row.diamond.y - 6.4}l6.4 6.4-6.4 6.4-6.4-6.4z`}
        />
      )}
    </g>
  );
}

/** Tells the threads of one dye apart as their beads are: a light line inside, or dots of one. */
function Core({ row }: { readonly row: StrandRow }) {
  const { rank = 0, isDashed, path } = row;
  if (rank === 0 || isDashed) return null;
  return (
    <path
      class="stroke-(--ground,var(--canvas))"
      stroke-width="1"
      stroke-linecap="round"
      stroke-dasharray={rank === 1 ? undefined : '0.01 4'}
      d={path}
    />
  );
}

/** After the rows, so that the knots lie on the beads. */
export function StrandKnots({ layout }: StrandsProps) {
  return (
    <svg class={drawing} width={WIDTH} height={layout.height} aria-hidden="true">
      {layout.rows.map((row) => (
        <circle
          key={row.id}
          data-dye={row.dye}
          class={classList('stroke-dye', row.isVerified ? 'fill-dye' : 'fill-(--ground,var(--canvas))')}
          stroke-width="2"
          cx={row.knot.x}
          cy={row.knot.y}
          r="3.6"
        />
      ))}
    </svg>
  );
}
