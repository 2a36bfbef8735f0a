// What everything in the talk's view shares: the thread on screen, what its person is about to do with it, and ways to
// get about in it. Views only; nothing here outlives the screen.

import { signal, type Signal } from '@preact/signals-core';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Regard } from '../../../room/standing.ts';
import type { Attachment, ChatModel, EntryId, NewContent, SendError, Thread } from '../api.ts';
import { composerOf, type ComposerMemory } from './composer-memory.ts';

/** The talk, and who looks at it. */
export interface ShownChat extends ChatModel {
  readonly self: IdentityId;
  /** How far this person wants to hear of somebody; signal-backed. */
  readonly regardOf: (identity: IdentityId) => Regard;
}

export interface Pictures {
  readonly all: readonly Attachment[];
  readonly index: number;
}

export interface TalkFace {
  readonly model: ShownChat;
  readonly thread: Thread;
  readonly composing: ComposerMemory['composing'];
  /** The message that the arrow keys stand on; the last one unless told. */
  readonly active: Signal<EntryId | undefined>;
  /** Where somebody just jumped: drawn so that it is seen. */
  readonly found: Signal<EntryId | undefined>;
  /** Shown large, over everything. */
  readonly pictures: Signal<Pictures | undefined>;
  /** Set by the list while it is on screen. */
  readonly jump: { to(id: EntryId, onThere?: (message: Element) => void): void };
  readonly openDirect: (person: IdentityId) => void;
  /** Sends; when it does not work, {@link trouble} says why. */
  readonly act: (content: NewContent) => void;
  readonly trouble: Signal<string | undefined>;
}

export interface FaceParts extends Pick<TalkFace, 'model' | 'thread' | 'openDirect'> {
  readonly sayTrouble: (error: SendError) => string;
}

export function createTalkFace({ sayTrouble, ...parts }: FaceParts): TalkFace {
  const trouble = signal<string | undefined>(undefined);
  async function act(content: NewContent): Promise<void> {
    const done = await parts.thread.send(content);
    trouble.value = done.ok ? undefined : sayTrouble(done.error);
  }
  return {
    ...parts,
    act: (content) => void act(content),
    trouble,
    composing: composerOf(parts.thread).composing,
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
