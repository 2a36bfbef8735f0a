// Who has which stretches of a file, and what goes to and fro; on a phone only whom it comes from.

import { Bead } from '../../../ui/Bead.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import type { FileHolder } from '../api.ts';
import { holderWords } from './file-words.ts';
import { formatMegabytes, formatRate, percent } from './figures.ts';
import { useFiles } from './files-face.tsx';
import { nameOf } from './row-state.ts';
import { barPath } from './weave-shape.ts';

/** Below, nothing is worth a number. */
const LEAST_RATE = 1;
/** More are a number. */
const MOST_SHOWN = 12;
const MOST_SOURCES = 4;
/** Bytes a second below which a phone, which counts in tenths of a megabyte, would say 0.0. */
const LEAST_SHOWN_RATE = 50_000;

export interface HolderProps {
  readonly holders: readonly FileHolder[];
}

export function HolderList({ holders }: HolderProps) {
  const { say } = useFiles().tongue;
  const hidden = holders.length - MOST_SHOWN;
  return (
    <div class="min-w-0 max-md:hidden">
      <h4 class="mb-1 text-ui leading-9 font-semibold">{say(holderWords.title)}</h4>
      <ul>
        {holders.slice(0, MOST_SHOWN).map((holder) => (
          <Holder key={holder.person.identityId} holder={holder} />
        ))}
      </ul>
      {hidden > 0 ? <p class="text-small text-ink-3">{say(holderWords.more, { n: hidden })}</p> : null}
    </div>
  );
}

function Holder({ holder }: { readonly holder: FileHolder }) {
  const { tongue } = useFiles();
  const { say, locale } = tongue;
  const { person, share, bar } = holder;
  const isWhole = share >= 1;
  const words = person.isSelf
    ? { all: holderWords.haveAll, some: holderWords.have }
    : { all: holderWords.hasAll, some: holderWords.has };
  return (
    <li class="grid h-10.25 grid-cols-[28px_minmax(0,5.75rem)_minmax(2.5rem,1fr)_minmax(5.5rem,auto)] items-center gap-2.5">
      <Bead mark={person.mark} size={28} />
      <span class="min-w-0">
        <b class="block truncate text-ui leading-4">
          <bdi>{nameOf(tongue, person)}</bdi>
        </b>
        <small class="block truncate text-micro text-ink-3">
          {isWhole ? say(words.all) : say(words.some, { share: percent(locale, share) })}
        </small>
      </span>
      <svg
        data-dye={person.mark.dye}
        viewBox={`0 0 ${Math.max(1, bar.length)} 1`}
        preserveAspectRatio="none"
        class="h-2 w-full rounded-cell bg-sunk inset-ring inset-ring-line rtl:-scale-x-100 forced-color-adjust-none"
        aria-hidden="true"
      >
        <path d={barPath(bar)} class="fill-dye" />
      </svg>
      <Rate holder={holder} />
    </li>
  );
}

/** What comes is worth more than what goes: it is what one waits for. */
function Rate({ holder: { person, downRate, upRate } }: { readonly holder: FileHolder }) {
  const { tongue } = useFiles();
  const { say, locale } = tongue;
  const comes = downRate >= LEAST_RATE;
  if (person.isSelf || (!comes && upRate < LEAST_RATE)) return <span />;
  const name = nameOf(tongue, person);
  return (
    <span class="flex items-center justify-end gap-1 text-small whitespace-nowrap text-ink-2">
      {formatRate(locale, comes ? downRate : upRate)}
      <Icon name={comes ? 'ad' : 'au'} size={14} />
      <VisuallyHidden>{say(comes ? holderWords.coming : holderWords.going, { name })}</VisuallyHidden>
    </span>
  );
}

/** On a phone: one line of those it comes from, or of one's own those it goes to. */
export function SourceLine({ holders, isOwn }: HolderProps & { readonly isOwn: boolean }) {
  const { tongue } = useFiles();
  const rateOf = ({ downRate, upRate }: FileHolder) => (isOwn ? upRate : downRate);
  const moving = holders.filter((each) => !each.person.isSelf && rateOf(each) >= LEAST_SHOWN_RATE);
  if (moving.length === 0) return null;
  const words = isOwn ? holderWords.going : holderWords.coming;
  return (
    <p class="flex items-center gap-x-4 text-small text-ink-2 md:hidden">
      {moving.slice(0, MOST_SOURCES).map((each) => (
        <span key={each.person.identityId} class="inline-flex items-center gap-1.5">
          <Bead
            mark={each.person.mark}
            size={22}
            label={tongue.say(words, { name: nameOf(tongue, each.person) })}
          />
          {formatMegabytes(tongue.locale, rateOf(each))}
        </span>
      ))}
      <Icon name={isOwn ? 'au' : 'ad'} size={14} />
      <span class="ms-auto text-ink-3">{tongue.say(holderWords.each)}</span>
    </p>
  );
}
