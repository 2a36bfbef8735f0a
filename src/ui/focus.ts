// Moving the focus by keys: one tab stop for a group (roving), and keeping Tab inside a surface (trap).

export type FocusAxis = 'horizontal' | 'vertical' | 'both';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), ' +
  '[tabindex]:not([tabindex="-1"]), summary';

export interface FocusMove {
  readonly key: string;
  /** Where the focus is; -1 for nowhere yet. */
  readonly index: number;
  readonly count: number;
  readonly axis: FocusAxis;
  /** In a page written from the right, ArrowLeft leads on. */
  readonly isRtl?: boolean | undefined;
}

/** The index that `key` leads to, going round at the ends; undefined when the key does not move the focus. */
export function nextFocusIndex({ key, index, count, axis, isRtl = false }: FocusMove): number | undefined {
  if (count === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = stepOf(key, axis, isRtl);
  if (step === 0) return undefined;
  if (index < 0) return step > 0 ? 0 : count - 1;
  return (index + step + count) % count;
}

function stepOf(key: string, axis: FocusAxis, isRtl: boolean): -1 | 0 | 1 {
  if (axis !== 'horizontal' && key === 'ArrowDown') return 1;
  if (axis !== 'horizontal' && key === 'ArrowUp') return -1;
  if (axis === 'vertical') return 0;
  if (key === 'ArrowRight') return isRtl ? -1 : 1;
  if (key === 'ArrowLeft') return isRtl ? 1 : -1;
  return 0;
}

export interface RovingOptions {
  readonly axis: FocusAxis;
  /** Which elements inside the group take part; what can be focused unless told. */
  readonly selector?: string | undefined;
}

/**
 * For `onKeyDown` of a group: focuses the next part and returns it, or undefined when the key was not for moving.
 * The parts keep their own `tabIndex`: 0 for the chosen one, -1 for the others.
 */
export function moveRovingFocus(event: KeyboardEvent, options: RovingOptions): HTMLElement | undefined {
  const group = event.currentTarget;
  if (!(group instanceof HTMLElement) || hasModifier(event)) return undefined;
  const parts = partsOf(group, options.selector ?? FOCUSABLE);
  const index = parts.findIndex((part) => part === document.activeElement);
  const next = nextFocusIndex({
    key: event.key,
    index,
    count: parts.length,
    axis: options.axis,
    isRtl: isRightToLeft(group),
  });
  const target = next === undefined ? undefined : parts[next];
  if (target === undefined) return undefined;
  event.preventDefault();
  target.focus();
  return target;
}

/** For `onKeyDown` of a surface that is modal without being a <dialog>: Tab goes round inside it. */
export function trapFocus(event: KeyboardEvent): void {
  const surface = event.currentTarget;
  if (event.key !== 'Tab' || !(surface instanceof HTMLElement)) return;
  const parts = partsOf(surface, FOCUSABLE);
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return;
  const leaving = event.shiftKey ? first : last;
  if (document.activeElement !== leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** Is the text around `element` written from the right? */
export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

function partsOf(container: HTMLElement, selector: string): HTMLElement[] {
  return Array.from(container.querySelectorAll<HTMLElement>(selector)).filter((part) =>
    part.checkVisibility(),
  );
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}
