// A person in a list of those whom a rule names: bead and name, or as much as is known of somebody who is not here.

import type { IdentityId } from '../../../primitives/ids.ts';
import { rankByDye } from '../../../primitives/mark-rank.ts';
import type { Room, RoomMember } from '../../../room/room.ts';
import { Bead } from '../../../ui/Bead.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import type { Locale } from '../../../ui/words.ts';
import { ruleWords } from './words.ts';

/** Of somebody who is not here, nothing is known but the fingerprint; so much of it tells a few people apart. */
export const SHOWN_ID_LETTERS = 8;

type PeopleOf = Pick<Room, 'members' | 'self'>;

export interface PersonLineProps {
  readonly identityId: IdentityId;
  readonly room: PeopleOf;
}

export function PersonLine({ identityId, room }: PersonLineProps) {
  const say = useSay();
  const locale = useLocale();
  const { self, members } = room;
  const member = memberOf(room, identityId);
  const isSelf = identityId === self.identityId;
  const mark = isSelf ? self.mark : member?.mark;
  const rank = rankByDye([...members.value, self]).get(identityId) ?? 0;
  const caption = isSelf ? say(ruleWords.you) : isPresent(member) ? undefined : say(ruleWords.notHere);
  return (
    <>
      {mark ? <Bead mark={mark} rank={rank} size={28} /> : <Bead state="open-seat" size={28} />}
      <span class="min-w-0 flex-1">
        <b class="block truncate text-ui">
          <bdi>{namePerson(locale, room, identityId)}</bdi>
        </b>
        {caption === undefined ? null : <small class="block truncate text-micro text-ink-3">{caption}</small>}
      </span>
    </>
  );
}

export function namePerson(locale: Locale, room: PeopleOf, identityId: IdentityId): string {
  const { self } = room;
  const known =
    identityId === self.identityId ? { ...self, name: self.name.value } : memberOf(room, identityId);
  return known ? known.name || sayMark(locale, known.mark) : identityId.slice(0, SHOWN_ID_LETTERS);
}

function memberOf({ members }: PeopleOf, identityId: IdentityId): RoomMember | undefined {
  return members.value.find((each) => each.identityId === identityId);
}

export function isPresent(member: RoomMember | undefined): boolean {
  return member !== undefined && member.state.kind !== 'gone';
}
