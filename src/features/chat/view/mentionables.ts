// Everybody who can be mentioned, as they are called in this language.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Locale } from '../../../ui/words.ts';
import type { Mentionable } from './mentions.ts';
import { nameIn, type Authors } from './names.ts';

export function mentionablesOf(authors: Authors, locale: Locale, self: IdentityId): readonly Mentionable[] {
  return Array.from(authors)
    .filter(([id]) => id !== self)
    .map(([id, author]) => ({ id, name: nameIn(locale, author) }));
}
