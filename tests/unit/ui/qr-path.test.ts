// The QR code as a path: the same modules as the encoder's, inside a quiet zone.

import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { QUIET_ZONE, qrPathOf } from '../../../src/ui/qr-path.ts';

/** How many modules a path of one-high runs covers. */
function areaOf(path: string): number {
  return Array.from(path.matchAll(/h(\d+)/g), (run) => Number(run[1])).reduce((sum, width) => sum + width, 0);
}

describe('qrPathOf', () => {
  it('covers exactly the dark modules', () => {
    const { data } = encode('kith', { ecc: 'L', boostEcc: true, border: 0 });
    const code = qrPathOf('kith');
    expect(code.ok && areaOf(code.value.path)).toBe(data.flat().filter(Boolean).length);
  });

  it('counts the quiet zone on both sides into its size', () => {
    const { size } = encode('kith', { ecc: 'L', boostEcc: true, border: 0 });
    const code = qrPathOf('kith');
    expect(code.ok && code.value.size).toBe(size + 2 * QUIET_ZONE);
  });

  it('paints nothing in the quiet zone', () => {
    const code = qrPathOf('kith');
    const first = code.ok ? /^M(\d+) (\d+)/.exec(code.value.path) : null;
    expect(first?.slice(1)).toEqual([String(QUIET_ZONE), String(QUIET_ZONE)]);
  });

  it('refuses what no code can hold', () => {
    expect(qrPathOf('x'.repeat(3000))).toEqual({ ok: false, error: 'too-long' });
  });
});
