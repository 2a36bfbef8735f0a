// What cannot be shared and why: as a question before the rest is, or as one line that can be put away.

import { Banner } from '../../../ui/Banner.tsx';
import { MOST_ENTRIES, MOST_FOLDERS } from '../../../platform/files/dropped-files.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { formatList } from '../../../ui/format.ts';
import { kitWords } from '../../../ui/kit-words.ts';
import { useLocale, useSay, type Say } from '../../../ui/locale.tsx';
import type { Locale } from '../../../ui/words.ts';
import type { ForwardProblem } from '../api.ts';
import type { AskedShare, ShareProblem } from './share-files.ts';
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

/** Before a part of what was chosen is offered. */
export function ShareRest({ asked: { problems, count, confirm, cancel } }: { readonly asked: AskedShare }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <ConfirmDialog
      title={say(problemWords.askTitle)}
      confirmLabel={say(problemWords.shareRest, { n: count })}
      cancelLabel={say(problemWords.shareNothing)}
      onConfirm={confirm}
      onCancel={cancel}
    >
      <div class="grid gap-2">
        {problems.map((problem) => (
          <p key={problem.code}>{sayProblem(problem, say, locale)}</p>
        ))}
      </div>
    </ConfirmDialog>
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

export function sayProblem(problem: ShareProblem | ForwardProblem, say: Say, locale: Locale): string {
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
    case 'too-deep':
      return say(problemWords.tooDeep, { n: MOST_FOLDERS });
    case 'cut':
      return say(problemWords.cut, { n: MOST_ENTRIES });
    case 'empty':
      return say(problemWords.empty);
    case 'gone':
      return say(problemWords.gone);
    default:
      return say(problemWords.mayNotWrite);
  }
}
