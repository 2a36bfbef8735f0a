// Which language the page speaks, for every component below; and the two hooks that make words of it.

import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext } from 'preact/hooks';
import { say, type Arguments, type Locale, type Words } from './words.ts';

const LocaleContext = createContext<Locale>('en');

export interface LocaleProviderProps {
  readonly locale: Locale;
  readonly children?: ComponentChildren;
}

export function LocaleProvider({ locale, children }: LocaleProviderProps) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>;
}

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

export type Say = (words: Words, values?: Arguments) => string;

/** The same function until the language changes. */
export function useSay(): Say {
  const locale = useLocale();
  return useCallback((words: Words, values?: Arguments) => say(locale, words, values), [locale]);
}
