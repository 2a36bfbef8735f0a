// Which screen is shown: what the address asks for, as far as the session allows it. Keeps a room from being lost to the
// back button.

import type { ReadonlySignal } from '@preact/signals-core';
import { useEffect } from 'preact/hooks';
import { Banner } from '../ui/Banner.tsx';
import { lazy } from '../ui/lazy.tsx';
import { LocaleProvider, useLocale, useSay } from '../ui/locale.tsx';
import type { Locale } from '../ui/words.ts';
import { IncompleteDialog, IncompleteScreen } from './Incomplete.tsx';
import { HomeScreen } from './home/HomeScreen.tsx';
import { WhatLeavesDialog } from './home/WhatLeavesDialog.tsx';
import { JoinScreen } from './join/JoinScreen.tsx';
import { AnswerArrived, AnswerScreen } from './invite/parts.tsx';
import { CarryDialog, MemoryDialog } from './keeping/parts.tsx';
import { CommandPalette } from './palette/CommandPalette.tsx';
import { listCommands } from './palette/command-list.ts';
import { ShortcutSheet } from './palette/ShortcutSheet.tsx';
import {
  InviteDialog,
  LeaveDialog,
  MoreSheet,
  PeopleSheet,
  RoomScreen,
  RulesDialog,
  VerifySheet,
} from './room/parts.tsx';
import { visitOf } from './session.ts';
import { ShellProvider, useShell, type Shell } from './shell.tsx';
import { useCutCopy } from './use-cut-copy.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useUpdatePrompt } from './use-update-prompt.ts';
import { appWords } from './words.ts';

/** Nobody needs it to begin with, and it is a tenth of all code. */
const SettingsScreen = lazy(async () => (await import('./settings/SettingsScreen.tsx')).SettingsScreen, {
  Failed: IncompleteScreen,
});

export interface AppProps {
  readonly shell: Shell;
  readonly locale: ReadonlySignal<Locale>;
}

export function App({ shell, locale }: AppProps) {
  return (
    <LocaleProvider locale={locale.value}>
      <ShellProvider value={shell}>
        <Frame />
      </ShellProvider>
    </LocaleProvider>
  );
}

function Frame() {
  const say = useSay();
  const { overlay, page, toaster } = useShell();
  const commands = useCommands();
  useShortcuts(commands, overlay);
  useUpdatePrompt();
  useCutCopy();
  return (
    <>
      {page.hasWebRtc ? null : (
        <Banner kind="danger" icon="alert" title={say(appWords.noWebRtc)} text={say(appWords.noWebRtcText)} />
      )}
      <Screen />
      <Overlays />
      <toaster.View />
    </>
  );
}

function Screen() {
  const { navigation, session, profile } = useShell();
  const route = navigation.route.value;
  const state = session.state.value;
  if (route.kind === 'settings') {
    // Its forms start with what is stored.
    return profile.state.value.kind === 'loading' ? null : <SettingsScreen page={route.page} />;
  }
  if (route.kind === 'answer') return <AnswerArrived key={route.code} code={route.code} />;
  if (state.kind === 'home' && route.kind === 'invitation')
    return <AnswerScreen key={route.code} code={route.code} />;
  if (state.kind === 'room') return <RoomScreen visit={state.visit} />;
  if (state.kind === 'joining') return <JoinScreen code={state.visit.address} />;
  return route.kind === 'room' ? <JoinScreen code={route.code} /> : <HomeScreen />;
}

function useCommands() {
  const shell = useShell();
  const say = useSay();
  const locale = useLocale();
  return listCommands({ shell, say, locale });
}

function Overlays() {
  const { overlay, session } = useShell();
  const commands = useCommands();
  const open = overlay.open.value;
  const close = () => overlay.close();
  const visit = visitOf(session.state.value);
  useEffect(() => {
    if (!visit) overlay.close();
  }, [visit, overlay]);
  switch (open.kind) {
    case 'palette':
      return <CommandPalette commands={commands} onClose={close} />;
    case 'shortcuts':
      return <ShortcutSheet commands={commands} onClose={close} />;
    case 'what-leaves':
      return <WhatLeavesDialog onClose={close} />;
    case 'incomplete':
      return <IncompleteDialog onClose={close} />;
    case 'invite':
      return visit ? <InviteDialog visit={visit} onClose={close} /> : null;
    case 'leave':
      return visit ? <LeaveDialog visit={visit} goal={open.goal} onClose={close} /> : null;
    case 'carry':
      return visit ? <CarryDialog visit={visit} file={open.file} tag={open.tag} onClose={close} /> : null;
    case 'memory':
      return visit ? <MemoryDialog visit={visit} onClose={close} /> : null;
    case 'people':
      return visit ? <PeopleSheet visit={visit} onClose={close} /> : null;
    case 'rules':
      return visit ? <RulesDialog visit={visit} onClose={close} /> : null;
    case 'verify':
      return visit ? <VerifySheet visit={visit} identityId={open.identityId} onClose={close} /> : null;
    case 'spaces':
      return visit ? <MoreSheet visit={visit} onClose={close} /> : null;
    default:
      return null;
  }
}
