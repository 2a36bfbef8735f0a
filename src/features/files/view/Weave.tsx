// A file as cloth: one stitch a piece in the dye of whoever gave it, outlined while it is on its way, a dot while it is
// still out there, a cross where nobody here has it.

import type { Stitch } from '../api.ts';
import type { WeaveShape } from './weave-shape.ts';

export interface WeaveProps {
  readonly shape: WeaveShape;
  /** What it shows, in words; without it the words stand beside it. */
  readonly label?: string | undefined;
  readonly isSmall?: boolean | undefined;
}

export function Weave({ shape, label, isSmall = false }: WeaveProps) {
  const { width, height, missing, unheld, here, coming } = shape;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={isSmall ? width : '100%'}
      height={isSmall ? height : undefined}
      class="block h-auto max-w-full rtl:-scale-x-100 forced-color-adjust-none"
      fill="none"
      stroke-linecap="round"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      {missing === '' ? null : <path d={missing} class="stroke-line-2 opacity-55" stroke-width="2.2" />}
      {unheld === '' ? null : <path d={unheld} class="stroke-caution" stroke-width={isSmall ? 1.2 : 1.6} />}
      {Array.from(here, ([dye, path]) => (
        <path
          key={dye ?? ''}
          data-dye={dye}
          d={path}
          class={dye === undefined ? 'stroke-you' : 'stroke-dye'}
          stroke-width={isSmall ? 4 : 5.6}
        />
      ))}
      {Array.from(coming, ([dye, path]) => (
        <path
          key={dye ?? ''}
          data-dye={dye}
          d={path}
          class={dye === undefined ? 'fill-you-wash stroke-you' : 'fill-dye-wash stroke-dye'}
          stroke-width={isSmall ? 1.2 : 1.4}
        />
      ))}
    </svg>
  );
}

/** The dye of what one's own stitches are drawn in, where their giver is known to be oneself. */
export function givenBy(stitches: readonly Stitch[], from: Stitch['from']): readonly Stitch[] {
  return stitches.map((stitch) => (stitch.from || stitch.kind !== 'here' ? stitch : { ...stitch, from }));
}
