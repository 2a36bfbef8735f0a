// The bar over Home: the mark, and on the right what concerns the page itself: offline, install, language, theme, settings.

import { Button } from '../../ui/Button.tsx';
import { KMark } from '../../ui/KMark.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { LOCALES } from '../../ui/words.ts';
import { languageNames } from '../language-names.ts';
import { offlineObstacle, offlineWords } from '../offline-words.ts';
import { useShell } from '../shell.tsx';
import { themeShown } from '../theme.ts';
import { usePrefersDark } from '../use-prefers-dark.ts';
import { homeWords } from './words.ts';

export function HomeHeader() {
  const say = useSay();
  const { navigation, workerState } = useShell();
  const isOfflineReady =
    workerState.value.kind === 'offline-ready' || workerState.value.kind === 'update-waiting';
  return (
    <header class="flex h-16 shrink-0 items-center gap-2 max-md:h-15">
      <a href="#/" class="flex min-h-11 items-center gap-2 text-ink no-underline">
        <KMark size={28} />
        <span class="font-display text-[1.375rem] font-semibold">Kith</span>
      </a>
      <span class="flex-1" />
      {isOfflineReady ? (
        <span class="me-2 flex items-center gap-2 text-small text-ink-2 max-md:hidden">
          <span class="size-2 rounded-full bg-ink" aria-hidden="true" />
          {say(homeWords.worksOffline)}
        </span>
      ) : null}
      <NotOffline />
      <Install />
      <span class="max-md:hidden">
        <Language />
      </span>
      <span class="max-md:hidden">
        <Theme />
      </span>
      <Button
        kind="quiet"
        icon="settings"
        iconOnly
        label={say(homeWords.settings)}
        onClick={() => navigation.go({ kind: 'settings', page: 'profile' })}
      />
    </header>
  );
}

/** Stands where "Works offline" would, and says why it does not. */
function NotOffline() {
  const say = useSay();
  const { workerState, toaster } = useShell();
  const obstacle = offlineObstacle(workerState.value);
  if (!obstacle) return null;
  return (
    <span class="max-md:hidden">
      <Button
        kind="quiet"
        icon="info"
        onClick={() => toaster.show({ text: say(obstacle), durationMs: 12_000 })}
      >
        {say(offlineWords.title)}
      </Button>
    </span>
  );
}

function Install() {
  const say = useSay();
  const { installation, installState, toaster } = useShell();
  const { kind } = installState.value;
  if (kind !== 'offered' && kind !== 'by-hand') return null;
  const install = () => {
    if (kind === 'offered') void installation.prompt();
    else toaster.show({ text: say(homeWords.installByHand), durationMs: 12_000 });
  };
  return (
    <Button kind="quiet" icon="install" onClick={install}>
      {say(homeWords.install)}
    </Button>
  );
}

function Language() {
  const say = useSay();
  const locale = useLocale();
  const { settings } = useShell();
  return (
    <Menu
      label={say(homeWords.language)}
      icon="globe"
      kind="quiet"
      align="end"
      items={LOCALES.map((each) => ({
        id: each,
        label: languageNames[each],
        checked: each === locale,
        onSelect: () => void settings.change({ locale: each }),
      }))}
    >
      {languageNames[locale]}
    </Menu>
  );
}

function Theme() {
  const say = useSay();
  const { settings } = useShell();
  const isDark = themeShown(settings.current.value.theme, usePrefersDark()) === 'dark';
  return (
    <Button
      kind="quiet"
      icon={isDark ? 'sun' : 'moon'}
      iconOnly
      label={say(isDark ? homeWords.toLight : homeWords.toDark)}
      onClick={() => void settings.change({ theme: isDark ? 'light' : 'dark' })}
    />
  );
}
