// The bar over a room: sigil, title and the honest line, what is kept, finding, inviting.

import {
  countLinks,
  isHere,
  isLinked,
  listPeople,
  sayRoomState,
  type Person,
} from '../../features/people/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Sigil } from '../../ui/Sigil.tsx';
import { readableKeys } from '../shortcuts.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { shortStepWords } from '../join/words.ts';
import { Bell } from './Bell.tsx';
import { MemoryChip } from './MemoryChip.tsx';
import { RulesChip } from './Rules.tsx';
import { roomWords } from './words.ts';

export function TopBar({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { overlay } = useShell();
  const people = listPeople(visit.room.members.value, visit.room.self);
  return (
    <header class="flex h-15 min-w-0 items-center gap-3 pe-1.5 ps-3 md:col-start-2 md:-col-end-1 md:h-16 md:ps-1 md:pe-4">
      <RoomSigil visit={visit} people={people} />
      <div class="min-w-0 max-md:flex-1">
        {/* Room above the line for scripts that need it: what is cut off sideways is cut off there too. */}
        <h1 class="-mt-2 truncate pt-2 font-display text-title leading-6 max-md:text-lead">
          <bdi>{visit.title}</bdi>
        </h1>
        <StateLine visit={visit} people={people} />
      </div>
      <span class="ms-2 min-w-0 max-lg:hidden">
        <MemoryChip visit={visit} />
      </span>
      <span class="max-lg:hidden">
        <RulesChip visit={visit} />
      </span>
      <span class="flex-1 max-md:hidden" />
      <FindButton />
      <span class="max-md:hidden">
        <Bell visit={visit} />
      </span>
      <span class="max-md:hidden">
        <Button icon="useradd" hasPopup="dialog" onClick={() => overlay.show({ kind: 'invite' })}>
          {say(roomWords.invite)}
        </Button>
      </span>
      <span class="md:hidden">
        <Button
          kind="quiet"
          icon="useradd"
          iconOnly
          hasPopup="dialog"
          label={say(roomWords.invite)}
          onClick={() => overlay.show({ kind: 'invite' })}
        />
      </span>
      <span class="lg:hidden">
        <Button
          kind="quiet"
          icon="users"
          iconOnly
          hasPopup="dialog"
          label={say(roomWords.people)}
          onClick={() => overlay.show({ kind: 'people' })}
        />
      </span>
      <span class="max-md:hidden">
        <Button
          kind="quiet"
          icon="leave"
          iconOnly
          hasPopup="dialog"
          label={say(roomWords.leave)}
          onClick={() => overlay.show({ kind: 'leave', goal: { kind: 'home' } })}
        />
      </span>
    </header>
  );
}

interface FactsProps {
  readonly visit: Visit;
  readonly people: readonly Person[];
}

/** While the room is still being opened: the step it is at; afterwards people and links. */
function StateLine({ visit, people }: FactsProps) {
  const say = useSay();
  const locale = useLocale();
  const state = visit.room.state.value;
  const isOpening = state.kind === 'joining' && people.length === 0;
  const line = isOpening ? say(shortStepWords[state.step]) : sayRoomState(locale, countLinks(people));
  return (
    <p class="truncate text-small text-ink-3" title={line} data-testid="room-state">
      {line}
    </p>
  );
}

function RoomSigil({ visit, people }: FactsProps) {
  const { self } = visit.room;
  const shown = people.filter(isHere);
  const members = [
    { id: self.peerId, dye: self.mark.dye },
    ...shown.map((person) => ({ id: person.id, dye: person.mark.dye, isAway: !isLinked(person) })),
  ];
  const links = shown.map((person) => ({ from: self.peerId, to: person.id, isLoose: !isLinked(person) }));
  return <Sigil members={members} links={links} size={40} />;
}

function FindButton() {
  const say = useSay();
  const { overlay, page } = useShell();
  const open = () => overlay.show({ kind: 'palette' });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        class="hidden min-h-9 w-62 items-center gap-2 rounded-control border border-line ps-3 pe-2 text-ui text-ink-3 hover:bg-hover xl:flex"
        onClick={open}
      >
        <Icon name="search" size={16} />
        <span class="flex-1 text-start">{say(roomWords.find)}</span>
        <Kbd keys={readableKeys('mod+k', page.isMac)} />
      </button>
      <span class="max-md:hidden xl:hidden">
        <Button
          kind="quiet"
          icon="search"
          iconOnly
          hasPopup="dialog"
          label={say(roomWords.find)}
          onClick={open}
        />
      </span>
    </>
  );
}
