// What is said of the files where they are not shown; the space's own words stand beside its view.

import type { Words } from '../../ui/words.ts';

export const filesWords = {
  title: { en: 'Files', hi: 'फ़ाइलें', ar: 'الملفات' },
} as const satisfies Readonly<Record<string, Words>>;
