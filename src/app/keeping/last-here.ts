// When its person was last in a kept room: what tells two of one title apart. Apart from the other words of keeping: a
// room says it of the other rooms.

import type { KeptRoom } from '../../sync/kept-rooms.ts';
import { formatRelative } from '../../ui/format.ts';
import type { Say } from '../../ui/locale.tsx';
import type { Locale, Words } from '../../ui/words.ts';

const lastHereWords = {
  open: { en: 'Last here {when}', hi: 'पिछली बार {when}', ar: 'آخر حضور {when}' },
  locked: {
    en: 'Last here {when} · under a passphrase',
    hi: 'पिछली बार {when} · पासफ़्रेज़ के नीचे',
    ar: 'آخر حضور {when} · تحت عبارة مرور',
  },
} as const satisfies Readonly<Record<string, Words>>;

export function sayLastHere({ isUnderPassphrase, lastHereMs }: KeptRoom, say: Say, locale: Locale): string {
  const words = lastHereWords[isUnderPassphrase ? 'locked' : 'open'];
  return say(words, { when: formatRelative(locale, lastHereMs, Date.now()) });
}
