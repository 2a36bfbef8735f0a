// Who is writing right now: beads and one sentence. Not read out: it would never be quiet.

import { BeadStack } from '../../ui/BeadStack.tsx';
import { formatList } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import type { ChatModel } from './model.ts';
import { chatWords } from './words.ts';

export function Writing({ model }: { readonly model: ChatModel }) {
  const say = useSay();
  const locale = useLocale();
  const people = model.typing.value.map((peer) => ({
    id: peer.peerId,
    name: peer.name || sayMark(locale, peer.mark),
    mark: peer.mark,
    rank: model.authors.value.get(peer.identityId)?.rank,
  }));
  if (people.length === 0) return <div class="h-7" />;
  const names = formatList(
    locale,
    people.map((person) => person.name),
  );
  return (
    <p class="flex h-7 items-center gap-2 text-small text-ink-3 [--ground:var(--sheet)]" aria-hidden="true">
      <BeadStack people={people} size={18} />
      {say(chatWords.writing, { names, n: people.length })}
    </p>
  );
}
