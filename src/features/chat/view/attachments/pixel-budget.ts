// What all large pictures on the page may unfold into together: ten of them in one message would end a phone's page where
// one does not.

import type { Disposable } from '../../../../primitives/disposable.ts';

export interface PixelBudget {
  /** Undefined when there is no room. What stands in two places, as in the talk and opened, counts once by its `name`. */
  take(name: string, pixels: number): Disposable | undefined;
}

interface Taken {
  readonly pixels: number;
  places: number;
}

export function createPixelBudget(maxPixels: number): PixelBudget {
  const taken = new Map<string, Taken>();

  function add(name: string, pixels: number): Taken | undefined {
    const used = Array.from(taken.values()).reduce((sum, each) => sum + each.pixels, 0);
    if (used + pixels > maxPixels) return undefined;
    const added = { pixels, places: 0 };
    taken.set(name, added);
    return added;
  }

  return {
    take(name, pixels) {
      const own = taken.get(name) ?? add(name, pixels);
      if (!own) return undefined;
      own.places += 1;
      let isHeld = true;
      return {
        dispose() {
          if (!isHeld) return;
          isHeld = false;
          own.places -= 1;
          if (own.places === 0) taken.delete(name);
        },
      };
    },
  };
}
