// How people are called in the talk: their name, or their mark while they gave none.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Mark } from '../../../primitives/mark.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import { say, type Locale } from '../../../ui/words.ts';
import type { Author } from '../authors.ts';
import type { ChatModel } from '../api.ts';
import { confusableAmong } from '../told-apart.ts';
import { talkWords } from './talk-words.ts';

export type Authors = ReadonlyMap<IdentityId, Author>;

export function nameIn(
  locale: Locale,
  author: { readonly name: string; readonly mark: Mark } | undefined,
): string {
  return author === undefined ? '…' : author.name || sayMark(locale, author.mark);
}

/** Names by person, as they are written after an `@`; those that could be meant for another have their mark beside. */
export function namesIn(locale: Locale, authors: Authors): ReadonlyMap<IdentityId, string> {
  const known = written.get(authors);
  if (known?.locale === locale) return known.names;
  const confusable = confusableAmong(authors);
  const names = new Map(
    Array.from(authors, ([id, author]) => {
      const name = nameIn(locale, author);
      const mark = confusable.has(id) ? sayMark(locale, author.mark) : undefined;
      return [id, mark === undefined ? name : say(locale, talkWords.marked, { name, mark })];
    }),
  );
  written.set(authors, { locale, names });
  return names;
}

const written = new WeakMap<
  Authors,
  { readonly locale: Locale; readonly names: ReadonlyMap<IdentityId, string> }
>();

/** Names of everybody who wrote, as they are now, and so that nobody is taken for another. */
export function useNames({
  authors,
}: Pick<ChatModel, 'authors'>): (id: IdentityId, isSelf?: boolean) => string {
  const locale = useLocale();
  const sayHere = useSay();
  const names = namesIn(locale, authors.value);
  return (id, isSelf = false) => (isSelf ? sayHere(talkWords.you) : (names.get(id) ?? '…'));
}
