// What is said of the chat where it is not shown; its own words stand beside its view.

import type { Words } from '../../ui/words.ts';

export const chatWords = {
  title: { en: 'Chat', hi: 'बातचीत', ar: 'المحادثة' },
} as const satisfies Readonly<Record<string, Words>>;
