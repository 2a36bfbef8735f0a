// The people of the room with the threads that lead to them: a panel with rows, or a narrow strip of beads.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Company } from '../../room/company.ts';
import type { Room } from '../../room/room.ts';
import { Bead } from '../../ui/Bead.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocale, useSay, type Say } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { StrandKnots, Strands } from '../../ui/Strands.tsx';
import { layStrands, PANEL, STRIP, type StrandLayout } from '../../ui/strands.ts';
import { LinkDialog } from './LinkDialog.tsx';
import {
  countOwnOthers,
  isHere,
  isLinked,
  listPeople,
  ownersOf,
  rankOfSelf,
  type OwnedRoom,
  type Person,
} from './model.ts';
import { Door } from './owner-parts.tsx';
import { beadState, joinParts, nameOf, threadWords, viaNamesOf } from './person-line.ts';
import { Naming } from './PersonName.tsx';
import { PersonRow } from './PersonRow.tsx';
import { Unverified } from './Unverified.tsx';
import { goneWords, peopleWords } from './words.ts';

type PeopleRoom = Pick<Room, 'members' | 'self'>;
type PanelRoom = OwnedRoom & Pick<Room, 'linkFacts'>;

export interface PeoplePanelProps {
  readonly room: PanelRoom;
  /** The people as this person knows them; without it nobody is known. */
  readonly company?: Company | undefined;
  /** Compares words with somebody. */
  readonly onVerify?: (identityId: IdentityId) => void;
  /** What a space is called, for "in Map". */
  readonly spaceTitle: (id: string) => string | undefined;
  /** Who is writing, and in which space. */
  readonly writing?: ReadonlyMap<IdentityId, string>;
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren;
}

/** Rows with names and the words for each thread. */
export function PeoplePanel(props: PeoplePanelProps) {
  const { room, company, onVerify = () => {}, spaceTitle, writing, actions } = props;
  const say = useSay();
  const [askedId, ask] = useState<string | undefined>();
  const members = room.members.value;
  const everybody = listPeople(members, room.self);
  const people = everybody.filter(isHere);
  const asked = everybody.find((person) => person.id === askedId);
  const layout = layOut(people, 'panel', company);
  const linked = people.filter(isLinked).length;
  const mayRule = room.authority?.charter.value.me === 'owner';
  const owners = ownersOf(room);
  return (
    <div class="flex min-h-0 flex-1 flex-col overflow-y-auto pb-3">
      <header class="flex h-11 shrink-0 items-center gap-1 ps-5 pe-3">
        <h2 class="flex-1 text-ui font-semibold">
          {say(peopleWords.title)} <span class="font-normal text-ink-3">{people.length + 1}</span>
        </h2>
        {actions}
      </header>
      {mayRule && room.authority ? <Door authority={room.authority} /> : null}
      <div class="relative shrink-0" style={{ minHeight: `${layout.height}px` }}>
        <Strands layout={layout} />
        <Self room={room} caption={selfCaption(say, { linked, n: people.length }, countOwnOthers(members))} />
        <ul>
          {layout.rows.map((row) => {
            const person = people.find((each) => each.id === row.id);
            return person ? (
              <PersonRow
                key={row.id}
                row={row}
                person={person}
                people={people}
                spaceTitle={spaceTitle}
                company={company}
                onVerify={() => onVerify(person.identityId)}
                authority={room.authority}
                writingIn={writing?.get(person.identityId)}
                isOwner={owners.includes(person.identityId)}
                onAsk={() => ask(person.id)}
              />
            ) : null;
          })}
        </ul>
        <StrandKnots layout={layout} />
      </div>
      {people.length === 0 ? (
        <div class="px-5 pt-2">
          <EmptyState icon="useradd" title={say(peopleWords.nobody)} text={say(peopleWords.notProof)} />
        </div>
      ) : null}
      <Gone people={everybody.filter((person) => !isHere(person))} />
      {company ? <Unverified company={company} people={people} onVerify={onVerify} /> : null}
      {asked ? <HowLinked room={room} person={asked} people={people} onClose={() => ask(undefined)} /> : null}
    </div>
  );
}

interface HowLinkedProps {
  readonly room: PanelRoom;
  readonly person: Person;
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

function HowLinked({ room, person, people, onClose }: HowLinkedProps) {
  const locale = useLocale();
  const member = room.members.value.find(({ identityId }) => identityId === person.identityId);
  const peer = member?.devices[0];
  return (
    <LinkDialog
      name={nameOf(locale, person)}
      person={person}
      viaNames={viaNamesOf(locale, person, people)}
      facts={() => peer && room.linkFacts(peer.peerId)}
      onClose={onClose}
    />
  );
}

/** Apart from those who are here, and without a thread. */
function Gone({ people }: { readonly people: readonly Person[] }) {
  const say = useSay();
  const locale = useLocale();
  if (people.length === 0) return null;
  return (
    <section class="px-5 pt-3">
      <h3 class="text-small text-ink-3">{say(peopleWords.wereHere)}</h3>
      <ul>
        {people.map((person) => (
          <li key={person.id} class="flex h-14 items-center gap-3">
            <Bead mark={person.mark} rank={person.rank} size={28} state="away" />
            <Naming name={nameOf(locale, person)} caption={sayHowGone(say, person)} isFaint />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Beads only, threads still drawn. */
export function PeopleStrip({
  room,
  company,
}: Pick<PeoplePanelProps, 'company'> & { readonly room: PeopleRoom }) {
  const locale = useLocale();
  const people = listPeople(room.members.value, room.self).filter(isHere);
  const layout = layOut(people, 'strip', company);
  return (
    <div class="relative min-h-0 flex-1 overflow-y-auto">
      <Strands layout={layout} />
      <span class="absolute start-1 top-2.5 flex">
        <Bead mark={room.self.mark} rank={rankOfSelf(room)} size={36} />
      </span>
      <ul>
        {layout.rows.map((row) => {
          const person = people.find((each) => each.id === row.id);
          const label = person && `${nameOf(locale, person)}, ${threadWords(locale, person, people)}`;
          return person ? (
            <li
              key={row.id}
              class="absolute flex"
              title={label}
              style={{ insetInlineStart: `${row.beadX - 14}px`, top: `${row.y - 14}px` }}
            >
              <Bead mark={person.mark} rank={person.rank} size={28} state={beadState(person)} label={label} />
            </li>
          ) : null;
        })}
      </ul>
      <StrandKnots layout={layout} />
    </div>
  );
}

function Self({ room, caption }: { readonly room: PeopleRoom; readonly caption: string }) {
  const locale = useLocale();
  const { mark, name } = room.self;
  return (
    <div class="absolute start-5 end-2 top-1.5 flex min-h-14 items-center gap-3.5">
      <Bead mark={mark} rank={rankOfSelf(room)} size={40} />
      <Naming name={name.value || sayMark(locale, mark)} caption={caption} />
    </div>
  );
}

function layOut(
  people: readonly Person[],
  how: 'panel' | 'strip',
  company: Company | undefined,
): StrandLayout {
  const familiars = company?.familiars.value;
  return layStrands(
    people.map((person) => ({
      id: person.id,
      dye: person.mark.dye,
      rank: person.rank,
      kind: person.kind,
      viaId: person.viaIds[0],
      isVerified: familiars?.get(person.identityId)?.standing === 'verified',
    })),
    how === 'panel' ? PANEL : STRIP,
  );
}

function selfCaption(
  say: Say,
  facts: { readonly linked: number; readonly n: number },
  others: number,
): string {
  const you = facts.n === 0 ? say(peopleWords.youAlone) : say(peopleWords.youLinked, facts);
  return joinParts([you, others > 0 ? say(peopleWords.inPlaces, { n: 1 + others }) : undefined]);
}

function sayHowGone(say: Say, { state }: Person): string {
  return state.kind === 'gone' ? say(goneWords[state.how]) : '';
}
