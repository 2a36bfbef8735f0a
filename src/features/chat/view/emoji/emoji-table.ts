// The emoji that can be picked, with names and words that find them in the language of the page; loaded on first use.

import type { Locale } from '../../../../ui/words.ts';
import { foldText } from '../../talk/fold.ts';

export type EmojiGroupId =
  | 'smileys'
  | 'people'
  | 'nature'
  | 'food'
  | 'travel'
  | 'activities'
  | 'objects'
  | 'symbols';

export interface Emoji {
  readonly emoji: string;
  /** In the language asked for. */
  readonly name: string;
  /** Name and words, folded for search. */
  readonly found: string;
  readonly hasTones: boolean;
}

export interface EmojiGroup {
  readonly id: EmojiGroupId;
  readonly emoji: readonly Emoji[];
}

/** 0 is the yellow that nobody has; 1 to 5 from light to dark. */
export const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const;
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

const words = {
  en: async () => (await import('./words-en.json')).default,
  hi: async () => (await import('./words-hi.json')).default,
  ar: async () => (await import('./words-ar.json')).default,
} as const satisfies Readonly<Record<Locale, () => Promise<string>>>;

export async function loadEmoji(locale: Locale): Promise<readonly EmojiGroup[]> {
  const [{ default: table }, text] = await Promise.all([import('./table.json'), words[locale]()]);
  const lines = text.split('\n');
  const toned = new Set(table.toned.split(' '));
  let next = 0;
  return table.groups.map((group) => ({
    id: group.id as EmojiGroupId,
    emoji: group.emoji.split(' ').map((emoji): Emoji => {
      const line = lines[next] ?? '';
      next += 1;
      return {
        emoji,
        name: line.split('|', 1)[0] ?? '',
        found: foldText(line.replaceAll('|', ' ')),
        hasTones: toned.has(emoji),
      };
    }),
  }));
}

/** With `tone`, where the emoji takes one. */
export function withTone({ emoji, hasTones }: Pick<Emoji, 'emoji' | 'hasTones'>, tone: Tone): string {
  if (!hasTones || tone === 0) return emoji;
  const [first = '', ...rest] = emoji.replaceAll('\ufe0f', '');
  return first + TONES[tone] + rest.join('');
}

/** Those of which every word of the query begins one of their words; best first. */
export function searchEmoji(groups: readonly EmojiGroup[], query: string): readonly Emoji[] {
  const wanted = foldText(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const all = groups.flatMap((group) => group.emoji);
  const hits = all.filter(({ found }) => wanted.every((word) => ` ${found}`.includes(` ${word}`)));
  const [first = ''] = wanted;
  return hits.toSorted((a, b) => Number(b.found.startsWith(first)) - Number(a.found.startsWith(first)));
}
