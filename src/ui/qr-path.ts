// A text as the path of its QR code. Pure; the view only paints it.

import { encode } from 'uqr';
import { err, ok, type Result } from '../primitives/result.ts';

/** Modules of white around the code; the standard asks for four. */
export const QUIET_ZONE = 4;

export interface QrPath {
  /** One run of dark modules per part, each module one unit. */
  readonly path: string;
  /** Modules from edge to edge, quiet zone included. */
  readonly size: number;
}

/** Errs when the text is longer than the largest code holds (2953 bytes). */
export function qrPathOf(text: string): Result<QrPath, 'too-long'> {
  try {
    const { data, size } = encode(text, { ecc: 'L', boostEcc: true, border: QUIET_ZONE });
    return ok({ path: data.map(rowPath).join(''), size });
  } catch {
    return err('too-long');
  }
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  let x = 0;
  while (x < row.length) {
    const start = x;
    while (row[x] === true) x += 1;
    if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
    x += 1;
  }
  return path;
}
