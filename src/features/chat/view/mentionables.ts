// Everybody who can be mentioned, as they are called in this language: those who are here first, then who left last. Nobody
// of whom nothing is shown: it would be a name to fall for.

import type { Locale } from '../../../ui/words.ts';
import type { Mentionable } from './mentions.ts';
import { nameIn, namesIn } from './names.ts';
import type { ShownChat } from './talk-face.ts';

/** Reads signals. */
export function mentionablesOf(
  { authors, self, regardOf }: Pick<ShownChat, 'authors' | 'self' | 'regardOf'>,
  locale: Locale,
): readonly Mentionable[] {
  const names = namesIn(locale, authors.value);
  // Known are those who left longest ago first.
  return Array.from(authors.value)
    .toReversed()
    .filter(([id]) => id !== self && isHeard(regardOf(id)))
    .map(([id, author]) => {
      const name = nameIn(locale, author);
      return { id, name: names.get(id) ?? name, bare: name };
    });
}

/** Whether something of theirs is shown. */
export function isHeard(regard: ReturnType<ShownChat['regardOf']>): boolean {
  return regard !== 'blocked' && regard !== 'waiting';
}
