// Everything that can be found or done right now, in the person's language. The palette, the sheet of shortcuts and the
// keys themselves come from this one list.

import { isHere, listPeople } from '../../features/people/index.ts';
import type { Say } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { sayThread } from '../../ui/thread-words.ts';
import { LOCALES, type Locale } from '../../ui/words.ts';
import { withoutBareKeys, type Command } from '../commands.ts';
import { languageNames } from '../language-names.ts';
import { QUIET_SPANS } from '../notify/quiet-span.ts';
import { bellQuietWords, bellWords } from '../notify/words.ts';
import { rulesWords } from '../room/rules-words.ts';
import { SETTINGS_PAGES } from '../routes.ts';
import { visitOf, type Visit } from '../session.ts';
import { pageWords } from '../settings/words.ts';
import type { Shell } from '../shell.tsx';
import { paletteWords } from './words.ts';

export interface CommandWorld {
  readonly shell: Shell;
  readonly say: Say;
  readonly locale: Locale;
}

export function listCommands(world: CommandWorld): readonly Command[] {
  const visit = visitOf(world.shell.session.state.value);
  const commands = [
    ...(visit ? roomCommands(world, visit) : homeCommands(world)),
    ...settingsCommands(world),
    ...noticeCommands(world, visit),
    ...lookCommands(world),
    ...alwaysCommands(world),
  ];
  return world.shell.settings.current.value.hasBareKeys ? commands : commands.map(withoutBareKeys);
}

function roomCommands(world: CommandWorld, visit: Visit): readonly Command[] {
  const { shell, say, locale } = world;
  const { room } = visit;
  const people = listPeople(room.members.value, room.self)
    .filter(isHere)
    .map((person): Command => ({
      id: `person-${person.id}`,
      group: 'people',
      title: person.name || sayMark(locale, person.mark),
      detail: sayThread(locale, { kind: person.kind, rttMs: person.rttMs }),
      also: sayMark(locale, person.mark),
      face: { mark: person.mark },
      run: () => shell.overlay.show({ kind: 'people' }),
    }));
  const letters = shortcutLetters(visit.spaces.map((space) => space.feature.id));
  const spaces = visit.spaces.map(({ feature }): Command => ({
    id: `space-${feature.id}`,
    group: 'go',
    title: say(feature.title),
    also: feature.id,
    face: { icon: feature.icon },
    keys: `g ${letters.get(feature.id) ?? ''}`,
    run: () => {
      visit.show(feature.id);
      shell.navigation.go({ kind: 'room', code: visit.address, space: feature.id }, 'replace');
    },
  }));
  const invite: Command = {
    id: 'invite',
    group: 'do',
    title: say(paletteWords.invite),
    also: 'invite link qr share',
    face: { icon: 'useradd' },
    keys: 'i',
    run: () => shell.overlay.show({ kind: 'invite' }),
  };
  const rules: Command = {
    id: 'rules',
    group: 'do',
    title: say(rulesWords.all),
    also: 'lock knock owner slow mode read only',
    face: { icon: 'shield' },
    run: () => shell.overlay.show({ kind: 'rules' }),
  };
  const leave: Command = {
    id: 'leave',
    group: 'do',
    title: say(paletteWords.leave),
    also: 'leave exit quit',
    face: { icon: 'leave' },
    run: () => shell.overlay.show({ kind: 'leave', goal: { kind: 'home' } }),
  };
  return [...people, ...spaces, invite, ...(room.kind === 'room' ? [rules] : []), leave];
}

/** The first letter of each id that no space before it took; `s` belongs to the settings. */
function shortcutLetters(ids: readonly string[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  const taken = new Set(['s']);
  for (const id of ids) {
    const letter = Array.from(id).find((each) => !taken.has(each));
    if (letter === undefined) continue;
    taken.add(letter);
    letters.set(id, letter);
  }
  return letters;
}

function homeCommands({ shell, say }: CommandWorld): readonly Command[] {
  return [
    {
      id: 'start',
      group: 'do',
      title: say(paletteWords.startRoom),
      also: 'start new room',
      face: { icon: 'plus' },
      run: () => shell.navigation.go({ kind: 'new' }),
    },
    {
      id: 'join',
      group: 'do',
      title: say(paletteWords.joinRoom),
      also: 'join room link words',
      face: { icon: 'enter' },
      keys: 'j',
      run: () => shell.navigation.go({ kind: 'join' }),
    },
  ];
}

function settingsCommands({ shell, say }: CommandWorld): readonly Command[] {
  return SETTINGS_PAGES.map((page) => ({
    id: `settings-${page}`,
    group: 'go',
    title: say(paletteWords.settings, { page: say(pageWords[page]) }),
    also: `settings ${page}`,
    face: { icon: 'settings' },
    ...(page === 'profile' ? { keys: 'g s' } : {}),
    run: () => shell.navigation.go({ kind: 'settings', page }),
  }));
}

/** As in the bell: whoever is left alone already is offered the way back. */
function noticeCommands({ shell, say }: CommandWorld, visit: Visit | undefined): readonly Command[] {
  const { notices } = shell;
  const isQuiet = notices.quietUntil.value !== undefined;
  const spans = QUIET_SPANS.filter((span) => (span === 'off') === isQuiet).map((span): Command => ({
    id: `quiet-${span}`,
    group: 'do',
    title: say(bellQuietWords[span]),
    also: 'quiet do not disturb notifications sound',
    face: { icon: span === 'off' ? 'bell' : 'belloff' },
    run: () => notices.beQuiet(span),
  }));
  if (!visit) return spans;
  const isMuted = notices.isMuted(visit);
  const mute: Command = {
    id: 'mute-room',
    group: 'do',
    title: say(isMuted ? bellWords.unmute : bellWords.mute),
    also: 'mute unmute room notifications sound',
    face: { icon: isMuted ? 'bell' : 'volumeoff' },
    run: () => notices.mute(visit, !isMuted),
  };
  return [mute, ...spans];
}

function lookCommands({ shell, say }: CommandWorld): readonly Command[] {
  const themes = (['light', 'dark', 'system'] as const).map((theme): Command => ({
    id: `theme-${theme}`,
    group: 'do',
    title: say(paletteWords[theme]),
    also: `theme ${theme}`,
    face: { icon: theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'contrast' },
    run: () => void shell.settings.change({ theme }),
  }));
  const languages = LOCALES.map((locale): Command => ({
    id: `language-${locale}`,
    group: 'do',
    title: say(paletteWords.language, { language: languageNames[locale] }),
    also: `language ${locale}`,
    face: { icon: 'globe' },
    run: () => void shell.settings.change({ locale }),
  }));
  return [...themes, ...languages];
}

function alwaysCommands({ shell, say }: CommandWorld): readonly Command[] {
  return [
    {
      id: 'palette',
      group: 'do',
      title: say(paletteWords.title),
      face: { icon: 'search' },
      keys: 'mod+k',
      run: () => shell.overlay.show({ kind: 'palette' }),
    },
    {
      id: 'shortcuts',
      group: 'do',
      title: say(paletteWords.shortcuts),
      also: 'keyboard shortcuts help',
      face: { icon: 'keyboard' },
      keys: '?',
      run: () => shell.overlay.show({ kind: 'shortcuts' }),
    },
    {
      id: 'what-leaves',
      group: 'do',
      title: say(paletteWords.whatLeaves),
      also: 'privacy',
      face: { icon: 'info' },
      run: () => shell.overlay.show({ kind: 'what-leaves' }),
    },
  ];
}
