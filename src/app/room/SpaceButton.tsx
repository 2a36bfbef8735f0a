// One space in the rail or the tab bar: icon, name, who is there, and how much came meanwhile.

import { classList } from '../../ui/class-list.ts';
import { Dot } from '../../ui/Dot.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useSay } from '../../ui/locale.tsx';
import type { PresenceDot } from './presence.ts';
import { roomWords } from './words.ts';

export interface SpaceButtonProps {
  readonly title: string;
  readonly icon: IconName;
  readonly isSelected: boolean;
  readonly dots?: readonly PresenceDot[];
  readonly unread?: number;
  readonly where: 'rail' | 'tabs';
  readonly tabIndex?: number;
  readonly onClick: () => void;
}

const shared = 'relative flex flex-col items-center justify-center gap-0.75 text-micro leading-4';
const places = {
  rail: 'h-15 w-18 rounded-[10px] pb-1.75 hover:bg-hover aria-[current=page]:bg-sheet aria-[current=page]:inset-ring aria-[current=page]:inset-ring-line',
  tabs: 'h-16 min-w-11 flex-1 pb-1.75 aria-[current=page]:inset-shadow-[0_3px_0_var(--ink)]',
} as const;

export function SpaceButton(props: SpaceButtonProps) {
  const say = useSay();
  const { title, icon, isSelected, dots = [], unread = 0, where } = props;
  return (
    <button
      type="button"
      data-space-button=""
      tabIndex={props.tabIndex}
      aria-current={isSelected ? 'page' : undefined}
      class={classList(shared, places[where], isSelected ? 'font-semibold text-ink' : 'text-ink-2')}
      onClick={props.onClick}
    >
      <Icon name={icon} size={22} />
      {title}
      {unread > 0 ? (
        <span class="absolute end-3 top-1 min-w-4.5 rounded-[5px] bg-ink px-1 text-center text-micro leading-4.5 font-normal text-on-ink">
          <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
          <span class="sr-only">{say(roomWords.unread, { n: unread })}</span>
        </span>
      ) : null}
      <span class="absolute bottom-1 flex h-2 items-center gap-0.75" aria-hidden="true">
        {dots.map((dot) => (
          <Dot key={dot.id} dye={dot.dye} rank={dot.rank} size={dot.isSelf ? 8 : 6} />
        ))}
      </span>
    </button>
  );
}
