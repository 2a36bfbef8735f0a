// The settings: a list of pages and one page. In a room the rail stays, and so does the room.

import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { classList } from '../../ui/class-list.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useSay } from '../../ui/locale.tsx';
import type { Words } from '../../ui/words.ts';
import { Rail } from '../room/Rail.tsx';
import { formatRoute, SETTINGS_PAGES, type SettingsPage } from '../routes.ts';
import { visitOf } from '../session.ts';
import { useShell } from '../shell.tsx';
import { AppearancePage } from './AppearancePage.tsx';
import { FilePage } from './FilePage.tsx';
import { IdentityPage } from './IdentityPage.tsx';
import { fileWords, keepingWords } from './keeping-words.ts';
import { networkWords } from './network-words.ts';
import { NetworkPage } from './NetworkPage.tsx';
import { notificationWords } from './notification-words.ts';
import { NotificationsPage } from './NotificationsPage.tsx';
import { peopleWords } from './people-words.ts';
import { PeoplePage } from './PeoplePage.tsx';
import { ProfilePage } from './ProfilePage.tsx';
import { pageWords, settingsWords } from './words.ts';

interface PageOf {
  readonly icon: IconName;
  readonly sentence: Words;
  readonly View: ComponentType;
}

const pages: Readonly<Record<SettingsPage, PageOf>> = {
  profile: { icon: 'smile', sentence: settingsWords.profileText, View: ProfilePage },
  appearance: { icon: 'palette', sentence: settingsWords.appearanceText, View: AppearancePage },
  notifications: { icon: 'bell', sentence: notificationWords.text, View: NotificationsPage },
  network: { icon: 'antenna', sentence: networkWords.text, View: NetworkPage },
  identity: { icon: 'key', sentence: keepingWords.text, View: IdentityPage },
  people: { icon: 'users', sentence: peopleWords.text, View: PeoplePage },
  file: { icon: 'file', sentence: fileWords.text, View: FilePage },
};

export function SettingsScreen({ page }: { readonly page: SettingsPage }) {
  const say = useSay();
  const visit = visitOf(useShell().session.state.value);
  const { sentence, View } = pages[page];
  return (
    <div class="grid h-dvh grid-rows-[auto_minmax(0,1fr)] md:grid-cols-[auto_minmax(0,1fr)] md:grid-rows-[var(--bar)_minmax(0,1fr)]">
      {visit ? <RailColumn /> : <span class="hidden w-3 md:row-span-2 md:block" />}
      <Bar />
      <div class="grid min-h-0 grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-sheet [--ground:var(--sheet)] md:me-3 md:mb-3 md:grid-cols-[13.5rem_minmax(0,1fr)] md:grid-rows-1 md:rounded-sheet md:border md:border-line">
        <PageList selected={page} />
        <main id="main" tabIndex={-1} class="min-h-0 overflow-y-auto px-8 py-5 outline-none max-md:px-4">
          <div class="max-w-160 pb-10">
            <h2 class="font-display text-head tracking-[-0.015em]">{say(pageWords[page])}</h2>
            <p class="mt-1 mb-6 text-base text-ink-2">{say(sentence)}</p>
            <View key={page} />
          </div>
        </main>
      </div>
    </div>
  );
}

function RailColumn() {
  const visit = visitOf(useShell().session.state.value);
  return (
    <div class="hidden w-(--rail) md:row-span-2 md:flex md:flex-col">
      {visit ? <Rail visit={visit} selected="settings" /> : null}
    </div>
  );
}

function Bar() {
  const say = useSay();
  const { navigation, overlay, session } = useShell();
  const visit = visitOf(session.state.value);
  const back = () => {
    navigation.go(visit ? { kind: 'room', code: visit.address, space: visit.space.value } : { kind: 'home' });
  };
  return (
    <header class="flex h-15 items-center gap-2 px-2 md:h-16 md:pe-4">
      <Button kind="quiet" icon="left" iconOnly label={say(settingsWords.back)} onClick={back} />
      <h1 class="flex-1 truncate font-display text-title">{say(settingsWords.title)}</h1>
      <Button
        kind="quiet"
        icon="search"
        label={say(settingsWords.findSetting)}
        hasPopup="dialog"
        onClick={() => overlay.show({ kind: 'palette' })}
      >
        <span class="max-md:hidden">{say(settingsWords.findSetting)}</span>
      </Button>
    </header>
  );
}

function PageList({ selected }: { readonly selected: SettingsPage }) {
  const say = useSay();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the list is a row wider than the screen.
    const link = list.current?.querySelector('[aria-current=page]');
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [selected]);
  return (
    <nav
      ref={list}
      aria-label={say(settingsWords.pages)}
      class="flex gap-1 overflow-x-auto border-line p-3 max-md:border-b md:flex-col md:overflow-y-auto md:border-e"
    >
      {SETTINGS_PAGES.map((page) => (
        <a
          key={page}
          href={formatRoute({ kind: 'settings', page })}
          aria-current={page === selected ? 'page' : undefined}
          class={classList(
            'flex min-h-11 shrink-0 items-center gap-3 rounded-control px-3 text-ui no-underline hover:bg-hover',
            page === selected ? 'bg-press font-semibold text-ink' : 'text-ink-2',
          )}
        >
          <Icon name={pages[page].icon} size={18} />
          {say(pageWords[page])}
        </a>
      ))}
    </nav>
  );
}
