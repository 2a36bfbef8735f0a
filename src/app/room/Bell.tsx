// The bell of a room: leave me alone for a while, or leave this room alone. In the bar; on a phone among what else there is.

import { useSay } from '../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { QUIET_SPANS } from '../notify/quiet-span.ts';
import { bellQuietWords, bellWords } from '../notify/words.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';

export interface BellProps {
  readonly visit: Visit;
  /** Shows its name too. */
  readonly isNamed?: boolean;
}

export function Bell({ visit, isNamed = false }: BellProps) {
  const say = useSay();
  const { navigation, notices } = useShell();
  const isMuted = notices.isMuted(visit);
  const isQuiet = notices.quietUntil.value !== undefined;
  const label = isQuiet ? bellWords.bellQuiet : isMuted ? bellWords.bellMuted : bellWords.bell;
  const mute: MenuItem = {
    id: 'mute',
    label: say(bellWords.mute),
    icon: 'volumeoff',
    checked: isMuted,
    onSelect: () => notices.mute(visit, !isMuted),
  };
  // Whoever is left alone is asked for one thing; others choose how long.
  const spans = QUIET_SPANS.filter((span) => (span === 'off') === isQuiet);
  const quiet = spans.map((span): MenuItem => ({
    id: span,
    label: say(bellQuietWords[span]),
    icon: span === 'off' ? 'bell' : 'belloff',
    onSelect: () => notices.beQuiet(span),
  }));
  const settings: MenuItem = {
    id: 'settings',
    label: say(bellWords.settings),
    icon: 'settings',
    onSelect: () => navigation.go({ kind: 'settings', page: 'notifications' }),
  };
  return (
    <Menu
      icon={isQuiet || isMuted ? 'belloff' : 'bell'}
      kind={isNamed ? 'soft' : 'quiet'}
      label={say(label)}
      items={[mute, ...quiet, settings]}
      align={isNamed ? 'start' : 'end'}
    >
      {isNamed ? say(label) : undefined}
    </Menu>
  );
}
