// Which emoji were picked lately: as long as this page is open, on nobody's disk, as they tell of what was said.

import { signal } from '@preact/signals-core';
import type { Tone } from './emoji-table.ts';

const MOST = 24;
/** What people answer with most, until they have chosen their own. */
const FIRST = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];

export interface UsedEmoji {
  readonly recent: { readonly value: readonly string[] };
  /** Where no settings keep it. */
  readonly tone: { value: Tone };
  note(emoji: string): void;
}

let used: UsedEmoji | undefined;

/** One for the whole page. */
export function usedEmoji(): UsedEmoji {
  used ??= createUsedEmoji();
  return used;
}

export function createUsedEmoji(): UsedEmoji {
  const recent = signal<readonly string[]>(FIRST);
  return {
    recent,
    tone: signal<Tone>(0),
    note(emoji) {
      recent.value = [emoji, ...recent.value.filter((each) => each !== emoji)].slice(0, MOST);
    },
  };
}
