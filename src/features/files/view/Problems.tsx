// What could not be shared and why, as one line that can be put away.

import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatList } from '../../../ui/format.ts';
import { kitWords } from '../../../ui/kit-words.ts';
import { useLocale, useSay, type Say } from '../../../ui/locale.tsx';
import type { Locale } from '../../../ui/words.ts';
import type { ShareProblem } from './share-files.ts';
import { placeWords, problemWords } from './space-words.ts';

/** More names than these are a number of them. */
const MOST_NAMES = 3;

export interface ProblemsProps {
  readonly problems: readonly ShareProblem[];
  readonly onDismiss: () => void;
}

export function Problems({ problems, onDismiss }: ProblemsProps) {
  const say = useSay();
  const locale = useLocale();
  if (problems.length === 0) return null;
  return (
    <Banner
      kind="caution"
      icon="alert"
      title={say(problemWords.title)}
      text={problems.map((problem) => sayProblem(problem, say, locale)).join(' ')}
      action={<Dismiss onDismiss={onDismiss} />}
    />
  );
}

interface DismissProps {
  readonly onDismiss: () => void;
}

/** The place that was chosen may not be written to. */
export function PlaceRefused({ onDismiss }: DismissProps) {
  const say = useSay();
  return (
    <Banner
      kind="caution"
      icon="alert"
      title={say(placeWords.refusedTitle)}
      text={say(placeWords.refused)}
      action={<Dismiss onDismiss={onDismiss} />}
    />
  );
}

function Dismiss({ onDismiss }: DismissProps) {
  const say = useSay();
  return (
    <Button kind="quiet" size="small" icon="x" iconOnly label={say(kitWords.dismiss)} onClick={onDismiss} />
  );
}

function sayProblem(problem: ShareProblem, say: Say, locale: Locale): string {
  switch (problem.code) {
    case 'too-large': {
      const names = problem.names.slice(0, MOST_NAMES);
      const isCut = names.length < problem.names.length;
      return say(problemWords.tooLarge, { names: formatList(locale, isCut ? [...names, '…'] : names) });
    }
    case 'too-many':
      return say(problemWords.tooMany, { n: problem.count });
    case 'unreadable':
      return say(problemWords.unreadable, { n: problem.count });
    default:
      return say(problemWords.mayNotWrite);
  }
}
