// What others felt: an emoji and the dots of those who chose it. One's own are pressed.

import { useRef, useState } from 'preact/hooks';
import { visibleLine } from '../../../room/display-name.ts';
import { Dot } from '../../../ui/Dot.tsx';
import { formatList } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { Message, Reaction } from '../api.ts';
import { EmojiPopover } from './emoji/EmojiPopover.tsx';
import { useNames } from './names.ts';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

/** Dots of one reaction; more are a number. */
const MOST_DOTS = 5;
/** Kinds shown below a message; the rest is one number. */
const MOST_KINDS = 24;

const pill =
  'inline-flex min-h-7 items-center gap-1 rounded-[6px] border border-line px-2 text-small text-ink-2 ' +
  'hover:bg-hover aria-pressed:border-ink aria-pressed:bg-press touch:min-h-11';

export function Reactions({ message }: { readonly message: Message }) {
  const { act, model } = useTalk();
  const say = useSay();
  const own = model.self;
  const [isPicking, setPicking] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const { id, reactions } = message;
  if (reactions.length === 0) return null;
  return (
    <div class="mt-1.5 flex flex-wrap gap-1.5">
      {reactions.slice(0, MOST_KINDS).map((reaction) => {
        const isMine = reaction.by.includes(own);
        return (
          <ReactionPill
            key={reaction.emoji}
            reaction={reaction}
            isMine={isMine}
            onClick={() => act({ kind: 'react', of: id, emoji: reaction.emoji, on: !isMine })}
          />
        );
      })}
      <button
        ref={anchor}
        type="button"
        class={pill}
        aria-label={say(talkWords.addReaction)}
        aria-haspopup="dialog"
        aria-expanded={isPicking}
        onClick={() => setPicking(true)}
      >
        <Icon name="smile" size={16} />
      </button>
      {isPicking ? (
        <EmojiPopover
          anchor={anchor}
          onClose={() => setPicking(false)}
          onPick={(emoji) => act({ kind: 'react', of: id, emoji, on: true })}
        />
      ) : null}
    </div>
  );
}

interface ReactionPillProps {
  readonly reaction: Reaction;
  readonly isMine: boolean;
  readonly onClick: () => void;
}

function ReactionPill({ reaction, isMine, onClick }: ReactionPillProps) {
  const say = useSay();
  const locale = useLocale();
  const { model } = useTalk();
  const own = model.self;
  const nameOf = useNames(model);
  const { emoji, by } = reaction;
  const names = formatList(
    locale,
    by.map((id) => nameOf(id, id === own)),
  );
  const label = say(talkWords.reactedBy, { emoji: visibleLine(emoji), names });
  return (
    <button
      type="button"
      class={pill}
      aria-pressed={isMine}
      aria-label={label}
      title={names}
      onClick={onClick}
    >
      <span class="me-0.5 max-w-24 truncate text-ui">{visibleLine(emoji)}</span>
      {by.slice(0, MOST_DOTS).map((id) => {
        const author = model.authors.value.get(id);
        return author ? <Dot key={id} dye={author.mark.dye} rank={author.rank} size={7} /> : null;
      })}
      {by.length > MOST_DOTS ? <span class="text-micro">+{by.length - MOST_DOTS}</span> : null}
    </button>
  );
}
