// Of everybody here, who they are to this person, and the way to make sure of them. Behind the chip in the bar.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Company } from '../../../room/company.ts';
import type { Room } from '../../../room/room.ts';
import type { Familiar } from '../../../room/standing.ts';
import { Bead } from '../../../ui/Bead.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useLocale, useSay, type Say } from '../../../ui/locale.tsx';
import { Thread } from '../../../ui/Thread.tsx';
import { isHere, listPeople, type Person } from '../model.ts';
import { beadState, joinParts, nameOf } from '../person-line.ts';
import { useStandingParts } from '../PersonName.tsx';
import { standingWords, stateWords } from '../standing-words.ts';
import { useVerifiedCount } from '../Unverified.tsx';
import { verifyWords } from './words.ts';

export interface VerificationsProps {
  readonly company: Company;
  readonly room: Pick<Room, 'members' | 'self'>;
  readonly onVerify: (identityId: IdentityId) => void;
}

export function Verifications({ company, room, onVerify }: VerificationsProps) {
  const say = useSay();
  const people = listPeople(room.members.value, room.self).filter(isHere);
  const familiars = company.familiars.value;
  const count = useVerifiedCount(company, people);
  return (
    <section>
      <h3 class="text-ui font-semibold">
        {say(verifyWords.people)}
        {count === undefined ? null : <span class="font-normal text-ink-3"> · {count}</span>}
      </h3>
      <ul>
        {people.map((person) => (
          <PersonState
            key={person.id}
            person={person}
            familiar={familiars.get(person.identityId)}
            onVerify={() => onVerify(person.identityId)}
          />
        ))}
      </ul>
      <p class="mt-1 text-small text-ink-3">
        {say(people.length === 0 ? verifyWords.nobody : verifyWords.peopleHow)}
      </p>
    </section>
  );
}

interface PersonStateProps {
  readonly person: Person;
  readonly familiar: Familiar | undefined;
  readonly onVerify: () => void;
}

function PersonState({ person, familiar, onVerify }: PersonStateProps) {
  const say = useSay();
  const locale = useLocale();
  const name = nameOf(locale, person, familiar);
  const told = useStandingParts(person, familiar);
  const isVerified = familiar?.standing === 'verified';
  return (
    <li class="flex min-h-14 items-center gap-3 [--ground:var(--raised)]">
      <Bead mark={person.mark} rank={person.rank} size={28} state={beadState(person)} />
      <span class="min-w-0 flex-1">
        <b class="block truncate text-ui">
          <bdi>{name}</bdi>
        </b>
        <small class="line-clamp-2 text-micro text-ink-3">
          {joinParts([sayState(say, familiar), ...told])}
        </small>
      </span>
      <Thread
        kind={person.kind}
        rttMs={person.rttMs}
        dye={person.mark.dye}
        knot={isVerified ? 'tied' : 'open'}
      />
      {isVerified || familiar?.regard === 'blocked' ? null : (
        <Button
          size="small"
          icon="shieldcheck"
          hasPopup="dialog"
          label={say(standingWords.verify, { name })}
          onClick={onVerify}
        >
          {say(verifyWords.verify)}
        </Button>
      )}
    </li>
  );
}

/** Of a key that has changed it is said among what tells people apart. */
function sayState(say: Say, familiar: Familiar | undefined): string | undefined {
  const standing = familiar?.standing ?? 'new';
  return standing === 'key-changed' ? undefined : say(stateWords[standing]);
}
