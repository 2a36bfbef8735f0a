// What a thread says in words; the drawing never stands alone.

import { formatMilliseconds } from './format.ts';
import { say, type Locale, type Words } from './words.ts';
import type { ThreadKind } from './thread-shape.ts';

const threadWords = {
  direct: { en: 'direct', hi: 'सीधा', ar: 'مباشر' },
  relayed: { en: 'relayed', hi: 'रिले से', ar: 'عبر مرحّل' },
  viaName: { en: 'via {name}', hi: '{name} के ज़रिए', ar: 'عن طريق {name}' },
  viaPeople: {
    en: { one: 'via {n} person', other: 'via {n} people' },
    hi: { one: '{n} व्यक्ति के ज़रिए', other: '{n} लोगों के ज़रिए' },
    ar: {
      one: 'عن طريق شخص واحد',
      two: 'عن طريق شخصين',
      few: 'عن طريق {n} أشخاص',
      other: 'عن طريق {n} شخصًا',
    },
  },
  connecting: { en: 'connecting', hi: 'जुड़ रहा है', ar: 'جارٍ الاتصال' },
  reconnecting: { en: 'reconnecting', hi: 'फिर से जुड़ रहा है', ar: 'جارٍ إعادة الاتصال' },
  gone: { en: 'gone', hi: 'चले गए', ar: 'غادر' },
} as const satisfies Readonly<Record<string, Words>>;

export interface ThreadFacts {
  readonly kind: ThreadKind;
  /** Milliseconds there and back, when known. */
  readonly rttMs?: number | undefined;
  /** The people it passes through, nearest first. */
  readonly viaNames?: readonly string[] | undefined;
}

/** "direct · 14 ms", "via Mei · 61 ms", "reconnecting" */
export function sayThread(locale: Locale, { kind, rttMs, viaNames = [] }: ThreadFacts): string {
  const path = kind === 'via' ? sayVia(locale, viaNames) : say(locale, threadWords[kind]);
  const isLive = kind === 'direct' || kind === 'relayed' || kind === 'via';
  return isLive && rttMs !== undefined ? `${path} · ${formatMilliseconds(locale, rttMs)}` : path;
}

function sayVia(locale: Locale, names: readonly string[]): string {
  const name = names[0];
  if (names.length === 1 && name !== undefined) return say(locale, threadWords.viaName, { name });
  return say(locale, threadWords.viaPeople, { n: Math.max(1, names.length) });
}
