// A name with what keeps it from being taken for another: the mark's words where two are called alike, a hint where
// letters come from several scripts, and one line about the person.

import type { Familiar } from '../../room/standing.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import type { Person } from './model.ts';
import { standingWords, stateWords } from './standing-words.ts';

export interface NamingProps {
  readonly name: string;
  readonly caption: string;
  readonly isFaint?: boolean;
  readonly familiar?: Familiar | undefined;
}

export function Naming({ name, caption, isFaint = false, familiar }: NamingProps) {
  const say = useSay();
  // What tells two people apart is never cut.
  const isTold = familiar?.hasTwin || familiar?.looksLike || familiar?.regard === 'waiting';
  return (
    <span class="min-w-0 flex-1">
      <b class={isFaint ? 'block truncate text-ui text-ink-2' : 'block truncate text-ui'}>
        <bdi>{name}</bdi>
      </b>
      <small class={isTold ? 'line-clamp-2 text-micro text-ink-3' : 'block truncate text-micro text-ink-3'}>
        {caption}
      </small>
      {/* The knot in their thread says it to those who see. */}
      {familiar && familiar.standing !== 'key-changed' ? (
        <VisuallyHidden>{say(stateWords[familiar.standing])}</VisuallyHidden>
      ) : null}
    </span>
  );
}

/** What stands before the thread in a person's line: who they are among those called alike, and what was decided. */
export function useStandingParts(person: Person, familiar: Familiar | undefined): readonly string[] {
  const say = useSay();
  const locale = useLocale();
  if (!familiar) return [];
  const { regard, hasTwin, looksLike } = familiar;
  const isTold = person.name !== '' && (hasTwin || regard === 'waiting');
  return [
    ...(looksLike === undefined ? [] : [say(standingWords.looksLike, { name: looksLike })]),
    ...(isTold ? [sayMark(locale, person.mark)] : []),
    ...(regard === 'open' ? [] : [say(standingWords[regard])]),
  ];
}
