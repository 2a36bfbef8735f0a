// Who may do what in this room: for owners to set, for everybody to read.

import { useState } from 'preact/hooks';
import type { Authority } from '../../../room/authority-port.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useActing, type Acting } from './act.ts';
import { Owners, Removed, type RuledRoom } from './Owners.tsx';
import { refusalWords, ruleWords } from './words.ts';

/** A space that can be closed to some. */
export interface WritableSpace {
  readonly id: string;
  readonly title: string;
}

export interface RoomDialogProps {
  readonly room: RuledRoom;
  readonly spaces: readonly WritableSpace[];
  readonly onClose: () => void;
}

export function RoomDialog({ room, spaces, onClose }: RoomDialogProps) {
  const say = useSay();
  const acting = useActing();
  const { authority } = room;
  const isOwner = authority.charter.value.me === 'owner';
  return (
    <Dialog title={say(ruleWords.title)} onClose={onClose} footer={say(ruleWords.honest)}>
      <div class="grid gap-6">
        {isOwner ? null : <p class="text-base text-ink-2">{say(ruleWords.onlyOwners)}</p>}
        {acting.refusal ? (
          <p role="alert" class="text-ui text-danger">
            {say(refusalWords[acting.refusal])}
          </p>
        ) : null}
        <Entry authority={authority} acting={acting} />
        <WritersOf authority={authority} acting={acting} spaces={spaces} />
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

interface WritersProps extends PartProps {
  readonly spaces: readonly WritableSpace[];
}

function WritersOf({ authority, acting, spaces }: WritersProps) {
  const say = useSay();
  const { me, writers } = authority.charter.value;
  if (spaces.length === 0) return null;
  return (
    <section class="grid gap-3">
      <h3 class="text-ui font-semibold">{say(ruleWords.writers)}</h3>
      {spaces.map(({ id, title }) => {
        const who = writers.get(id) ?? 'all';
        const value = typeof who === 'string' ? who : 'some';
        const listed =
          typeof who === 'string'
            ? []
            : [{ value: 'some', label: say(ruleWords.some, { n: who.length }) } as const];
        return (
          <Choice
            key={id}
            label={title}
            isMinor
            options={[
              { value: 'all', label: say(ruleWords.everyone) },
              { value: 'owners', label: say(ruleWords.ownersOnly) },
              ...listed,
            ]}
            value={value}
            isFixed={me !== 'owner' || acting.isBusy}
            onChange={(next) => {
              if (next !== 'some') void acting.act(() => authority.setWriters(id, next));
            }}
          />
        );
      })}
    </section>
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

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  /** To be read only. */
  readonly isFixed: boolean;
  /** One of several of a kind: its label stands beside it. */
  readonly isMinor?: boolean;
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, options, value, isFixed, isMinor = false, hint } = props;
  const [wished, wish] = useState<Value | undefined>();
  // What was pressed is shown while it is being signed.
  const shown = isFixed && wished !== undefined ? wished : value;
  return (
    <section>
      <div class={isMinor ? 'flex flex-wrap items-center gap-x-3 gap-y-1' : undefined}>
        {isMinor ? <span class="min-w-24 flex-1 text-ui">{label}</span> : null}
        <Segmented
          label={label}
          hideLabel={isMinor}
          options={options.map((option) => ({ ...option, disabled: isFixed && option.value !== shown }))}
          value={shown}
          onChange={(next) => {
            wish(next);
            props.onChange(next);
          }}
        />
      </div>
      {hint === undefined ? null : <p class="mt-2 text-small text-ink-3">{hint}</p>}
    </section>
  );
}
