// How this person is told of what is new; what the browser allows of it, and what nobody can do while Kith is closed.

import { createChime } from '../../platform/chime.ts';
import { Button } from '../../ui/Button.tsx';
import { formatDay, formatTime } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { QUIET_FOREVER_MS, QUIET_SPANS, type QuietSpan } from '../notify/quiet-span.ts';
import { quietWords } from '../notify/words.ts';
import { visitOf } from '../session.ts';
import { useShell } from '../shell.tsx';
import { notificationWords } from './notification-words.ts';
import { Section } from './Section.tsx';

export function NotificationsPage() {
  const say = useSay();
  return (
    <>
      <Quiet />
      <ThisRoom />
      <InThisPage />
      <OutsideThisPage />
      <Section title={say(notificationWords.closedTitle)} text={say(notificationWords.closed)} />
    </>
  );
}

function Quiet() {
  const say = useSay();
  const locale = useLocale();
  const { notices } = useShell();
  const until = notices.quietUntil.value;
  const time =
    until === undefined ? '' : `${formatDay(locale, until, Date.now())} ${formatTime(locale, until)}`;
  return (
    <Section title={say(notificationWords.quiet)} text={say(notificationWords.quietText)}>
      <Segmented<QuietSpan | 'until'>
        label={say(notificationWords.quiet)}
        hideLabel
        value={until === undefined ? 'off' : until === QUIET_FOREVER_MS ? 'on' : 'until'}
        options={QUIET_SPANS.map((span) => ({ value: span, label: say(quietWords[span]) }))}
        onChange={(span) => span !== 'until' && notices.beQuiet(span)}
      />
      {until === undefined ? null : (
        <output class="block text-small text-ink-2">
          {until === QUIET_FOREVER_MS
            ? say(notificationWords.quietOn)
            : say(notificationWords.quietUntil, { time })}
        </output>
      )}
    </Section>
  );
}

function ThisRoom() {
  const say = useSay();
  const { notices, session, settings } = useShell();
  const visit = visitOf(session.state.value);
  return (
    <Section title={say(notificationWords.room)}>
      {visit ? (
        <Switch
          label={say(notificationWords.muteRoom, { room: visit.title })}
          hint={say(notificationWords.muteRoomHint)}
          checked={notices.isMuted(visit)}
          onChange={(isMuted) => notices.mute(visit, isMuted)}
        />
      ) : null}
      <Switch
        label={say(notificationWords.mentions)}
        hint={say(notificationWords.mentionsHint)}
        checked={settings.current.value.mentionsBreakMute}
        onChange={(mentionsBreakMute) => void settings.change({ mentionsBreakMute })}
      />
    </Section>
  );
}

function InThisPage() {
  const say = useSay();
  const { settings } = useShell();
  const { hasSound } = settings.current.value;
  return (
    <Section title={say(notificationWords.here)} text={say(notificationWords.title)}>
      <Switch
        label={say(notificationWords.sound)}
        hint={say(notificationWords.soundHint)}
        checked={hasSound}
        onChange={(isOn) => void settings.change({ hasSound: isOn })}
      />
      <div>
        <Button kind="soft" icon="volume" onClick={hearIt}>
          {say(notificationWords.hearSound)}
        </Button>
      </div>
    </Section>
  );
}

function hearIt(): void {
  createChime('AudioContext' in window ? () => new AudioContext() : undefined).play();
}

function OutsideThisPage() {
  const say = useSay();
  const { notices, settings } = useShell();
  const { hasNotifications, showsPreviews } = settings.current.value;
  const permission = notices.permission.value;
  const isOn = hasNotifications && permission === 'allowed';
  const isBarred = permission === 'refused' || permission === 'unsupported';
  return (
    <Section title={say(notificationWords.system)}>
      {isBarred ? (
        <output class="block rounded-control bg-caution-wash px-3 py-2 text-small text-caution">
          {say(notificationWords[permission])}
        </output>
      ) : null}
      <Switch
        label={say(notificationWords.show)}
        hint={say(notificationWords.showHint)}
        checked={isOn}
        disabled={isBarred}
        onChange={(areOn) => void notices.setNotifications(areOn)}
      />
      <Switch
        label={say(notificationWords.previews)}
        hint={say(notificationWords.previewsHint)}
        checked={showsPreviews}
        disabled={!isOn}
        onChange={(isShown) => void settings.change({ showsPreviews: isShown })}
      />
    </Section>
  );
}
