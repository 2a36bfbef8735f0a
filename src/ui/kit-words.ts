// The few words that the components themselves say.

import type { Words } from './words.ts';

export const kitWords = {
  close: { en: 'Close', hi: 'बंद करें', ar: 'إغلاق' },
  cancel: { en: 'Cancel', hi: 'रद्द करें', ar: 'إلغاء' },
  dismiss: { en: 'Dismiss', hi: 'हटाएँ', ar: 'تجاهل' },
  more: { en: 'More', hi: 'और', ar: 'المزيد' },
  openSeat: { en: 'An open seat', hi: 'एक खाली जगह', ar: 'مقعد شاغر' },
  moreOthers: {
    en: { one: 'and {n} more', other: 'and {n} more' },
    hi: 'और {n}',
    ar: { one: 'وشخص آخر', two: 'وشخصان آخران', few: 'و{n} آخرون', other: 'و{n} آخرين' },
  },
} as const satisfies Readonly<Record<string, Words>>;
