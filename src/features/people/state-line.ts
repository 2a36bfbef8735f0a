// The honest line under a room's title: how many people, and how their links run.

import { say, type Locale } from '../../ui/words.ts';
import type { LinkCounts } from './model.ts';
import { roomStateWords } from './words.ts';

/** "3 people · 2 direct, 1 relayed" */
export function sayRoomState(locale: Locale, counts: LinkCounts): string {
  const { people, direct, relayed, via, connecting, reconnecting } = counts;
  const links = [
    [roomStateWords.direct, direct],
    [roomStateWords.relayed, relayed],
    [roomStateWords.via, via],
    [roomStateWords.linking, connecting],
    [roomStateWords.back, reconnecting],
  ] as const;
  const parts = links.filter(([, n]) => n > 0).map(([words, n]) => say(locale, words, { n }));
  if (people <= 1 && parts.length === 0) return say(locale, roomStateWords.alone);
  const head = say(locale, roomStateWords.people, { n: people });
  return parts.length === 0 ? head : `${head} · ${parts.join(locale === 'ar' ? '، ' : ', ')}`;
}
