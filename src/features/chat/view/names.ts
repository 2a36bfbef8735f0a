// How people are called in the talk: their name, or their mark while they gave none.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Mark } from '../../../primitives/mark.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import type { Locale } from '../../../ui/words.ts';
import type { Author } from '../authors.ts';
import type { ChatModel } from '../api.ts';
import { talkWords } from './talk-words.ts';

export type Authors = ReadonlyMap<IdentityId, Author>;

export function nameIn(
  locale: Locale,
  author: { readonly name: string; readonly mark: Mark } | undefined,
): string {
  return author === undefined ? '…' : author.name || sayMark(locale, author.mark);
}

/** Names of everybody who wrote, as they are now. */
export function useNames({
  authors,
}: Pick<ChatModel, 'authors'>): (id: IdentityId, isSelf?: boolean) => string {
  const locale = useLocale();
  const say = useSay();
  const known = authors.value;
  return (id, isSelf = false) => (isSelf ? say(talkWords.you) : nameIn(locale, known.get(id)));
}
