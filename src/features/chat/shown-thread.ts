// Which thread of a talk is on screen, or will be once the talk is: chosen there, or by pressing what told of it.

import { signal, type Signal } from '@preact/signals-core';
import type { ChatModel, ThreadId } from './api.ts';

type Threads = Pick<ChatModel, 'direct'>;

const shown = new WeakMap<Threads, Signal<ThreadId>>();

/** One for each talk: it outlives the view, which comes and goes with its space. */
export function shownThread(model: Threads): Signal<ThreadId> {
  const known = shown.get(model) ?? signal<ThreadId>('room');
  shown.set(model, known);
  return known;
}

/** Does nothing where there is no such thread. */
export function showThread(model: Threads, thread: string): void {
  const known = model.direct.peek().find(({ id }) => id === thread);
  if (known || thread === 'room') shownThread(model).value = known?.id ?? 'room';
}
