// Links that came about in another way than by dialling, on their way into a room, which proves them as any other.

import type { Disposable } from '../../primitives/disposable.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { Link } from '../../transport/transport.ts';

/** Disposed, it closes what no room took, and what comes later. */
export interface HandedLinks extends Disposable {
  hand(link: Link): void;
  /** One listener; what was handed before goes to it at once. */
  onLink(listener: (link: Link) => void): Unsubscribe;
}

/** A person makes them one by one. */
const MAX_HELD = 4;

export function createHandedLinks(): HandedLinks {
  let listener: ((link: Link) => void) | undefined;
  let held: readonly Link[] = [];
  let isOver = false;
  return {
    hand(link) {
      if (listener && !isOver) return listener(link);
      if (isOver || held.length >= MAX_HELD) return link.close('no room takes it');
      held = [...held, link];
      return undefined;
    },
    onLink(next) {
      listener = next;
      const due = held;
      held = [];
      for (const link of due) next(link);
      return () => {
        if (listener === next) listener = undefined;
      };
    },
    dispose() {
      isOver = true;
      for (const link of held) link.close('no room takes it');
      held = [];
    },
  };
}
