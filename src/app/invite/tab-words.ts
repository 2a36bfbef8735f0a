// What is said of inviting before the screens of meeting without a server are loaded: its two ways, and whose an
// invitation is.

import type { Words } from '../../ui/words.ts';

export const wayWords = {
  online: { en: 'Over the internet', hi: 'इंटरनेट से', ar: 'عبر الإنترنت' },
  offline: { en: 'Without internet', hi: 'बिना इंटरनेट', ar: 'من دون إنترنت' },
  own: {
    en: 'This is your own invitation. Somebody else has to open it.',
    hi: 'यह आपका अपना न्योता है। इसे किसी और को खोलना है।',
    ar: 'هذه دعوتك أنت. يجب أن يفتحها شخص آخر.',
  },
  ways: { en: 'Ways to invite', hi: 'बुलाने के तरीके', ar: 'طرق الدعوة' },
} as const satisfies Readonly<Record<string, Words>>;
