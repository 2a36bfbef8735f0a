// What the rules of a room are called: apart from the room's other words, as the palette names them everywhere.

import type { Words } from '../../ui/words.ts';

/** How people come in, in one or two words. */
export const rulesWords = {
  open: { en: 'Open', hi: 'खुला', ar: 'مفتوحة' },
  knock: { en: 'Knock first', hi: 'पहले दस्तक', ar: 'اطرق أولًا' },
  locked: { en: 'Locked', hi: 'बंद', ar: 'مقفلة' },
  scripts: { en: 'Scripts', hi: 'स्क्रिप्ट', ar: 'النصوص البرمجية' },
  all: { en: 'Who may do what', hi: 'कौन क्या कर सकता है', ar: 'من يستطيع ماذا' },
} as const satisfies Readonly<Record<string, Words>>;
