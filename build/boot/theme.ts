// The theme before the first paint, so that nobody who chose dark is flashed with light.

import { THEME_HINT_KEY } from '../../src/platform/boot-api.ts';

export type Theme = 'light' | 'dark';

/** What the shell left in storage, or what the system prefers. */
export function firstTheme(hint: string | null, systemIsDark: boolean): Theme {
  if (hint === 'light' || hint === 'dark') return hint;
  return systemIsDark ? 'dark' : 'light';
}

export function setFirstTheme(scope: Window): void {
  const systemIsDark = scope.matchMedia('(prefers-color-scheme: dark)').matches;
  scope.document.documentElement.dataset['theme'] = firstTheme(readHint(scope), systemIsDark);
}

/** A browser that forbids storage throws at the property itself. */
function readHint(scope: Window): string | null {
  try {
    return scope.localStorage.getItem(THEME_HINT_KEY);
  } catch {
    return null;
  }
}
