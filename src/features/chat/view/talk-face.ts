// What everything in the talk's view shares: the thread on screen, what its person is about to do with it, and ways to
// get about in it. Views only; nothing here outlives the screen.

import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Attachment, ChatModel, EntryId, Message, NewContent, Thread } from '../api.ts';
import { ownIdIn } from './own-id.ts';

/** What the composer writes. */
export type Composing =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: Message }
  | { readonly kind: 'edit'; readonly of: Message };

export interface Pictures {
  readonly all: readonly Attachment[];
  readonly index: number;
}

export interface TalkFace {
  readonly model: ChatModel;
  readonly thread: Thread;
  readonly self: ReadonlySignal<IdentityId | undefined>;
  readonly composing: Signal<Composing>;
  /** The message that the arrow keys stand on; the last one unless told. */
  readonly active: Signal<EntryId | undefined>;
  /** Where somebody just jumped: drawn so that it is seen. */
  readonly found: Signal<EntryId | undefined>;
  /** Shown large, over everything. */
  readonly pictures: Signal<Pictures | undefined>;
  /** Set by the list while it is on screen. */
  readonly jump: { to(id: EntryId): void };
  readonly openDirect: (person: IdentityId) => void;
  /** Sends, and tells in words when it did not work. */
  readonly act: (content: NewContent) => void;
}

export type FaceParts = Pick<TalkFace, 'model' | 'thread' | 'openDirect' | 'act'>;

export function createTalkFace(parts: FaceParts): TalkFace {
  return {
    ...parts,
    self: computed(() => ownIdIn(parts.model)),
    composing: signal<Composing>({ kind: 'new' }),
    active: signal<EntryId | undefined>(undefined),
    found: signal<EntryId | undefined>(undefined),
    pictures: signal<Pictures | undefined>(undefined),
    jump: { to: () => undefined },
  };
}

const FaceContext = createContext<TalkFace | undefined>(undefined);
export const TalkFaceProvider = FaceContext.Provider;

export function useTalk(): TalkFace {
  const face = useContext(FaceContext);
  if (!face) throw new Error('Only inside a talk.');
  return face;
}
