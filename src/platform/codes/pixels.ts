// A picture as its dots: what is handed to whoever reads codes.

/** RGBA, by rows. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}
