// The people whose names begin with what was typed after an `@`. The field keeps the focus.

import { Bead } from '../../../ui/Bead.tsx';
import { classList } from '../../../ui/class-list.ts';
import { useSay } from '../../../ui/locale.tsx';
import { composeWords } from './compose-words.ts';
import { useTalk } from './talk-face.ts';
import type { Mentioning } from './use-mentioning.ts';

export function MentionList({ mentioning }: { readonly mentioning: Mentioning }) {
  const say = useSay();
  const { model } = useTalk();
  const { isOpen, listId, offered, index, take } = mentioning;
  if (!isOpen) return null;
  return (
    // The field keeps the focus, which no <select> would let it.
    <div
      id={listId}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="listbox"
      aria-label={say(composeWords.mentions)}
      class="absolute start-2 bottom-full z-popover mb-1 min-w-56 rounded-[10px] border border-line bg-raised p-2 shadow-raised"
    >
      {offered.map((person, at) => {
        const author = model.authors.value.get(person.id);
        return (
          // The field's own keys choose; this is for pointers.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={person.id}
            id={`${listId}-${at}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            class={classList(
              'flex min-h-10 items-center gap-3 rounded-control px-3 text-ui touch:min-h-11',
              at === index ? 'bg-press' : 'hover:bg-hover',
            )}
            // Or the field would lose the focus before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
          >
            {author ? <Bead mark={author.mark} rank={author.rank} size={24} /> : null}
            <span dir="auto" class="min-w-0 truncate">
              {person.name}
            </span>
          </div>
        );
      })}
    </div>
  );
}
