// The two ways to invite, as their tabs are called.

import type { Words } from '../../ui/words.ts';

export const wayWords = {
  online: { en: 'Over the internet', hi: 'इंटरनेट से', ar: 'عبر الإنترنت' },
  offline: { en: 'Without internet', hi: 'बिना इंटरनेट', ar: 'من دون إنترنت' },
  ways: { en: 'Ways to invite', hi: 'बुलाने के तरीके', ar: 'طرق الدعوة' },
} as const satisfies Readonly<Record<string, Words>>;
