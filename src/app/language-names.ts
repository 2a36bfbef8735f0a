// Every language in its own words: whoever looks for theirs cannot read the others.

import type { Locale } from '../ui/words.ts';

export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  hi: 'हिन्दी',
  ar: 'العربية',
};
