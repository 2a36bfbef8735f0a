// What is being written and was not sent, as a part of the talk that is kept: of a room that is not kept it lives in
// memory and goes with the page.

import { effect, untracked } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../../primitives/codec.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import { list, oneOf, record, text } from '../../primitives/schema.ts';
import type { ThreadId } from './api.ts';
import type { Chat } from './model.ts';

/** Of one room; those of the threads that were opened first. */
const MAX_DRAFTS = 64;
/** UTF-16 units; four messages' worth of what somebody pasted and has not cut down yet. */
const MAX_DRAFT_LENGTH = 40_000;

const DRAFTS = record({
  version: oneOf(1),
  drafts: list(
    record({ thread: text({ minLength: 1, maxLength: 64 }), draft: text({ maxLength: MAX_DRAFT_LENGTH }) }),
    { maxLength: MAX_DRAFTS },
  ),
});

export interface KeptDrafts {
  /** One piece with all of them; none when nothing stands anywhere. */
  snapshot(): readonly Bytes[];
  /** The last piece that is read counts; false when it is none. What was typed since stays. */
  restore(piece: Uint8Array): boolean;
  /** Tells of all drafts whenever one changes. */
  onChange(listener: (piece: Bytes) => void): Unsubscribe;
}

/** `isThread`: what may be the id of a thread. */
export function keepDrafts(model: Chat, isThread: (id: string) => id is ThreadId): KeptDrafts {
  /** As they are in the store. */
  let kept: ReadonlyMap<ThreadId, string> = new Map();

  /** Reads signals. */
  function now(): ReadonlyMap<ThreadId, string> {
    const written = model.threads.value.map(({ id, draft }) => [id, draft.value] as const);
    return new Map(written.filter(([, draft]) => draft !== '').slice(0, MAX_DRAFTS));
  }

  return {
    snapshot() {
      const drafts = untracked(now);
      return drafts.size === 0 ? [] : [encode(drafts)];
    },
    restore(piece) {
      const read = decodeMessage(piece, DRAFTS);
      if (!read.ok) return false;
      const before = kept;
      kept = new Map(
        read.value.drafts.flatMap(({ thread, draft }) =>
          isThread(thread) ? [[thread, draft] as const] : [],
        ),
      );
      for (const id of new Set([...before.keys(), ...kept.keys()])) {
        const thread = model.threadOf(id);
        if (thread.draft.peek() === (before.get(id) ?? '')) thread.restoreDraft(kept.get(id) ?? '');
      }
      return true;
    },
    onChange: (listener) =>
      effect(() => {
        const drafts = now();
        if (isSame(drafts, kept)) return;
        kept = drafts;
        untracked(() => listener(encode(drafts)));
      }),
  };
}

function encode(drafts: ReadonlyMap<ThreadId, string>): Bytes {
  const written = Array.from(drafts, ([thread, draft]) => ({
    thread,
    draft: draft.slice(0, MAX_DRAFT_LENGTH).toWellFormed(),
  }));
  return encodeMessage({ version: 1, drafts: written });
}

function isSame(one: ReadonlyMap<ThreadId, string>, other: ReadonlyMap<ThreadId, string>): boolean {
  return one.size === other.size && Array.from(one).every(([id, draft]) => other.get(id) === draft);
}
