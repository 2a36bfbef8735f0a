import { expect, it } from 'vitest';
import { isEmoji } from '../../../../../src/features/chat/log/content.ts';
import { foldText } from '../../../../../src/features/chat/talk/fold.ts';
import {
  loadEmoji,
  searchEmoji,
  TONES,
  withTone,
  type Tone,
} from '../../../../../src/features/chat/view/emoji/emoji-table.ts';
import { createUsedEmoji } from '../../../../../src/features/chat/view/emoji/used-emoji.ts';
import { LOCALES } from '../../../../../src/ui/words.ts';

const ONE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');

it.each(LOCALES)('names every emoji in %s', async (locale) => {
  const all = (await loadEmoji(locale)).flatMap((group) => group.emoji);
  expect(all.length).toBeGreaterThan(650);
  expect(all.filter(({ name }) => name.trim() === '')).toEqual([]);
});

it('holds each emoji once, in the form that others send', async () => {
  const all = (await loadEmoji('en')).flatMap((group) => group.emoji.map(({ emoji }) => emoji));
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((emoji) => !ONE_EMOJI.test(emoji))).toEqual([]);
});

it('makes an emoji of every tone that it takes', async () => {
  const toned = (await loadEmoji('en')).flatMap((group) => group.emoji).filter(({ hasTones }) => hasTones);
  expect(toned.length).toBeGreaterThan(40);
  for (const emoji of toned) {
    for (const tone of TONES.keys()) expect(withTone(emoji, tone as Tone)).toMatch(ONE_EMOJI);
  }
});

it('leaves an emoji alone that takes no tone', () => {
  expect(withTone({ emoji: '❤️', hasTones: false }, 3)).toBe('❤️');
});

it.each([
  ['en', 'red heart', '❤️'],
  ['en', 'THUMB', '👍'],
  ['hi', 'दिल', '❤️'],
  ['ar', 'قَلْب', '❤️'],
] as const)('finds in %s by %s', async (locale, query, emoji) => {
  const hits = searchEmoji(await loadEmoji(locale), query);
  expect(hits.map((hit) => hit.emoji)).toContain(emoji);
});

it('finds nothing for nothing', async () => {
  expect(searchEmoji(await loadEmoji('en'), '  ')).toEqual([]);
});

it('folds case, accents and vowel signs, and no Hindi vowel', () => {
  expect(foldText('Café قَلْب कि')).toBe('cafe قلب कि');
});

it('remembers what was used last, each once', () => {
  const used = createUsedEmoji();
  used.note('🦀');
  used.note('🎉');
  used.note('🦀');
  expect(used.recent.value.slice(0, 2)).toEqual(['🦀', '🎉']);
  expect(new Set(used.recent.value).size).toBe(used.recent.value.length);
});

it('offers nothing that others would not take as a reaction', async () => {
  const all = (await loadEmoji('en')).flatMap(({ emoji }) => emoji);
  const every = all.flatMap((each) => ([0, 1, 2, 3, 4, 5] as const).map((tone) => withTone(each, tone)));
  expect(every.filter((emoji) => !isEmoji(emoji))).toEqual([]);
});
