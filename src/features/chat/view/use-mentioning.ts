// The list that opens while a name is being typed after an `@`: arrows choose, Enter and Tab take, Esc closes.

import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useLocale } from '../../../ui/locale.tsx';
import { mentionablesOf } from './mentionables.ts';
import {
  completeMention,
  offeredFor,
  typedMention,
  type Mentionable,
  type TypedMention,
} from './mentions.ts';
import { useTalk } from './talk-face.ts';
import type { DraftField } from './use-draft.ts';

export interface Mentioning {
  readonly isOpen: boolean;
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly offered: readonly Mentionable[];
  readonly index: number;
  readonly take: (person: Mentionable) => void;
  /** Whether the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The caret may stand elsewhere now. */
  readonly look: () => void;
}

export function useMentioning(draft: DraftField, field: RefObject<HTMLTextAreaElement | null>): Mentioning {
  const { model } = useTalk();
  const locale = useLocale();
  const listId = useId();
  const [typed, setTyped] = useState<TypedMention>();
  const [closedAt, setClosedAt] = useState<number>();
  const [index, setIndex] = useState(0);
  const people = typed ? mentionablesOf(model, locale) : [];
  const offered = typed && typed.from !== closedAt ? offeredFor(typed.query, people) : [];
  const isOpen = offered.length > 0;
  const chosen = Math.min(index, offered.length - 1);

  function look(): void {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const found = selectionStart === selectionEnd ? typedMention(value, selectionStart) : undefined;
    if (found?.from === typed?.from && found?.query === typed?.query) return;
    setTyped(found);
    setIndex(0);
    if (found?.from !== closedAt) setClosedAt(undefined);
  }

  function take(person: Mentionable): void {
    if (!typed) return;
    const { text, caret } = completeMention(draft.text, typed, person);
    draft.type(text);
    setTyped(undefined);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  function onKey(event: KeyboardEvent): boolean {
    if (!isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const person = offered[chosen];
    if (step !== undefined) setIndex((chosen + step + offered.length) % offered.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && person) take(person);
    else if (event.key === 'Escape') setClosedAt(typed?.from);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  const activeId = isOpen ? `${listId}-${chosen}` : undefined;
  return { isOpen, listId, activeId, offered, index: chosen, take, onKey, look };
}
