// The rail of spaces beside the sheet, from tablets up. Arrow keys walk it; the settings stand at its end.

import { KMark } from '../../ui/KMark.tsx';
import { useSay } from '../../ui/locale.tsx';
import { moveRovingFocus } from '../../ui/focus.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { dotsIn } from './presence.ts';
import { SpaceButton } from './SpaceButton.tsx';
import { roomWords } from './words.ts';

export interface RailProps {
  readonly visit: Visit;
  /** Id of the space in view, or `settings`. */
  readonly selected: string;
}

export function Rail({ visit, selected }: RailProps) {
  const say = useSay();
  const { navigation } = useShell();
  const show = (space: string) => {
    visit.show(space);
    navigation.go({ kind: 'room', code: visit.address, space }, selected === 'settings' ? 'push' : 'replace');
  };
  return (
    // The keys move between the buttons inside; the landmark itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav
      aria-label={say(roomWords.spaces)}
      class="hidden flex-1 flex-col items-center pb-3 md:row-span-2 md:flex"
      onKeyDown={(event) => moveRovingFocus(event, { selector: '[data-space-button]', axis: 'vertical' })}
    >
      <a href="#/" aria-label="Kith" class="grid h-16 place-items-center text-ink">
        <KMark size={28} />
      </a>
      <ul class="flex w-full flex-1 flex-col items-center gap-0.5">
        {visit.spaces.map(({ feature }) => (
          <li key={feature.id}>
            <SpaceButton
              where="rail"
              title={say(feature.title)}
              icon={feature.icon}
              isSelected={feature.id === selected}
              dots={dotsIn(visit.room, feature.id, visit.space.value)}
              unread={visit.unread.value.get(feature.id) ?? 0}
              tabIndex={feature.id === selected ? 0 : -1}
              onClick={() => show(feature.id)}
            />
          </li>
        ))}
        <li class="mt-auto">
          <SpaceButton
            where="rail"
            title={say(roomWords.settings)}
            icon="settings"
            isSelected={selected === 'settings'}
            tabIndex={selected === 'settings' ? 0 : -1}
            onClick={() => navigation.go({ kind: 'settings', page: 'profile' })}
          />
        </li>
      </ul>
    </nav>
  );
}
