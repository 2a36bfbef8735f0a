// One person of the room: bead, name, one line about them, and the menu of what can be done.

import type { Authority } from '../../room/authority-port.ts';
import type { Company } from '../../room/company.ts';
import { Bead } from '../../ui/Bead.tsx';
import { classList } from '../../ui/class-list.ts';
import { useLocale, useSay, type Say } from '../../ui/locale.tsx';
import type { StrandRow } from '../../ui/strands.ts';
import { BookMenu } from './knowing-parts.tsx';
import { linkWords } from './link-words.ts';
import { isLinked, type Person } from './model.ts';
import { PersonMenu } from './owner-parts.tsx';
import { beadState, isolated, joinParts, nameOf, threadWords } from './person-line.ts';
import { Naming, useStandingParts } from './PersonName.tsx';
import { peopleWords } from './words.ts';

export interface PersonRowProps {
  readonly row: StrandRow;
  readonly person: Person;
  readonly people: readonly Person[];
  readonly spaceTitle: (id: string) => string | undefined;
  readonly company: Company | undefined;
  readonly onVerify: () => void;
  readonly authority: Authority | undefined;
  readonly isOwner: boolean;
  /** Id of the space. */
  readonly writingIn: string | undefined;
  readonly onAsk: () => void;
}

export function PersonRow(props: PersonRowProps) {
  const { row, person, people, company, authority, isOwner, onAsk } = props;
  const say = useSay();
  const locale = useLocale();
  const ruling = authority?.charter.value.me === 'owner' ? authority : undefined;
  const familiar = company?.familiars.value.get(person.identityId);
  const isSilent = familiar?.regard === 'blocked' || familiar?.regard === 'waiting';
  const name = nameOf(locale, person, familiar);
  const parts = [
    ...useStandingParts(person, familiar),
    // Of the moment, so it comes first: the line may be cut.
    isSilent ? undefined : sayWriting(say, props),
    isOwner ? say(peopleWords.owner) : undefined,
    threadWords(locale, person, people),
    ...(isSilent ? [] : sayPresence(say, props)),
  ];
  return (
    <li
      class={classList('absolute flex h-14 items-center', ruling || company ? 'end-0' : 'end-2')}
      style={{ insetInlineStart: `${row.beadX - 14}px`, top: `${row.y - 28}px` }}
    >
      <button
        type="button"
        aria-haspopup="dialog"
        title={say(linkWords.open, { name })}
        class="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-control text-start hover:bg-hover"
        onClick={onAsk}
      >
        <Bead mark={person.mark} rank={person.rank} size={28} state={isSilent ? 'away' : beadState(person)} />
        <Naming
          name={name}
          caption={joinParts(parts)}
          isFaint={isSilent || !isLinked(person)}
          familiar={familiar}
        />
      </button>
      {company ? (
        <BookMenu
          company={company}
          person={person}
          name={name}
          authority={ruling}
          onVerify={props.onVerify}
        />
      ) : ruling ? (
        <PersonMenu authority={ruling} identityId={person.identityId} name={name} />
      ) : null}
    </li>
  );
}

function sayWriting(say: Say, { writingIn, spaceTitle }: PersonRowProps): string | undefined {
  const space = writingIn === undefined ? undefined : spaceTitle(writingIn);
  return space === undefined ? undefined : say(peopleWords.writingIn, { space });
}

/** Whether they look, where they are, and what they say about themselves. */
function sayPresence(say: Say, props: PersonRowProps): readonly (string | undefined)[] {
  const { state, status } = props.person;
  return [
    state.kind === 'away' ? say(peopleWords.away) : undefined,
    sayWhere(say, props),
    status === '' ? undefined : isolated(status),
  ];
}

/** Whoever writes is where they write. */
function sayWhere(say: Say, { person, writingIn, spaceTitle }: PersonRowProps): string | undefined {
  if (person.space === undefined || person.space === writingIn) return undefined;
  const space = spaceTitle(person.space);
  return space === undefined ? undefined : say(peopleWords.inSpace, { space });
}
