// Who may write in each space: everybody, owners, or people whom owners choose by name.

import { useState } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Writers } from '../../../room/charter.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatList } from '../../../ui/format.ts';
import { kitWords } from '../../../ui/kit-words.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { Acting } from './act.ts';
import { Choice } from './Choice.tsx';
import type { RuledRoom } from './Owners.tsx';
import { isPresent, namePerson, PersonLine } from './PersonLine.tsx';
import { ruleWords } from './words.ts';

/** A space that can be closed to some. */
export interface WritableSpace {
  readonly id: string;
  readonly title: string;
}

export interface WritersOfProps {
  readonly room: RuledRoom;
  readonly acting: Acting;
  readonly spaces: readonly WritableSpace[];
}

export function WritersOf({ room, acting, spaces }: WritersOfProps) {
  const say = useSay();
  if (spaces.length === 0) return null;
  return (
    <section class="grid gap-3">
      <h3 class="text-ui font-semibold">{say(ruleWords.writers)}</h3>
      {spaces.map((space) => (
        <SpaceWriters key={space.id} room={room} acting={acting} space={space} />
      ))}
    </section>
  );
}

interface SpaceWritersProps extends Omit<WritersOfProps, 'spaces'> {
  readonly space: WritableSpace;
}

const WAYS = ['all', 'owners', 'some'] as const;

function SpaceWriters({ room, acting, space }: SpaceWritersProps) {
  const say = useSay();
  const { authority } = room;
  const { me, writers } = authority.charter.value;
  const [isChoosing, choose] = useState(false);
  const who = writers.get(space.id) ?? 'all';
  const ruled = typeof who === 'string' ? who : 'some';
  const isMine = me === 'owner';
  const set = (next: Writers) => acting.act(() => authority.setWriters(space.id, next));
  return (
    <div>
      <Choice
        label={space.title}
        isMinor
        options={WAYS.filter((way) => isMine || way !== 'some' || ruled === 'some').map((value) => ({
          value,
          label: say(ruleWords[value]),
        }))}
        value={isChoosing ? 'some' : ruled}
        isFixed={!isMine || acting.isBusy}
        onChange={(next) => {
          // Nobody is shut out by opening the list.
          choose(next === 'some');
          if (next !== 'some') void set(next);
        }}
      />
      {isMine && (isChoosing || ruled === 'some') ? (
        <Chooser
          key={String(who)}
          room={room}
          space={space}
          who={who}
          isBusy={acting.isBusy}
          onSave={async (chosen) => {
            if (await set(chosen.length === 0 ? 'owners' : chosen)) choose(false);
          }}
          onCancel={isChoosing ? () => choose(false) : undefined}
        />
      ) : null}
      {!isMine && typeof who !== 'string' ? <Named room={room} who={who} /> : null}
    </div>
  );
}

/** For those who only read the rules. */
function Named({ room, who }: { readonly room: RuledRoom; readonly who: readonly IdentityId[] }) {
  const say = useSay();
  const locale = useLocale();
  const names = formatList(
    locale,
    who.map((identityId) => namePerson(locale, room, identityId)),
  );
  return <p class="mt-1 text-small text-ink-3">{say(ruleWords.ownersAnd, { names })}</p>;
}

interface ChooserProps {
  readonly room: RuledRoom;
  readonly space: WritableSpace;
  readonly who: Writers;
  readonly isBusy: boolean;
  readonly onSave: (chosen: readonly IdentityId[]) => Promise<void>;
  /** Undefined when the list is the rule already. */
  readonly onCancel: (() => void) | undefined;
}

function Chooser({ room, space, who, isBusy, onSave, onCancel }: ChooserProps) {
  const say = useSay();
  const people = candidates(room, who);
  const before = typeof who === 'string' ? [] : who;
  // Whoever closes an open space takes away, whoever opens a closed one gives.
  const [chosen, set] = useState<ReadonlySet<IdentityId>>(new Set(who === 'all' ? people : before));
  const isSame = chosen.size === before.length && before.every((each) => chosen.has(each));
  const isNews = !isSame || onCancel !== undefined;
  const turn = (identityId: IdentityId) => {
    const next = new Set(chosen);
    if (!next.delete(identityId)) next.add(identityId);
    set(next);
  };
  return (
    <fieldset class="mt-2 border-s-2 border-line ps-4">
      <legend class="sr-only">{say(ruleWords.chooseFor, { space: space.title })}</legend>
      {people.length === 0 ? (
        <p class="py-2 text-small text-ink-2">{say(ruleWords.nobodyToChoose)}</p>
      ) : (
        people.map((identityId) => (
          <label key={identityId} class="flex min-h-12 items-center gap-3">
            <PersonLine identityId={identityId} room={room} />
            <input
              type="checkbox"
              class="size-5 shrink-0"
              checked={chosen.has(identityId)}
              disabled={isBusy}
              onChange={() => turn(identityId)}
            />
          </label>
        ))
      )}
      <div class="mt-1 flex flex-wrap items-center gap-2">
        <p class="min-w-40 flex-1 text-small text-ink-3">{say(ruleWords.ownersAlways)}</p>
        {onCancel ? (
          <Button size="small" kind="quiet" onClick={onCancel}>
            {say(kitWords.cancel)}
          </Button>
        ) : null}
        {isNews && people.length > 0 ? (
          <Button
            size="small"
            label={say(ruleWords.saveWriters, { space: space.title })}
            busy={isBusy}
            onClick={() => void onSave(Array.from(chosen))}
          >
            {say(ruleWords.save)}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

/** Those who are here, and others who were named already; owners need no naming. */
function candidates(room: RuledRoom, who: Writers): readonly IdentityId[] {
  const { owners } = room.authority.charter.value;
  const here = room.members.value.filter((member) => !member.isSelf && isPresent(member));
  // In the order in which they came, so that nobody moves when somebody is named.
  const all = [...here.map(({ identityId }) => identityId), ...(typeof who === 'string' ? [] : who)];
  return Array.from(new Set(all)).filter((identityId) => !owners.includes(identityId));
}
