// The book of people: whom this person blocked, verified and met, and forgetting them.

import { useEffect, useState } from 'preact/hooks';
import type { PeopleBook } from '../../room/people-book.ts';
import type { PersonRecord } from '../../room/people-record.ts';
import { Bead } from '../../ui/Bead.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { Row } from '../../ui/Row.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useShell } from '../shell.tsx';
import { peopleWords } from './people-words.ts';
import { Section } from './Section.tsx';

/** Whom this person met, and what those they are with are told of them. */
export function PeoplePage() {
  return (
    <>
      <WhatOthersLearn />
      <Book />
    </>
  );
}

function WhatOthersLearn() {
  const say = useSay();
  const { settings } = useShell();
  const { tellsRead, tellsWriting } = settings.current.value;
  return (
    <Section title={say(peopleWords.told)}>
      <Switch
        label={say(peopleWords.tellsRead)}
        hint={say(peopleWords.tellsReadHint)}
        checked={tellsRead}
        onChange={(isOn) => void settings.change({ tellsRead: isOn })}
      />
      <Switch
        label={say(peopleWords.tellsWriting)}
        hint={say(peopleWords.tellsWritingHint)}
        checked={tellsWriting}
        onChange={(isOn) => void settings.change({ tellsWriting: isOn })}
      />
    </Section>
  );
}

function Book() {
  const say = useSay();
  const { people, profile } = useShell();
  const book = people.open.value?.book;
  const state = profile.state.value;
  useEffect(() => void people.use(), [people, state]);
  const everybody = Array.from(book?.people.value.values() ?? []).toSorted(
    (a, b) => b.lastMetMs - a.lastMetMs,
  );
  const isGhost = state.kind === 'ready' && state.mode === 'ghost';
  return (
    <>
      <p class="mb-6 text-small text-ink-3">{say(isGhost ? peopleWords.ghost : peopleWords.kept)}</p>
      {book?.health.value === 'unsaved' ? (
        <output class="mb-6 block text-ui text-caution">{say(peopleWords.unsaved)}</output>
      ) : null}
      {everybody.length === 0 ? <p class="text-base text-ink-2">{say(peopleWords.nobody)}</p> : null}
      {book
        ? GROUPS.map(({ id, holds }) => (
            <Group key={id} title={say(peopleWords[id])} book={book} people={everybody.filter(holds)} />
          ))
        : null}
    </>
  );
}

const GROUPS = [
  { id: 'blocked', holds: ({ isBlocked }: PersonRecord) => isBlocked },
  {
    id: 'verified',
    holds: ({ isBlocked, verifiedAtMs }: PersonRecord) => !isBlocked && verifiedAtMs !== undefined,
  },
  {
    id: 'met',
    holds: ({ isBlocked, verifiedAtMs }: PersonRecord) => !isBlocked && verifiedAtMs === undefined,
  },
] as const;

/** Longer lists are shown in part: a page is no ledger. */
const SHOWN_AT_ONCE = 200;

interface GroupProps {
  readonly title: string;
  readonly book: PeopleBook;
  readonly people: readonly PersonRecord[];
}

function Group({ title, book, people }: GroupProps) {
  if (people.length === 0) return null;
  return (
    <Section title={title}>
      <ul aria-label={title}>
        {people.slice(0, SHOWN_AT_ONCE).map((person) => (
          <li key={person.identityId} class="group">
            <Known book={book} person={person} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Known({ book, person }: { readonly book: PeopleBook; readonly person: PersonRecord }) {
  const say = useSay();
  const locale = useLocale();
  const [isForgetting, setForgetting] = useState(false);
  const name = person.name || sayMark(locale, person.mark);
  const date = (ms: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(ms);
  const parts = [
    sayMark(locale, person.mark),
    person.verifiedAtMs === undefined
      ? say(peopleWords.lastMet, { date: date(person.lastMetMs) })
      : say(peopleWords.verifiedOn, { date: date(person.verifiedAtMs) }),
    ...(person.isMuted ? [say(peopleWords.muted)] : []),
  ];
  const item = (
    id: 'unblock' | 'unmute' | 'unverify',
    decision: Parameters<PeopleBook['decide']>[1],
  ): MenuItem => ({
    id,
    label: say(peopleWords[id]),
    onSelect: () => void book.decide(person, decision),
  });
  const items: readonly MenuItem[] = [
    ...(person.isBlocked ? [item('unblock', { isBlocked: false })] : []),
    ...(person.isMuted ? [item('unmute', { isMuted: false })] : []),
    ...(person.verifiedAtMs === undefined ? [] : [item('unverify', { isVerified: false })]),
    { id: 'forget', label: say(peopleWords.forget), isDangerous: true, onSelect: () => setForgetting(true) },
  ];
  return (
    <>
      <Row
        leading={<Bead mark={person.mark} size={32} />}
        title={<bdi>{name}</bdi>}
        caption={parts.join(' · ')}
        trailing={<Menu label={say(peopleWords.more, { name })} items={items} align="end" size="small" />}
      />
      {person.note === '' ? null : (
        <p class="ms-11.5 py-2 text-small whitespace-pre-line text-ink-2">
          <bdi>{person.note}</bdi>
        </p>
      )}
      {isForgetting ? (
        <ConfirmDialog
          title={say(peopleWords.forgetTitle, { name })}
          confirmLabel={say(peopleWords.forget)}
          isDangerous
          onCancel={() => setForgetting(false)}
          onConfirm={() => {
            setForgetting(false);
            void book.forget(person.identityId);
          }}
        >
          {say(peopleWords.forgetText)}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
