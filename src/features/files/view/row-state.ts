// How a file stands, as words and as what can be done with it next. Pure but for the language.

import { formatBytes } from '../../../ui/format.ts';
import type { Say } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import type { Locale } from '../../../ui/words.ts';
import type { SwarmFailure } from '../../../swarm/swarm-state.ts';
import { MAX_SWARMS } from '../../../swarm/limits.ts';
import type { FilePerson, FileRow, FileState } from '../api.ts';
import type { SavedAs } from '../files-world.ts';
import { failureWords, lostErrorWords, storeErrorWords } from './failure-words.ts';
import { fileWords, heldWords, stateWords } from './file-words.ts';
import { formatRate, percent } from './figures.ts';
import { isRefused } from '../rows.ts';
import { previewKindOf } from './file-kind.ts';
import type { CanPlay } from './shown-type.ts';

/** How a language says it. */
export interface Tongue {
  readonly say: Say;
  readonly locale: Locale;
}

export interface Standing {
  /** Said before the rest, and bold: what is awaited. */
  readonly lead?: string;
  readonly text: string;
  /** In place of both where there is little room. */
  readonly short: string;
  /** To those who hear it, where the short words leave out too much. */
  readonly spoken?: string;
  /** Nothing is left to be done about it. */
  readonly isDone: boolean;
  readonly isTrouble: boolean;
}

export type Action =
  | 'get'
  | 'getTo'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'open'
  | 'save'
  | 'remove'
  | 'decline'
  | 'takeBack'
  | 'play'
  | 'saveAll'
  | 'forward'
  | 'giveTo'
  | 'always'
  | 'again';

/** As they are called in a sentence of others. */
export function nameOf({ say, locale }: Tongue, person: FilePerson): string {
  return person.isSelf ? say(fileWords.you) : person.name || sayMark(locale, person.mark);
}

/** "1.1 GB · from Amara" */
export function sayOrigin(tongue: Tongue, row: Pick<FileRow, 'sizeBytes' | 'from' | 'only'>): string {
  const { say, locale } = tongue;
  const from = row.from.isSelf
    ? say(fileWords.fromYou)
    : say(fileWords.from, { name: nameOf(tongue, row.from) });
  const facts = [formatBytes(locale, row.sizeBytes), from];
  if (row.only?.isSelf) facts.push(say(fileWords.onlyYou));
  else if (row.only) facts.push(say(fileWords.only, { name: nameOf(tongue, row.only) }));
  return facts.join(' · ');
}

/** `savedAs`: its person has put it somewhere of their own, or the browser was asked to. */
export function standingOf(tongue: Tongue, row: FileRow, savedAs: SavedAs | undefined): Standing {
  const { state } = row;
  if (state.kind === 'failed') return { ...plain(sayFailure(tongue, row, state.failure)), isTrouble: true };
  if (state.kind === 'stuck') return stuckStanding(tongue, state);
  if (state.kind === 'opening' && state.waits) return waitingStanding(tongue, state.waits);
  if (row.isOwn) return ownStanding(tongue, row);
  if (state.kind !== 'complete') return plain(sayWay(tongue, row));
  const words = stateWords[writtenAs(state) ?? savedAs ?? 'here'];
  return { ...plain(tongue.say(words)), isDone: true };
}

/** Where what came went by itself: a stream to the downloads cannot be looked at again, nor asked what became of it. */
export function writtenAs({ file }: Extract<FileState, { kind: 'complete' }>): SavedAs | undefined {
  if (file?.kind !== 'written') return undefined;
  return file.blob ? 'saved' : 'handed';
}

/** Why it did not work, and what to do. */
export function sayFailure({ say, locale }: Tongue, row: FileRow, failure: SwarmFailure): string {
  if (failure.code === 'store') {
    const { code } = failure.error;
    const isLost = !failure.isResting && (code === 'full' || code === 'denied');
    return say(isLost ? lostErrorWords[code] : storeErrorWords[code]);
  }
  if (failure.code === 'unreadable') return say(failureWords.unreadable);
  return say(failureWords.contradiction, { name: nameOf({ say, locale }, row.from) });
}

function plain(text: string): Standing {
  return { text, short: text, isDone: false, isTrouble: false };
}

/** On its way, or not yet. */
function sayWay(tongue: Tongue, row: FileRow): string {
  const { say, locale } = tongue;
  const share = percent(locale, row.done);
  switch (row.state.kind) {
    case 'opening':
      return say(stateWords.opening);
    case 'fetching':
      if (row.state.heldBy) return say(heldWords[row.state.heldBy], { share });
      return row.sourceCount === 0
        ? say(stateWords.asking, { share })
        : say(stateWords.fetching, { share, rate: formatRate(locale, row.downRate) });
    case 'paused':
      return say(stateWords.paused, { share });
    case 'finishing':
      return say(stateWords.finishing);
    default:
      return row.isWithdrawn && row.wholeCount === 0
        ? say(stateWords.withdrawn, { name: nameOf(tongue, row.from) })
        : say(stateWords.offered);
  }
}

function waitingStanding({ say }: Tongue, waits: 'turn' | 'room'): Standing {
  if (waits === 'turn') return plain(say(stateWords.waitsTurn));
  const text = say(stateWords.waitsRoom, { n: MAX_SWARMS });
  return { ...plain(text), lead: say(stateWords.waiting), short: say(stateWords.waitsRoomShort) };
}

function ownStanding(tongue: Tongue, row: FileRow): Standing {
  const { say, locale } = tongue;
  if (row.state.kind === 'paused') return plain(say(stateWords.givingPaused));
  if (row.done < 1) return plain(say(stateWords.reading, { share: percent(locale, row.done) }));
  if (row.othersCount === 0) return plain(say(stateWords.nobodyYet));
  const text = say(stateWords.have, { whole: row.wholeCount, n: row.othersCount });
  return {
    ...givingStanding(tongue, text, row),
    isDone: row.wholeCount > 0,
  };
}

type Giving = Pick<FileRow, 'upRate' | 'takerCount'>;

/** What goes out now, after who has it; alone where there is little room. */
export function givingStanding(tongue: Tongue, text: string, { upRate, takerCount }: Giving): Standing {
  const { say, locale } = tongue;
  if (takerCount === 0) return plain(text);
  const out = say(stateWords.giving, { rate: formatRate(locale, upRate), n: takerCount });
  const all = `${text} · ${out}`;
  return { ...plain(all), short: out, spoken: all };
}

function stuckStanding(tongue: Tongue, state: Extract<FileState, { kind: 'stuck' }>): Standing {
  const { say } = tongue;
  const n = state.missingChunks;
  const base = { isDone: false, isTrouble: false };
  if (!state.waitsFor) {
    const text = say(stateWords.nobody, { n });
    return { ...base, lead: say(stateWords.waiting), text, short: text };
  }
  const name = nameOf(tongue, state.waitsFor);
  return {
    ...base,
    lead: say(stateWords.waitingFor, { name }),
    text: say(stateWords.onlyThey, { n }),
    short: say(stateWords.waitingShort, { name, n }),
  };
}

export interface ActionFacts {
  /** Its person has put it somewhere of their own. */
  readonly isSaved: boolean;
  /** Whoever offers it is known by their key, and not taken from unasked yet. */
  readonly mayTakeAll: boolean;
  /** This browser lets its person choose where a file is written. */
  readonly canChoose: boolean;
  /** Whether this browser plays a type. */
  readonly canPlay: CanPlay;
}

/** What can be done with it, the likeliest first. */
export function actionsOf(row: FileRow, facts: ActionFacts): readonly Action[] {
  const { mayTakeAll, canChoose } = facts;
  const { state } = row;
  if (row.isOwn) {
    if (state.kind === 'failed') return ['again', 'takeBack'];
    if (state.kind === 'paused') return ['resume', 'takeBack'];
    const open: readonly Action[] = previewKindOf(row, facts.canPlay) === 'none' ? [] : ['open'];
    return row.done < 1 ? [...open, 'takeBack'] : [...open, 'takeBack', 'pause'];
  }
  switch (state.kind) {
    case 'offered':
      return ['get', ...toOf(canChoose), ...(mayTakeAll ? (['always'] as const) : []), 'decline'];
    case 'opening':
      return ['stop'];
    case 'fetching':
      return ['pause', ...playOf(row, facts), 'stop'];
    case 'paused':
      return ['resume', ...playOf(row, facts), 'stop'];
    case 'stuck':
      return ['stop', ...playOf(row, facts), 'pause'];
    case 'failed':
      if (state.failure.code === 'contradiction') return ['remove'];
      return ['again', ...toOf(canChoose && isRefused(state)), 'remove'];
    case 'complete':
      return completeActions(row, state, facts);
    default:
      return [];
  }
}

function toOf(canChoose: boolean): readonly Action[] {
  return canChoose ? ['getTo'] : [];
}

/** Of what is on its way: sounds and films can be begun with. */
function playOf(row: FileRow, { canPlay }: ActionFacts): readonly Action[] {
  const kind = previewKindOf(row, canPlay);
  return kind === 'sound' || kind === 'film' ? ['play'] : [];
}

function completeActions(
  row: FileRow,
  { file }: Extract<FileState, { kind: 'complete' }>,
  { isSaved, canPlay }: ActionFacts,
): readonly Action[] {
  const isReadable = file?.kind !== 'written' || file.blob !== undefined;
  const open: readonly Action[] = isReadable && previewKindOf(row, canPlay) !== 'none' ? ['open'] : [];
  // What was confided to one is not offered to all by a press beside it.
  const toAll: readonly Action[] = row.only ? [] : ['forward'];
  const forward: readonly Action[] = isReadable ? [...toAll, 'giveTo'] : [];
  if (!isReadable || file?.kind === 'written') return [...open, ...forward, 'remove'];
  return isSaved ? [...open, 'save', ...forward, 'remove'] : ['save', ...open, ...forward, 'remove'];
}
