// The bar of spaces at the bottom of a phone, and the sheet behind "More".

import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Space, Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { Bell } from './Bell.tsx';
import { MemoryChip } from './MemoryChip.tsx';
import { dotsIn } from './presence.ts';
import { SpaceButton } from './SpaceButton.tsx';
import { rulesWords } from './rules-words.ts';
import { roomWords } from './words.ts';

/** As many as fit beside "More" on 360 px. */
const TABS_AT_MOST = 4;

export function TabBar({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { overlay } = useShell();
  const tabs = visit.spaces.slice(0, TABS_AT_MOST);
  const isInMore = !tabs.some((space) => space.feature.id === visit.space.value);
  return (
    <nav
      aria-label={say(roomWords.spaces)}
      class="flex border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map((space) => (
        <Tab key={space.feature.id} visit={visit} space={space} />
      ))}
      <SpaceButton
        where="tabs"
        title={say(roomWords.more)}
        icon="more"
        isSelected={isInMore}
        onClick={() => overlay.show({ kind: 'spaces' })}
      />
    </nav>
  );
}

function Tab({ visit, space }: { readonly visit: Visit; readonly space: Space }) {
  const say = useSay();
  const { navigation } = useShell();
  const { feature } = space;
  return (
    <SpaceButton
      where="tabs"
      title={say(feature.title)}
      icon={feature.icon}
      isSelected={feature.id === visit.space.value}
      dots={dotsIn(visit.room, feature.id, visit.space.value)}
      unread={visit.unread.value.get(feature.id) ?? 0}
      onClick={() => {
        visit.show(feature.id);
        navigation.go({ kind: 'room', code: visit.address, space: feature.id }, 'replace');
      }}
    />
  );
}

/** What does not fit into the bar: further spaces, the bell, finding, settings, leaving. */
export function MoreSheet({ visit, onClose }: { readonly visit: Visit; readonly onClose: () => void }) {
  const say = useSay();
  const { navigation, overlay } = useShell();
  const goTo = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog title={say(roomWords.more)} size="small" onClose={onClose}>
      <div class="grid gap-2">
        <MemoryChip visit={visit} />
        {visit.spaces.slice(TABS_AT_MOST).map(({ feature }) => (
          <Button
            key={feature.id}
            wide
            kind="soft"
            icon={feature.icon}
            onClick={goTo(() => visit.show(feature.id))}
          >
            {say(feature.title)}
          </Button>
        ))}
        {visit.room.kind === 'room' ? (
          <Button wide kind="soft" icon="shield" onClick={goTo(() => overlay.show({ kind: 'rules' }))}>
            {say(rulesWords.all)}
          </Button>
        ) : null}
        <Bell visit={visit} isNamed />
        <Button wide kind="soft" icon="search" onClick={goTo(() => overlay.show({ kind: 'palette' }))}>
          {say(roomWords.find)}
        </Button>
        <Button
          wide
          kind="soft"
          icon="settings"
          onClick={goTo(() => navigation.go({ kind: 'settings', page: 'profile' }))}
        >
          {say(roomWords.settings)}
        </Button>
        <Button
          wide
          kind="danger"
          icon="leave"
          onClick={goTo(() => overlay.show({ kind: 'leave', goal: { kind: 'home' } }))}
        >
          {say(roomWords.leave)}
        </Button>
      </div>
    </Dialog>
  );
}
