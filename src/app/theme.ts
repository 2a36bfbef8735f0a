// Light, dark or as the system says, and whose dye the keyboard wears: attributes of the page's root, set from the
// settings and kept as a hint for the next first paint.

import { effect } from '@preact/signals-core';
import type { Dye } from '../primitives/mark.ts';
import { THEME_HINT_KEY } from '../platform/boot-api.ts';
import { directionOf, LOCALES, type Locale } from '../ui/words.ts';
import { THEMES, type Settings, type ThemeChoice } from './settings.ts';

/** As {@link THEME_HINT_KEY}, for the language. */
const LOCALE_HINT_KEY = 'kith:locale';

export interface Look {
  readonly theme: ThemeChoice;
  readonly locale: Locale;
  readonly dye: Dye | undefined;
}

/** What this person chose of the look, where they chose. */
export type ChosenLook = Pick<Settings, 'theme' | 'locale'>;

/** What is drawn, given what was chosen. */
export function themeShown(theme: ThemeChoice, prefersDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return prefersDark ? 'dark' : 'light';
}

/**
 * Keeps the root element as `look` says, and what was chosen as hints for the next time; ends with the returned function.
 * `chosen` gives nothing where nothing may be stored.
 */
export function followLook(look: () => Look, chosen: () => ChosenLook | undefined): () => void {
  const root = document.documentElement;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme, locale, dye } = look();
    root.dataset['theme'] = themeShown(theme, system.matches);
    root.lang = locale;
    root.dir = directionOf(locale);
    if (dye) root.dataset['you'] = dye;
    writeHints(chosen());
  };
  const stop = effect(apply);
  system.addEventListener('change', apply);
  return () => {
    stop();
    system.removeEventListener('change', apply);
  };
}

/** What the hints say: how to look until the settings are read. */
export function readHints(storage: () => Pick<Storage, 'getItem'>): ChosenLook {
  try {
    return {
      theme: THEMES.find((theme) => theme === storage().getItem(THEME_HINT_KEY)) ?? 'system',
      locale: LOCALES.find((locale) => locale === storage().getItem(LOCALE_HINT_KEY)),
    };
  } catch {
    return { theme: 'system', locale: undefined };
  }
}

function writeHints(chosen: ChosenLook | undefined): void {
  try {
    writeHint(THEME_HINT_KEY, chosen?.theme === 'system' ? undefined : chosen?.theme);
    writeHint(LOCALE_HINT_KEY, chosen?.locale);
  } catch {
    // Storage is forbidden: the first paint follows the system and the browser, nothing else is lost.
  }
}

function writeHint(key: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
}

/** The first language of the browser that Kith speaks, else English. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const short = language.toLowerCase().split('-', 1)[0];
    if (short === 'en' || short === 'hi' || short === 'ar') return short;
  }
  return 'en';
}
