// What another app shared and no message box holds yet: kept from the share sheet through starting or joining a room,
// then handed to the first space that takes text. Knows nothing of screens, and never sends anything by itself.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import { parseRoomInput } from '../room/room-link.ts';
import type { Navigation } from './navigation.ts';
import type { Session, Visit } from './session.ts';

export interface SharedText extends Disposable {
  /** Empty when nothing waits. */
  readonly waiting: ReadonlySignal<string>;
  /** Forgets what waits; an address that still holds it is left. */
  discard(): void;
}

export function createSharedText(world: {
  readonly navigation: Navigation;
  readonly session: Session;
}): SharedText {
  const { navigation, session } = world;
  const waiting = signal('');
  const disposables = createDisposables();

  function handOver(visit: Visit): void {
    const space = visit.spaces.find(({ feature }) => feature.takeText !== undefined);
    if (!space) return;
    space.feature.takeText?.(space.model, waiting.value);
    waiting.value = '';
    visit.show(space.feature.id);
    if (navigation.route.value.kind === 'share')
      navigation.go({ kind: 'room', code: visit.address, space: space.feature.id }, 'replace');
  }

  disposables.add(
    effect(() => {
      const route = navigation.route.value;
      if (route.kind !== 'share') return;
      // At home a room's link is a way in, not something to say: the join field takes it.
      const isWayIn = session.state.peek().kind === 'home' && parseRoomInput(route.text).ok;
      if (!isWayIn) waiting.value = route.text;
    }),
  );
  disposables.add(
    effect(() => {
      const state = session.state.value;
      if (waiting.value !== '' && state.kind === 'room') untracked(() => handOver(state.visit));
    }),
  );

  return {
    waiting,
    discard() {
      waiting.value = '';
      if (navigation.route.value.kind === 'share') navigation.go({ kind: 'home' }, 'replace');
    },
    dispose: () => disposables.dispose(),
  };
}
