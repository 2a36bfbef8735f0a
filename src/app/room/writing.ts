// Tells the others that this person is writing, whatever space it is in: seen from what is typed into it, so that no
// feature has to say it. Only where others can read along; what is searched for is nobody's business, and what a feature
// marks as `data-private` is only theirs whom it tells.

import { TYPING } from '../../sync/presence/typing.ts';
import type { Visit } from '../session.ts';

export interface WritingHandlers {
  readonly onInput: (event: Event) => void;
  readonly onKeyUp: (event: Event) => void;
}

/** `isTold`: whether this person lets others know. */
export function watchWriting(
  { docs, space, spaces }: Pick<Visit, 'docs' | 'space' | 'spaces'>,
  isTold: () => boolean,
): WritingHandlers {
  const typing = docs.presence.field(TYPING);
  return {
    onInput({ target }) {
      const id = space.peek();
      const isShared = spaces.some(({ feature }) => feature.id === id && feature.hasWriters === true);
      if (!isShared || !isWrittenIn(target) || !isTold()) return;
      if (target.value === '') typing.takeBack();
      else typing.say(id);
    },
    /** After Enter what was written is sent, and the field is empty without a word. */
    onKeyUp({ target }) {
      if (isWrittenIn(target) && target.value === '') typing.takeBack();
    },
  };
}

function isWrittenIn(target: EventTarget | null): target is HTMLTextAreaElement {
  return target instanceof HTMLTextAreaElement && !target.readOnly && target.dataset['private'] === undefined;
}
