// How a folder stands as one, and what can be done with all of its files by one press. Pure but for the language.

import { formatList } from '../../../ui/format.ts';
import type { FileId, FileRow } from '../api.ts';
import { stateWords } from './file-words.ts';
import { formatRate, percent } from './figures.ts';
import { folderWords } from './folder-words.ts';
import type { FolderSum } from './grouping.ts';
import { nameOf, sayFailure, givingStanding, type Action, type Standing, type Tongue } from './row-state.ts';

/** More names than these say nothing more. */
const MOST_NAMES = 3;

/** What moves is said before what is wrong, and what can be mended before what can only be waited for. */
export function standingOfFolder(tongue: Tongue, rows: readonly FileRow[], sum: FolderSum): Standing {
  const { say, locale } = tongue;
  const isOwn = rows[0]?.isOwn === true;
  const share = percent(locale, sum.done);
  if (sum.moving > 0) {
    const way = say(stateWords.fetching, { share, rate: formatRate(locale, sum.downRate) });
    const n = sum.failed.length;
    if (n === 0) return plain(way);
    const failed = say(folderWords.failedShort, { n });
    return { ...plain(`${way} · ${failed}`), short: `${share} · ${failed}` };
  }
  if (sum.failed.length > 0) return failedStanding(tongue, sum.failed);
  if (sum.stuck.length > 0) return stuckStanding(tongue, sum.stuck);
  if (sum.paused.length > 0)
    return plain(say(isOwn ? stateWords.givingPaused : stateWords.paused, { share }));
  if (sum.offered.length === rows.length) return plain(say(stateWords.offered));
  if (isOwn) return ownStanding(tongue, rows);
  const text = say(stateWords.filesHere, { here: sum.here, n: rows.length });
  return { ...plain(text), isDone: sum.here === rows.length };
}

function plain(text: string): Standing {
  return { text, short: text, isDone: false, isTrouble: false };
}

function ownStanding(tongue: Tongue, rows: readonly FileRow[]): Standing {
  const { say } = tongue;
  const others = rows[0]?.othersCount ?? 0;
  if (others === 0) return plain(say(stateWords.nobodyYet));
  const whole = Math.min(...rows.map(({ wholeCount }) => wholeCount));
  const upRate = rows.reduce((sum, row) => sum + row.upRate, 0);
  // Each file says how many it goes to; who takes one takes another next.
  const takerCount = Math.max(...rows.map((row) => row.takerCount));
  return givingStanding(tongue, say(stateWords.have, { whole, n: others }), { upRate, takerCount });
}

function failedStanding(tongue: Tongue, failed: FolderSum['failed']): Standing {
  const { say } = tongue;
  const n = failed.length;
  const reasons = new Set(failed.map(({ row, failure }) => sayFailure(tongue, row, failure)));
  const [why = ''] = reasons;
  return {
    text: say(reasons.size === 1 ? folderWords.failed : folderWords.failedVariously, { n, why }),
    short: say(folderWords.failedShort, { n }),
    isDone: false,
    isTrouble: true,
  };
}

function stuckStanding(tongue: Tongue, stuck: FolderSum['stuck']): Standing {
  const { say, locale } = tongue;
  const n = stuck.length;
  const awaited = new Map(
    stuck.flatMap(({ waitsFor }) => (waitsFor ? [[waitsFor.identityId, waitsFor]] : [])),
  );
  const base = { isDone: false, isTrouble: false };
  if (awaited.size === 0 || stuck.some(({ waitsFor }) => !waitsFor)) {
    const text = say(folderWords.nobody, { n });
    return { ...base, lead: say(stateWords.waiting), text, short: text };
  }
  const names = Array.from(awaited.values(), (person) => nameOf(tongue, person));
  const isCut = names.length > MOST_NAMES;
  const name = formatList(locale, isCut ? [...names.slice(0, MOST_NAMES), '…'] : names);
  return {
    ...base,
    lead: say(stateWords.waitingFor, { name }),
    text: say(folderWords.onlyThey, { n }),
    short: say(folderWords.waitingShort, { name, n }),
  };
}

export interface FolderAction {
  readonly action: Action;
  /** The files it is for. */
  readonly ids: readonly FileId[];
}

export interface FolderActionList {
  /** What brings the folder on; as a button. */
  readonly first: FolderAction | undefined;
  /** The rest, in a menu. */
  readonly others: readonly FolderAction[];
}

/** One press for all of its files that it makes sense for. `canChoose`: this browser lets a folder be chosen to write into. */
export function folderActionsOf(
  rows: readonly FileRow[],
  sum: FolderSum,
  { canChoose }: { readonly canChoose: boolean },
): FolderActionList {
  const isOwn = rows.some((row) => row.isOwn);
  const ids = rows.map(({ id }) => id);
  const away = { action: awayOf(rows, sum), ids };
  const pause = { action: 'pause', ids: sum.running } as const;
  const again = { action: 'again', ids: sum.retriable } as const;
  const resume = { action: 'resume', ids: sum.paused } as const;
  const saveAll = { action: 'saveAll', ids: !isOwn && sum.here === rows.length ? ids : [] } as const;
  const get = { action: 'get', ids: sum.offered } as const;
  const getTo = { action: 'getTo', ids: canChoose ? sum.offered : [] } as const;
  const isStuck = sum.moving === 0 && sum.stuck.length > 0;
  const all: readonly FolderAction[] =
    sum.moving > 0
      ? [pause, again, resume, get, getTo, away]
      : [again, ...(isStuck ? [away] : []), resume, saveAll, get, getTo, pause, ...(isStuck ? [] : [away])];
  const [first, ...others] = all.filter((each) => each.ids.length > 0);
  // What lets go of it, and what rests one's own, is never what is pressed in passing.
  const isMenuOnly = first === undefined || (first === away && !isStuck) || (isOwn && first === pause);
  return isMenuOnly ? { first: undefined, others: first ? [first, ...others] : [] } : { first, others };
}

/** How the whole folder is let go of. */
function awayOf(rows: readonly FileRow[], sum: FolderSum): Action {
  if (rows.some(({ isOwn }) => isOwn)) return 'takeBack';
  if (sum.offered.length === rows.length) return 'decline';
  return sum.here === rows.length ? 'remove' : 'stop';
}
