// What the example says to people.

import type { Words } from '../../../src/ui/words.ts';

export const handsWords = {
  title: { en: 'Hands', hi: 'हाथ', ar: 'الأيدي' },
  raise: { en: 'Raise your hand', hi: 'हाथ उठाएँ', ar: 'ارفع يدك' },
  nobody: { en: 'No hand is up.', hi: 'किसी का हाथ नहीं उठा है।', ar: 'لا يد مرفوعة.' },
  points: { en: '{name} points here', hi: '{name} यहाँ दिखा रहे हैं', ar: '{name} يشير إلى هنا' },
} as const satisfies Readonly<Record<string, Words>>;
