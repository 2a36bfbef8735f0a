// What everybody should find again: the newest pin, and a menu of all of them. Leads there.

import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { MenuSurface } from '../../../ui/Menu.tsx';
import { briefOf } from './brief.ts';
import { useNames } from './names.ts';
import { useBrief } from './ReplyQuote.tsx';
import { spaceWords } from './space-words.ts';
import { useTalk } from './talk-face.ts';

export function PinnedBar() {
  const say = useSay();
  const locale = useLocale();
  const { thread, jump, model } = useTalk();
  const nameOf = useNames(model);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  const pins = thread.pinned.value;
  const newest = pins.at(-1);
  const brief = useBrief(newest);
  if (!newest) return null;
  const label = say(spaceWords.pinned, { n: pins.length });
  const show = () => (pins.length > 1 ? setOpen(true) : jump.to(newest.id));
  return (
    <div class="shrink-0 border-b border-line">
      <button
        ref={anchor}
        type="button"
        aria-haspopup={pins.length > 1 ? 'menu' : undefined}
        aria-expanded={pins.length > 1 ? isOpen : undefined}
        class="flex min-h-9 w-full items-center gap-2 px-6 text-start text-small text-ink-2 hover:bg-hover max-md:px-4 touch:min-h-11 focus-visible:-outline-offset-4"
        onClick={show}
      >
        <Icon name="pin" size={16} />
        <span class="shrink-0">{label}</span>
        <b dir="auto" class="max-w-40 shrink-0 truncate">
          {nameOf(newest.author, newest.isSelf)}
        </b>
        <span dir="auto" class="min-w-0 flex-1 truncate">
          {brief}
        </span>
        {pins.length > 1 ? <Icon name="down" size={14} /> : null}
      </button>
      {isOpen ? (
        <MenuSurface
          id={id}
          label={label}
          anchor={anchor}
          align="start"
          items={pins.toReversed().map((pin) => ({
            id: pin.id,
            label: `${nameOf(pin.author, pin.isSelf)}: ${briefOf(locale, pin.body)}`,
            icon: 'pin',
            onSelect: () => jump.to(pin.id),
          }))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
