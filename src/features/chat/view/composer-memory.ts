// What is being written in a thread besides its draft: files, what is answered or changed. Beside the thread, so that
// nothing is lost when its person looks at another thread or space meanwhile; with the page it goes.

import { signal, type Signal } from '@preact/signals-core';
import type { EntryId, Message, Thread } from '../api.ts';
import { prepareFile } from './attachments/prepare-file.ts';
import { createFileTray, type FileTray } from './composer-state.ts';

/** What the composer writes. */
export type Composing =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly to: Message }
  | { readonly kind: 'edit'; readonly of: Message };

export interface ComposerMemory {
  readonly composing: Signal<Composing>;
  /** How far a change of a message has come. */
  readonly changed: Signal<{ readonly of: EntryId; readonly text: string } | undefined>;
  readonly tray: FileTray;
}

const memories = new WeakMap<Pick<Thread, 'id'>, ComposerMemory>();

/** The same for a thread as long as it lives. */
export function composerOf(thread: Pick<Thread, 'id'>): ComposerMemory {
  const known = memories.get(thread) ?? {
    composing: signal<Composing>({ kind: 'new' }),
    changed: signal<ComposerMemory['changed']['value']>(undefined),
    tray: createFileTray(prepareFile),
  };
  memories.set(thread, known);
  return known;
}
