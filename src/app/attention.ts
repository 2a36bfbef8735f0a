// Whether anybody looks at this page: tells the room when it goes to the background and when nothing was touched for a
// while. The browser is injected.

import { effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Attention } from '../room/room.ts';
import { visitOf, type SessionState } from './session.ts';

/** So long without a key or a pointer, or in the background, and somebody counts as away. */
export const AWAY_AFTER_MS = 5 * 60_000;

/** What the person does, as the page hears it. */
const ACTIVITIES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export interface AttentionWorld {
  readonly clock: Clock;
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener'>;
  readonly session: { readonly state: ReadonlySignal<SessionState> };
}

/** For the life of the page. */
export function watchAttention({ clock, document, session }: AttentionWorld): void {
  let attention: Attention = { isHidden: document.visibilityState === 'hidden', isAway: false };
  let activeAtMs = clock.nowMs();
  let cancel: Cancel = () => undefined;

  function become(next: Attention): void {
    if (next.isHidden === attention.isHidden && next.isAway === attention.isAway) return;
    attention = next;
    visitOf(session.state.peek())?.room.setAttention(attention);
  }

  function wait(): void {
    cancel();
    const leftMs = activeAtMs + AWAY_AFTER_MS - clock.nowMs();
    if (leftMs <= 0) become({ ...attention, isAway: true });
    else cancel = clock.schedule(leftMs, wait);
  }

  /** A pointer moves hundreds of times a second: only the return of somebody who was away is news. */
  function onActivity(): void {
    activeAtMs = clock.nowMs();
    if (!attention.isAway) return;
    become({ ...attention, isAway: false });
    wait();
  }

  for (const name of ACTIVITIES)
    document.addEventListener(name, onActivity, { passive: true, capture: true });
  document.addEventListener('visibilitychange', () => {
    const isHidden = document.visibilityState === 'hidden';
    become({ ...attention, isHidden });
    if (!isHidden) onActivity();
  });
  wait();
  effect(() => {
    const visit = visitOf(session.state.value);
    untracked(() => visit?.room.setAttention(attention));
  });
}
