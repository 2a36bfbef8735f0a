// The address bar as a signal. Knows how routes are written, not what they show.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import { formatRoute, parseRoute, type Route } from './routes.ts';

export interface Navigation extends Disposable {
  readonly route: ReadonlySignal<Route>;
  /** Goes there; `replace` leaves no step to come back to. */
  go(route: Route, how?: 'push' | 'replace'): void;
  /** Marks this place in the history as one its person was inside a room at: no secret, and gone with the tab. */
  markInside(): void;
  /** Whether this place bears that mark, from before the page was loaded anew. */
  wasInside(): boolean;
}

/** The parts of `window` that navigation uses. */
export interface NavigationWindow {
  readonly location: { readonly hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState' | 'state'>;
  addEventListener(type: 'hashchange' | 'popstate', listener: () => void): void;
  removeEventListener(type: 'hashchange' | 'popstate', listener: () => void): void;
}

const INSIDE = { inside: true } as const;

export function createNavigation(page: NavigationWindow): Navigation {
  const route = signal(parseRoute(page.location.hash));
  const disposables = createDisposables();
  const read = () => {
    const next = parseRoute(page.location.hash);
    if (formatRoute(next) !== formatRoute(route.value)) route.value = next;
  };
  for (const type of ['hashchange', 'popstate'] as const) {
    page.addEventListener(type, read);
    disposables.add(() => page.removeEventListener(type, read));
  }
  return {
    route,
    go(next, how = 'push') {
      const hash = formatRoute(next);
      if (how === 'replace' || hash === page.location.hash) page.history.replaceState(null, '', hash);
      else page.history.pushState(null, '', hash);
      route.value = next;
    },
    markInside: () => page.history.replaceState(INSIDE, '', page.location.hash),
    wasInside: () => isInside(page.history.state),
    dispose: () => disposables.dispose(),
  };
}

/** The history may hold anything that an earlier version or another page of this origin put there. */
function isInside(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'inside' in state && state.inside === true;
}
