// Links that came about in another way than by dialling, on their way into a room, which proves them as any other.

import type { Disposable } from '../../primitives/disposable.ts';
import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { Link } from '../../transport/transport.ts';

/** Disposed, it closes what no room took, and what comes later. */
export interface HandedLinks extends Disposable {
  /** Resolves with whether the room took it: both ends have proven it then. */
  hand(link: Link): Promise<boolean>;
  /** One listener, who tells that; what was handed before goes to it at once. */
  onLink(listener: Listener): Unsubscribe;
  /** Whether one is on its way in, or waits to be. */
  readonly isProving: ReadonlySignal<boolean>;
  /** Whether the link that was handed last came to nothing. */
  readonly hasFailed: ReadonlySignal<boolean>;
}

type Listener = (link: Link) => Promise<boolean>;

interface Held {
  readonly link: Link;
  readonly settle: (isTaken: boolean | Promise<boolean>) => void;
}

/** A person makes them one by one. */
const MAX_HELD = 4;

export function createHandedLinks(): HandedLinks {
  const hasFailed = signal(false);
  const isProving = signal(false);
  let proving = 0;
  let listener: Listener | undefined;
  let held: readonly Held[] = [];
  let isOver = false;

  function refuse(link: Link): boolean {
    link.close('no room takes it');
    return false;
  }

  function pass(link: Link): Promise<boolean> {
    if (listener && !isOver) return listener(link);
    if (isOver || held.length >= MAX_HELD) return Promise.resolve(refuse(link));
    return new Promise((settle) => (held = [...held, { link, settle }]));
  }

  return {
    isProving,
    hasFailed,
    async hand(link) {
      proving += 1;
      batch(() => {
        hasFailed.value = false;
        isProving.value = true;
      });
      const isTaken = await pass(link);
      proving -= 1;
      batch(() => {
        if (!isOver) hasFailed.value = !isTaken;
        isProving.value = proving > 0;
      });
      return isTaken;
    },
    onLink(next) {
      listener = next;
      const due = held;
      held = [];
      for (const { link, settle } of due) settle(next(link));
      return () => {
        if (listener === next) listener = undefined;
      };
    },
    dispose() {
      isOver = true;
      for (const { link, settle } of held) settle(refuse(link));
      held = [];
    },
  };
}
