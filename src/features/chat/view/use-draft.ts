// What stands in the field: the thread's draft, or the message that is being changed, which leaves the draft alone.

import type { RefObject } from 'preact';
import type { Message } from '../api.ts';
import { composerOf } from './composer-memory.ts';
import { useTalk } from './talk-face.ts';

export interface DraftField {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Nothing is answered or changed any more. */
  readonly leave: () => void;
  clear(): void;
  /** Changes the last message of one's own that is text, if there is one. */
  editLast(event: KeyboardEvent): void;
  /** Puts text where the caret of `field` stands. */
  insert(field: RefObject<HTMLTextAreaElement | null>): (text: string) => void;
}

export function useDraft(): DraftField {
  const { thread, composing } = useTalk();
  const now = composing.value;
  const edited = now.kind === 'edit' ? now.of : undefined;
  const memory = composerOf(thread);
  const changed = memory.changed.value;
  const setChanged = (next: typeof changed) => {
    memory.changed.value = next;
  };
  // At once, and not a moment later: what is typed first must not be overwritten by what stood there.
  const before = edited?.body.kind === 'text' ? edited.body.text : '';
  const text = !edited ? thread.draft.value : changed?.of === edited.id ? changed.text : before;
  const type = (next: string) => {
    if (edited) setChanged({ of: edited.id, text: next });
    else thread.setDraft(next);
  };
  const leave = () => {
    setChanged(undefined);
    composing.value = { kind: 'new' };
  };
  return {
    text,
    type,
    leave,
    clear() {
      if (!edited) thread.setDraft('');
      leave();
    },
    editLast(event) {
      const last = thread.rows.value.findLast(
        (row): row is Message => row.kind === 'message' && row.isSelf && row.body.kind === 'text',
      );
      if (!last || composing.value.kind !== 'new') return;
      event.preventDefault();
      composing.value = { kind: 'edit', of: last };
    },
    insert: (field) => (added) => {
      const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
      type(text.slice(0, selectionStart) + added + text.slice(selectionEnd));
      const caret = selectionStart + added.length;
      requestAnimationFrame(() => {
        field.current?.focus();
        field.current?.setSelectionRange(caret, caret);
      });
    },
  };
}
