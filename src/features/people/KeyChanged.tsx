// Says in the room that somebody shows a known name under another key, until the person decides; worse than any trouble
// with links.

import { useState } from 'preact/hooks';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Company } from '../../room/company.ts';
import type { Room } from '../../room/room.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { KeyChangedDialog } from './knowing-parts.tsx';
import { isHere, listPeople, type Person } from './model.ts';
import { standingWords } from './standing-words.ts';

export interface KeyChangedBannerProps {
  readonly company: Company;
  readonly person: Person;
  readonly onVerify: (identityId: IdentityId) => void;
}

export function KeyChangedBanner({ company, person, onVerify }: KeyChangedBannerProps) {
  const say = useSay();
  const [isDeciding, decide] = useState(false);
  const { identityId, name } = person;
  const isOfVerified = company.familiars.value.get(identityId)?.namesake?.verifiedAtMs !== undefined;
  return (
    <>
      <Banner
        kind="danger"
        icon="alert"
        title={say(standingWords.keyChanged, { name })}
        text={say(isOfVerified ? standingWords.keyChangedVerified : standingWords.keyChangedKnown)}
        action={
          <Button size="small" hasPopup="dialog" onClick={() => decide(true)}>
            {say(standingWords.decide)}
          </Button>
        }
      />
      {isDeciding ? (
        <KeyChangedDialog
          company={company}
          person={person}
          name={name}
          onVerify={() => onVerify(identityId)}
          onClose={() => decide(false)}
        />
      ) : null}
    </>
  );
}

/** The first of those here about whom something is to be decided. */
export function findWaiting(
  company: Company | undefined,
  room: Pick<Room, 'members' | 'self'>,
): Person | undefined {
  const familiars = company?.familiars.value;
  const people = listPeople(room.members.value, room.self).filter(isHere);
  return people.find(({ identityId }) => familiars?.get(identityId)?.regard === 'waiting');
}
