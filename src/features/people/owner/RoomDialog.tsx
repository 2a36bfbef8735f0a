// Who may do what in this room: for owners to set, for everybody to read.

import type { ComponentChildren } from 'preact';
import type { Authority } from '../../../room/authority-port.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { useActing, type Acting } from './act.ts';
import { Choice } from './Choice.tsx';
import { Owners, Removed, type RuledRoom } from './Owners.tsx';
import { RoomTitle } from './RoomTitle.tsx';
import { historyWords, refusalWords, ruleWords } from './words.ts';
import { WritersOf, type WritableSpace } from './Writers.tsx';

export interface RoomDialogProps {
  readonly room: RuledRoom;
  readonly spaces: readonly WritableSpace[];
  readonly onClose: () => void;
  /** Stands above the rules. */
  readonly children?: ComponentChildren;
}

export function RoomDialog({ room, spaces, onClose, children }: RoomDialogProps) {
  const say = useSay();
  const acting = useActing();
  const { authority } = room;
  const isOwner = authority.charter.value.me === 'owner';
  return (
    <Dialog title={say(ruleWords.title)} onClose={onClose} footer={say(ruleWords.honest)}>
      <div class="grid gap-6">
        {children}
        {isOwner ? null : <p class="text-base text-ink-2">{say(ruleWords.onlyOwners)}</p>}
        {acting.refusal ? (
          <p role="alert" class="text-ui text-danger">
            {say(refusalWords[acting.refusal])}
          </p>
        ) : null}
        {isOwner ? <RoomTitle authority={authority} acting={acting} /> : null}
        <Entry authority={authority} acting={acting} />
        <History authority={authority} acting={acting} />
        <WritersOf room={room} acting={acting} spaces={spaces} />
        <SlowMode authority={authority} acting={acting} />
        <Owners room={room} acting={acting} />
        {isOwner ? <Removed authority={authority} acting={acting} /> : null}
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly authority: Authority;
  readonly acting: Acting;
}

const ENTRIES = ['open', 'knock', 'locked'] as const;
type EntryRule = (typeof ENTRIES)[number];

function Entry({ authority, acting }: PartProps) {
  const say = useSay();
  const { me, isLocked, doesKnock } = authority.charter.value;
  const rule: EntryRule = isLocked ? 'locked' : doesKnock ? 'knock' : 'open';
  const set = (next: EntryRule) => {
    if (next === 'locked') return acting.act(() => authority.lock(true));
    // What closes the door comes before what opens it: in between nobody slips in.
    return acting.act(
      () => authority.setKnock(next === 'knock'),
      () => authority.lock(false),
    );
  };
  return (
    <Choice
      label={say(ruleWords.entry)}
      options={ENTRIES.map((value) => ({ value, label: say(ruleWords[value]) }))}
      value={rule}
      isFixed={me !== 'owner' || acting.isBusy}
      hint={say(ruleWords[`${rule}Text`])}
      onChange={(next) => void set(next)}
    />
  );
}

const POLICIES = ['all', 'since-joined'] as const;

function History({ authority, acting }: PartProps) {
  const say = useSay();
  const { me, history } = authority.charter.value;
  return (
    <Choice
      label={say(ruleWords.history)}
      options={POLICIES.map((value) => ({ value, label: say(historyWords[value]) }))}
      value={history}
      isFixed={me !== 'owner' || acting.isBusy}
      hint={say(historyWords[`${history}-text`])}
      onChange={(next) => void acting.act(() => authority.setHistory(next))}
    />
  );
}

/** Seconds. */
const PACES = [0, 5, 15, 60, 300, 3_600] as const;

function SlowMode({ authority, acting }: PartProps) {
  const say = useSay();
  const locale = useLocale();
  const { me, slowModeSeconds } = authority.charter.value;
  const sayPace = (seconds: number) =>
    seconds === 0 ? say(ruleWords.slowOff) : formatDuration(locale, seconds * 1_000);
  return (
    <section>
      <div class="flex items-center gap-3">
        <h3 class="flex-1 text-ui font-semibold">{say(ruleWords.slow)}</h3>
        {me === 'owner' ? (
          <Menu
            kind="default"
            label={`${say(ruleWords.slow)}: ${sayPace(slowModeSeconds)}`}
            align="end"
            disabled={acting.isBusy}
            items={PACES.map((seconds) => ({
              id: String(seconds),
              label: sayPace(seconds),
              checked: seconds === slowModeSeconds,
              onSelect: () => void acting.act(() => authority.setSlowMode(seconds)),
            }))}
          >
            {sayPace(slowModeSeconds)}
          </Menu>
        ) : (
          <span class="text-ui text-ink-2">{sayPace(slowModeSeconds)}</span>
        )}
      </div>
      <p class="mt-1 text-small text-ink-3">{say(ruleWords.slowText)}</p>
    </section>
  );
}
