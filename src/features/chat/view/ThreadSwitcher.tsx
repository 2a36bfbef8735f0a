// The room's talk and those with one person, side by side, each with how much came while nobody looked.

import { classList } from '../../../ui/class-list.ts';
import { formatNumber } from '../../../ui/format.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import type { Thread, ThreadId } from '../api.ts';
import { AuthorBead } from './AuthorBead.tsx';
import { isHeard } from './mentionables.ts';
import { useNames } from './names.ts';
import { isPutAway } from './put-away.ts';
import { spaceWords } from './space-words.ts';
import { useTalk, type ShownChat } from './talk-face.ts';

export function ThreadSwitcher({ onShow }: { readonly onShow: (id: ThreadId) => void }) {
  const say = useSay();
  const { model, thread } = useTalk();
  const others = model.direct.value.filter(
    (each) => each.id === thread.id || (isHeardIn(model, each) && !isPutAway(model, each)),
  );
  if (others.length === 0) return null;
  return (
    <nav
      aria-label={say(spaceWords.threads)}
      class="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-4 py-1.5 max-md:px-2.5"
    >
      {[model.room, ...others].map((each) => (
        <ThreadButton
          key={each.id}
          of={each}
          isShown={each.id === thread.id}
          onClick={() => onShow(each.id)}
        />
      ))}
    </nav>
  );
}

/** A thread with whoever is blocked, or not decided about, is as silent as they are. */
function isHeardIn({ regardOf }: Pick<ShownChat, 'regardOf'>, { id }: Pick<Thread, 'id'>): boolean {
  return id === 'room' || isHeard(regardOf(id));
}

interface ThreadButtonProps {
  readonly of: Thread;
  readonly isShown: boolean;
  readonly onClick: () => void;
}

function ThreadButton({ of, isShown, onClick }: ThreadButtonProps) {
  const say = useSay();
  const locale = useLocale();
  const { model } = useTalk();
  const nameOf = useNames(model);
  const unread = of.unread.value;
  return (
    <button
      type="button"
      aria-current={isShown ? 'true' : undefined}
      class={classList(
        'flex min-h-8 shrink-0 items-center gap-2 rounded-control px-2.5 text-ui touch:min-h-11',
        isShown ? 'bg-press font-semibold text-ink' : 'text-ink-2 hover:bg-hover',
      )}
      onClick={onClick}
    >
      {of.id === 'room' ? null : <AuthorBead of={of.id} size={22} />}
      <span dir="auto" class="max-w-64 truncate">
        {of.id === 'room' ? say(spaceWords.everybody) : nameOf(of.id)}
      </span>
      {unread > 0 ? (
        <>
          <span
            aria-hidden="true"
            class="min-w-5 rounded-[10px] bg-ink px-1.5 text-center text-micro leading-5 font-semibold text-on-ink"
          >
            {formatNumber(locale, unread)}
          </span>
          <VisuallyHidden>, {say(spaceWords.unread, { n: unread })}</VisuallyHidden>
        </>
      ) : null}
    </button>
  );
}
