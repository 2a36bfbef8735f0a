// The page's one polite live region: what happened, said once to those who hear the page.

let region: HTMLElement | undefined;

/** Says `text` when the reader is free; the newest sentence replaces one that waits. */
export function announce(text: string): void {
  const spoken = liveRegion();
  // Emptied first, or the same sentence twice would not be a change.
  spoken.textContent = '';
  requestAnimationFrame(() => {
    spoken.textContent = text;
  });
}

function liveRegion(): HTMLElement {
  region ??= createRegion();
  // Outside an open modal dialog everything is inert and unheard, so the region goes where the person is.
  const home = Array.from(document.querySelectorAll('dialog:modal')).at(-1) ?? document.body;
  if (region.parentElement !== home) home.append(region);
  return region;
}

function createRegion(): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'status');
  element.setAttribute('aria-live', 'polite');
  element.className = 'sr-only';
  return element;
}
