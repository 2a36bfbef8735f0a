// Who is writing right now: beads and one sentence. Not read out: it would never be quiet.

import { BeadStack } from '../../../ui/BeadStack.tsx';
import { formatList } from '../../../ui/format.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { composeWords } from './compose-words.ts';
import { useNames } from './names.ts';
import { useTalk } from './talk-face.ts';

export function Writing() {
  const say = useSay();
  const locale = useLocale();
  const { model, thread } = useTalk();
  const nameOf = useNames(model);
  const people = thread.typing.value.map((peer) => ({
    id: peer.peerId,
    name: nameOf(peer.identityId),
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
      {say(composeWords.writing, { names, n: people.length })}
    </p>
  );
}
