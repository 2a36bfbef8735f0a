// The command palette's entries and how they are found. Pure: entries are built from what there is now.

import type { Mark } from '../primitives/mark.ts';
import type { IconName } from '../ui/icon-shapes.ts';
import { isBare } from './shortcuts.ts';

export const COMMAND_GROUPS = ['people', 'go', 'do'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  /** Already in the person's language. */
  readonly title: string;
  readonly detail?: string;
  /** Words it is also found by, in any language. */
  readonly also?: string;
  readonly face: { readonly icon: IconName } | { readonly mark: Mark };
  readonly keys?: string;
  readonly run: () => void;
}

/** More cannot be read at once; typing narrows it. */
export const MAX_SHOWN_COMMANDS = 30;

/**
 * Entries that hold every typed word, best first, grouped in the palette's order. A word counts most at the start of
 * the title, then at the start of a word, then anywhere.
 */
export function filterCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const scored = commands
    .map((command, order) => ({ command, order, score: scoreOf(command, words) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, MAX_SHOWN_COMMANDS)
    .map((each) => each.command);
  return COMMAND_GROUPS.flatMap((group) => scored.filter((command) => command.group === group));
}

/** The command for somebody who switched single keys off: it stays in the palette. */
export function withoutBareKeys(command: Command): Command {
  const { keys, ...rest } = command;
  return keys === undefined || isBare(keys) ? rest : command;
}

function scoreOf(command: Command, words: readonly string[]): number {
  if (words.length === 0) return 1;
  const title = fold(command.title);
  const rest = fold(`${command.detail ?? ''} ${command.also ?? ''}`);
  let sum = 0;
  for (const word of words) {
    const score = scoreOfWord(title, rest, word);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function scoreOfWord(title: string, rest: string, word: string): number {
  if (title.startsWith(word)) return 4;
  if (title.includes(` ${word}`)) return 3;
  if (title.includes(word)) return 2;
  return rest.includes(word) ? 1 : 0;
}

/** Lower case without accents, so that `ines` finds Inês. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, (mark) => (/\p{Script=Devanagari}|\p{Script=Arabic}/u.test(mark) ? mark : ''))
    .toLowerCase();
}
