// How far one's own message got: a dot for each person, filled once it reached them, and the same as a sentence.

import { Dot } from '../../../ui/Dot.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useSay, type Say } from '../../../ui/locale.tsx';
import type { EntryId, Reach } from '../api.ts';
import { speaksFor } from './receipts.ts';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

/** More people are told by the sentence alone. */
const MOST_DOTS = 12;

export function Receipt({ id, next }: { readonly id: EntryId; readonly next: EntryId | undefined }) {
  const { thread, model } = useTalk();
  const say = useSay();
  const reach = thread.reach(id).value;
  const nextReach = next === undefined ? undefined : thread.reach(next).value;
  if (!reach || (nextReach && speaksFor(nextReach, reach))) return null;
  const { to, reached } = reach;
  const isComplete = to.size > 0 && reached.size === to.size;
  return (
    <p class="mt-0.5 flex flex-wrap items-center gap-1 text-micro text-ink-3">
      {to.size === 0 || to.size > MOST_DOTS ? (
        <Icon name={isComplete ? 'check' : 'clock'} size={14} />
      ) : (
        Array.from(to, (person) => {
          const author = model.authors.value.get(person);
          if (!author) return null;
          const { mark, rank } = author;
          return <Dot key={person} dye={mark.dye} rank={rank} size={7} hollow={!reached.has(person)} />;
        })
      )}
      <span class="ms-1">{sentenceOf(reach, say)}</span>
      {reach.read.size > 0 ? <span>· {say(talkWords.readBy, { n: reach.read.size })}</span> : null}
    </p>
  );
}

function sentenceOf({ to, reached }: Reach, say: Say): string {
  const n = to.size;
  if (n === 0) return say(talkWords.nobodyHere);
  if (reached.size === n) return say(talkWords.reachedAll, { n });
  return say(talkWords.reachedSome, { reached: reached.size, n });
}
