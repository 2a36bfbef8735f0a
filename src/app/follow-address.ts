// Keeps address and session together: a shortcut that starts a room, the space in the address, and the question before
// a room is left by the back button or another link.

import { effect, untracked } from '@preact/signals-core';
import type { Network } from './network.ts';
import type { Navigation } from './navigation.ts';
import type { Profile } from './profile.ts';
import type { Route } from './routes.ts';
import { visitOf, type Session, type Visit } from './session.ts';
import type { Overlay } from './shell.tsx';

export interface AddressWorld {
  readonly navigation: Navigation;
  readonly session: Session;
  readonly overlay: Overlay;
  readonly profile: Profile;
  readonly network: Network;
  /** Whether this invitation was made on this visit. */
  readonly isOwn: (visit: Visit, text: string) => boolean;
  /** The person opened one of their own. */
  readonly tellOwn: () => void;
}

/** Follows until the returned function is called. */
export function followAddress(world: AddressWorld): () => void {
  const { navigation, session, overlay, profile, isOwn, tellOwn } = world;
  const stopMarking = effect(() => {
    const state = session.state.value;
    if (state.kind === 'room' && isAt(navigation.route.value, state.visit)) navigation.markInside();
  });
  const stopFollowing = effect(() => {
    const route = navigation.route.value;
    const isReady = profile.state.value.kind === 'ready';
    untracked(() => {
      const visit = visitOf(session.state.value);
      if (visit && route.kind === 'invitation' && isOwn(visit, `kith:i/${route.code}`)) {
        navigation.go({ kind: 'room', code: visit.address, space: visit.space.value });
        tellOwn();
      } else if (visit && isElsewhere(route, visit)) {
        navigation.go({ kind: 'room', code: visit.address, space: visit.space.value });
        overlay.show({ kind: 'leave', goal: route });
      } else if (visit && route.kind === 'room' && route.space !== undefined) {
        visit.show(route.space);
      } else if (!visit && route.kind === 'new' && isReady) {
        void startRoom(world);
      }
    });
  });
  return () => {
    stopMarking();
    stopFollowing();
  };
}

/** Starts a room once it is known which brokers it will be at. */
export async function startRoom({
  session,
  navigation,
  network,
  overlay,
}: Omit<AddressWorld, 'isOwn' | 'tellOwn'>): Promise<void> {
  await network.ready;
  if (visitOf(session.state.value)) return;
  const visit = await session.start();
  if (visit.ok) navigation.go({ kind: 'room', code: visit.value.address, space: undefined }, 'replace');
  else if (visit.error === 'incomplete') overlay.show({ kind: 'incomplete' });
}

/** Whether the address leads out of the room. Settings, shared things and answers to invitations are part of being in it. */
function isElsewhere(route: Route, visit: Visit): boolean {
  if (route.kind === 'settings' || route.kind === 'share' || route.kind === 'answer') return false;
  return !isAt(route, visit);
}

function isAt(route: Route, visit: Visit): boolean {
  return route.kind === 'room' && route.code === visit.address;
}
