// How the drawing of a thing is written down, on a 24 grid: one solid silhouette and up to a few cut-outs. Data only.

/** A filled path of the silhouette. */
export type Fill = readonly ['fill', path: string];
/** A drawn line of the silhouette, round at its ends. */
export type Stroke = readonly ['stroke', path: string, width: number];
/** A line cut out of the silhouette: the dye shows through. */
export type Cut = readonly ['cut', path: string, width: number];
/** An area cut out of the silhouette. */
export type Hole = readonly ['hole', path: string];
/** A round hole: an eye, a spot. */
export type Dot = readonly ['dot', x: number, y: number, radius: number];

export type GlyphShape = Fill | Stroke | Cut | Hole | Dot;
/** Painted in order. */
export type Glyph = readonly GlyphShape[];
