// A question to everybody: each choice fills with the dyes of those who chose it.

import { Bead } from '../../../ui/Bead.tsx';
import { classList } from '../../../ui/class-list.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { formatList, formatNumber } from '../../../ui/format.ts';
import { visibleLine } from '../../../room/display-name.ts';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Body, EntryId } from '../api.ts';
import { useNames } from './names.ts';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

type Poll = Extract<Body, { kind: 'poll' }>;

/** Beads beside a choice; more are its number. */
const MOST_BEADS = 5;

export function PollCard({ id, poll }: { readonly id: EntryId; readonly poll: Poll }) {
  const say = useSay();
  const { act, model } = useTalk();
  const question = visibleLine(poll.question);
  const own = model.self;
  const voters = new Set(poll.votes.flat()).size;
  const mine = poll.votes.flatMap((by, index) => (by.includes(own) ? [index] : []));
  const vote = (index: number) => {
    const isOn = mine.includes(index);
    const rest = poll.multiple ? mine.filter((each) => each !== index) : [];
    act({ kind: 'vote', of: id, choices: isOn ? rest : [...rest, index].toSorted((a, b) => a - b) });
  };
  return (
    <fieldset class="mt-1 max-w-120 rounded-[10px] border border-line px-3.5 py-3">
      <legend class="sr-only">{question}</legend>
      <p dir="auto" class="mb-2 text-base font-semibold wrap-anywhere" aria-hidden="true">
        {question}
      </p>
      <ul class="grid gap-0.5">
        {poll.options.map((option, index) => (
          <Choice
            key={index}
            option={visibleLine(option)}
            by={poll.votes[index] ?? []}
            voters={voters}
            multiple={poll.multiple}
            isChosen={mine.includes(index)}
            onClick={() => vote(index)}
          />
        ))}
      </ul>
      <p class="mt-1 text-micro text-ink-3">
        {say(poll.multiple ? talkWords.pollHintMany : talkWords.pollHint)}
      </p>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly option: string;
  readonly by: readonly IdentityId[];
  /** How many people voted at all. */
  readonly voters: number;
  readonly multiple: boolean;
  readonly isChosen: boolean;
  readonly onClick: () => void;
}

function Choice({ option, by, voters, multiple, isChosen, onClick }: ChoiceProps) {
  const say = useSay();
  const locale = useLocale();
  const { model } = useTalk();
  const nameOf = useNames(model);
  const authors = model.authors.value;
  const names = formatList(
    locale,
    by.map((id) => nameOf(id, id === model.self)),
  );
  return (
    <li>
      <button
        type="button"
        role={multiple ? 'checkbox' : 'radio'}
        aria-checked={isChosen}
        aria-label={say(talkWords.votes, { option, n: by.length })}
        title={names}
        class="flex min-h-8 w-full items-center gap-2.5 rounded-control text-start text-ui hover:bg-hover touch:min-h-11"
        onClick={onClick}
      >
        <span
          class={classList(
            'grid size-4.5 shrink-0 place-items-center rounded-[4px] border-[1.5px]',
            isChosen ? 'border-ink bg-ink text-on-ink' : 'border-line-2',
          )}
        >
          {isChosen ? <Icon name="check" size={14} /> : null}
        </span>
        <span class="min-w-0 flex-1 wrap-anywhere">
          <bdi>{option}</bdi>
        </span>
        <span class="flex shrink-0 gap-0.75" aria-hidden="true">
          {by.slice(0, MOST_BEADS).map((id) => {
            const author = authors.get(id);
            return author ? <Bead key={id} mark={author.mark} rank={author.rank} size={22} /> : null;
          })}
        </span>
        <span class="min-w-4 text-end">{formatNumber(locale, by.length)}</span>
      </button>
      <span
        class="ms-7 mt-0.5 mb-1.5 flex h-1 gap-0.5 overflow-hidden rounded-[2px] bg-sunk"
        aria-hidden="true"
      >
        {by.map((id) => (
          <span
            key={id}
            data-dye={authors.get(id)?.mark.dye}
            class="bg-dye forced-color-adjust-none"
            style={{ width: `${100 / Math.max(MIN_VOTERS, voters)}%` }}
          />
        ))}
      </span>
    </li>
  );
}

/** One vote of one fills no bar: nothing is decided yet. */
const MIN_VOTERS = 4;
