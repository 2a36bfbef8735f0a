// Bounds what one run may print, where it is printed, so that an endless loop floods neither the page nor its memory.

/** Some 2,000 lines: more than anybody reads, little enough to render at once. UTF-16 units. */
export const MAX_OUTPUT_LENGTH = 100 * 1024;

export interface OutputLimit {
  /** The part of `text` that may still be shown; `isCut` is true once, when something is dropped for the first time. */
  take(text: string): { readonly text: string; readonly isCut: boolean };
  reset(): void;
}

export function createOutputLimit(maxLength = MAX_OUTPUT_LENGTH): OutputLimit {
  let left = maxLength;
  let wasCut = false;
  return {
    take(text) {
      const shown = text.slice(0, left);
      const isCut = shown.length < text.length && !wasCut;
      left -= shown.length;
      wasCut ||= isCut;
      return { text: shown, isCut };
    },
    reset() {
      left = maxLength;
      wasCut = false;
    },
  };
}
