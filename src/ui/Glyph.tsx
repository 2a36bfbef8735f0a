// The thing of a mark as SVG elements: silhouette in the colour of the text, cut-outs in the colour behind it.

import type { JSX } from 'preact';
import type { Thing } from '../primitives/mark.ts';
import type { GlyphShape } from './glyph-shape.ts';
import { glyphShapes } from './glyph-shapes.ts';

export interface GlyphProps {
  readonly thing: Thing;
  /** What shows through the cut-outs: a CSS colour, the dye unless told. */
  readonly ground?: string | undefined;
}

export function Glyph({ thing, ground = 'var(--dye)' }: GlyphProps) {
  return (
    <svg
      class="block size-[68%]"
      viewBox="0 0 24 24"
      fill="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {glyphShapes[thing].map((shape) => elementOf(shape, ground))}
    </svg>
  );
}

function elementOf(shape: GlyphShape, ground: string): JSX.Element {
  switch (shape[0]) {
    case 'fill':
      return <path d={shape[1]} fill-rule="evenodd" />;
    case 'stroke':
      return <path d={shape[1]} fill="none" stroke="currentColor" stroke-width={shape[2]} />;
    case 'cut':
      return <path d={shape[1]} fill="none" stroke={ground} stroke-width={shape[2]} />;
    case 'hole':
      return <path d={shape[1]} fill={ground} />;
    default:
      return <circle cx={shape[1]} cy={shape[2]} r={shape[3]} fill={ground} />;
  }
}
