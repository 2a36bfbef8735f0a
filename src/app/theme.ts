// Light, dark or as the system says, and whose dye the keyboard wears: attributes of the page's root, set from the
// settings and kept as a hint for the next first paint.

import { effect } from '@preact/signals-core';
import type { Dye } from '../primitives/mark.ts';
import { THEME_HINT_KEY } from '../platform/boot-api.ts';
import { directionOf, type Locale } from '../ui/words.ts';
import type { ThemeChoice } from './settings.ts';

export interface Look {
  readonly theme: ThemeChoice;
  readonly locale: Locale;
  readonly dye: Dye | undefined;
}

/** What is drawn, given what was chosen. */
export function themeShown(theme: ThemeChoice, prefersDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return prefersDark ? 'dark' : 'light';
}

/** Keeps the root element as `look` says; ends with the returned function. `keepHint` is false where nothing is stored. */
export function followLook(look: () => Look, keepHint: () => boolean): () => void {
  const root = document.documentElement;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme, locale, dye } = look();
    root.dataset['theme'] = themeShown(theme, system.matches);
    root.lang = locale;
    root.dir = directionOf(locale);
    if (dye) root.dataset['you'] = dye;
    writeHint(theme, keepHint());
  };
  const stop = effect(apply);
  system.addEventListener('change', apply);
  return () => {
    stop();
    system.removeEventListener('change', apply);
  };
}

function writeHint(theme: ThemeChoice, mayStore: boolean): void {
  try {
    if (theme === 'system' || !mayStore) localStorage.removeItem(THEME_HINT_KEY);
    else localStorage.setItem(THEME_HINT_KEY, theme);
  } catch {
    // Storage is forbidden: the first paint follows the system, nothing else is lost.
  }
}

/** The first language of the browser that Kith speaks, else English. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const short = language.toLowerCase().split('-', 1)[0];
    if (short === 'en' || short === 'hi' || short === 'ar') return short;
  }
  return 'en';
}
