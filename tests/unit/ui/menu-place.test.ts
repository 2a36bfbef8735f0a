// Where a menu opens.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeMenu } from '../../../src/ui/menu-place.ts';

const window = { width: 1000, height: 800 };
const menu = { width: 200, height: 300 };

describe('placeMenu', () => {
  it('opens below the button, edge to edge', () => {
    const anchor = { left: 100, top: 50, width: 40, height: 36 };
    expect(placeMenu({ anchor, menu, window, align: 'left' })).toEqual({ left: 100, top: 90 });
  });

  it('lines up the right edges when asked', () => {
    const anchor = { left: 500, top: 50, width: 40, height: 36 };
    expect(placeMenu({ anchor, menu, window, align: 'right' }).left).toBe(340);
  });

  it('opens above where there is no room below', () => {
    const anchor = { left: 100, top: 700, width: 40, height: 36 };
    expect(placeMenu({ anchor, menu, window, align: 'left' }).top).toBe(396);
  });

  it('is whole inside the window wherever the button is', () => {
    const place = fc.integer({ min: -200, max: 1200 });
    fc.assert(
      fc.property(place, place, fc.constantFrom('left' as const, 'right' as const), (left, top, align) => {
        const at = placeMenu({ anchor: { left, top, width: 40, height: 36 }, menu, window, align });
        expect(at.left).toBeGreaterThanOrEqual(8);
        expect(at.left + menu.width).toBeLessThanOrEqual(window.width - 8);
        expect(at.top).toBeGreaterThanOrEqual(8);
        expect(at.top + menu.height).toBeLessThanOrEqual(window.height - 8);
      }),
    );
  });
});
