// The room's talk and those with one person, side by side, each with how much came while nobody looked.

import { Bead } from '../../../ui/Bead.tsx';
import { classList } from '../../../ui/class-list.ts';
import { formatNumber } from '../../../ui/format.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import type { Thread, ThreadId } from '../api.ts';
import { useNames } from './names.ts';
import { spaceWords } from './space-words.ts';
import { useTalk } from './talk-face.ts';

export function ThreadSwitcher({ onShow }: { readonly onShow: (id: ThreadId) => void }) {
  const say = useSay();
  const { model, thread } = useTalk();
  const others = model.direct.value;
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
  const author = of.id === 'room' ? undefined : model.authors.value.get(of.id);
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
      {author ? <Bead mark={author.mark} rank={author.rank} size={22} /> : null}
      <span dir="auto" class="max-w-40 truncate">
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
