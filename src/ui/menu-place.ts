// Where a menu goes beside its button. Pure geometry in pixels of the window.

/** Between button and menu, and between menu and the window's edge. */
const GAP = 4;
const MARGIN = 8;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface MenuSpace {
  readonly anchor: Box;
  readonly menu: { readonly width: number; readonly height: number };
  readonly window: { readonly width: number; readonly height: number };
  /** Which edges line up: the left ones or the right ones. */
  readonly align: 'left' | 'right';
}

/** Below the button if it fits there, else above, else wherever it is whole. */
export function placeMenu({ anchor, menu, window, align }: MenuSpace): { left: number; top: number } {
  const left = align === 'left' ? anchor.left : anchor.left + anchor.width - menu.width;
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - GAP - menu.height;
  const fitsBelow = below + menu.height + MARGIN <= window.height;
  const top = fitsBelow || above < MARGIN ? below : above;
  return {
    left: within(left, MARGIN, window.width - menu.width - MARGIN),
    top: within(top, MARGIN, window.height - menu.height - MARGIN),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
