// Puts a component on the page of a browser test and takes it off again afterwards.

import type { ComponentChild } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach } from 'vitest';

const places: HTMLElement[] = [];

export interface Mounted {
  readonly place: HTMLElement;
  readonly update: (node: ComponentChild) => Promise<void>;
}

/** Renders `node` into a place of its own at the end of the page. */
export async function mount(node: ComponentChild): Promise<Mounted> {
  const place = document.createElement('div');
  document.body.append(place);
  places.push(place);
  const update = (next: ComponentChild) => act(() => render(next, place));
  await update(node);
  return { place, update };
}

afterEach(async () => {
  for (const place of places.splice(0)) {
    await act(() => render(null, place));
    place.remove();
  }
});
