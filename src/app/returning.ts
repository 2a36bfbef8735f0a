// When the browser may have another network, or the page was away, the room one is in tries at once what waits for its
// next attempt.

import type { ReadonlySignal } from '@preact/signals-core';
import { watchConnectivity, type ConnectivityWindow } from '../platform/connectivity.ts';
import type { Clock } from '../primitives/clock.ts';
import { visitOf, type SessionState } from './session.ts';

export interface ReturningWorld {
  readonly window: ConnectivityWindow;
  readonly clock: Clock;
  readonly session: { readonly state: ReadonlySignal<SessionState> };
}

/** For the life of the page. */
export function tryNowOnReturn({ window, clock, session }: ReturningWorld): void {
  watchConnectivity(window, clock, () => visitOf(session.state.peek())?.room.tryNow());
}
