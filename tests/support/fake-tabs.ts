// BroadcastChannels between pretended tabs, on virtual time: a message reaches every other channel a little later.

import type { Clock } from '../../src/primitives/clock.ts';
import type { TabChannel } from '../../src/signaling/tabs-signaler.ts';

const LATENCY_MS = 2;

export interface FakeTabs {
  createChannel(): TabChannel;
  /** What any page of the origin could post. */
  inject(data: unknown): void;
  /** Everything posted so far. */
  readonly posted: readonly unknown[];
}

export function createFakeTabs(clock: Clock): FakeTabs {
  const open = new Set<(data: unknown) => void>();
  const posted: unknown[] = [];

  function post(data: unknown, from?: (data: unknown) => void): void {
    posted.push(data);
    for (const receive of open) {
      if (receive !== from)
        clock.schedule(LATENCY_MS, () => open.has(receive) && receive(structuredClone(data)));
    }
  }

  return {
    posted,
    inject: (data) => post(data),
    createChannel() {
      const listeners = new Set<(event: { readonly data: unknown }) => void>();
      const receive = (data: unknown) => {
        for (const listener of listeners) listener({ data });
      };
      open.add(receive);
      return {
        postMessage: (data) => post(data, receive),
        addEventListener: (_type, listener) => listeners.add(listener),
        close: () => open.delete(receive),
      };
    },
  };
}
