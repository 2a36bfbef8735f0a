// Threads of two that this person took off the list: until something new comes, or they open it again. In memory, beside
// the talk: it outlives the view.

import { signal, type Signal } from '@preact/signals-core';
import type { ChatModel, Thread, ThreadId } from '../api.ts';

type Talk = Pick<ChatModel, 'direct'>;

const away = new WeakMap<Talk, Signal<ReadonlySet<ThreadId>>>();

/** Reads signals. */
export function isPutAway(talk: Talk, { id, unread }: Pick<Thread, 'id' | 'unread'>): boolean {
  return awayOf(talk).value.has(id) && unread.value === 0;
}

export function putAway(talk: Talk, id: ThreadId): void {
  const now = awayOf(talk);
  now.value = new Set([...now.value, id]);
}

export function bringBack(talk: Talk, id: ThreadId): void {
  const now = awayOf(talk);
  if (now.peek().has(id)) now.value = new Set([...now.peek()].filter((each) => each !== id));
}

function awayOf(talk: Talk): Signal<ReadonlySet<ThreadId>> {
  const known = away.get(talk) ?? signal<ReadonlySet<ThreadId>>(new Set());
  away.set(talk, known);
  return known;
}
