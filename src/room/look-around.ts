// Looks for a part of the room that is not linked: at a router's address, now and then. Whoever met the wrong people first,
// such as somebody who was removed and still holds an address, finds the others so (PROTOCOL [R10]).

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, randomInteger, type RandomSource } from '../primitives/random.ts';
import { routerId, SLOTS, type Slot } from '../discovery/namespace.ts';
import type { Endpoint, Link } from '../transport/transport.ts';

export interface LookAroundOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** 16 bytes. */
  readonly namespace: Uint8Array;
  readonly endpoints: () => readonly Endpoint[];
  /** Proves it: the peer that is linked by it, or was already. */
  readonly adopt: (link: Link) => Promise<PeerId | undefined>;
}

/** A connection each, so seldom; soon at first, when it matters most. */
const FIRST_LOOK_MS = 20_000;
const LOOK_MS = 5 * 60_000;

export interface LookAround extends Disposable {
  /** At all addresses at once: something has changed, so that others may be found now. */
  lookNow(): void;
}

export function createLookAround(options: LookAroundOptions): LookAround {
  const { clock, random, namespace } = options;
  const abort = new AbortController();
  let cancel: Cancel = () => undefined;

  /** Somebody is there, and no link came of it. */
  async function isFruitless(endpoint: Endpoint, slot: Slot): Promise<boolean> {
    const dialled = await endpoint.dial(routerId(namespace, slot), { signal: abort.signal });
    return dialled.ok && (await options.adopt(dialled.value)) === undefined && !abort.signal.aborted;
  }

  async function look(): Promise<void> {
    const endpoints = options.endpoints();
    const endpoint = endpoints[endpoints.length === 0 ? 0 : randomInteger(random, endpoints.length)];
    const slot = SLOTS[randomInteger(random, SLOTS.length)] ?? 1;
    if (!endpoint) return;
    // Who did not know the room's epoch is asked by the words alone the second time.
    if (await isFruitless(endpoint, slot)) await isFruitless(endpoint, slot);
  }

  function plan(periodMs: number): void {
    cancel = clock.schedule(randomBetween(random, 0.5, 1.5) * periodMs, () => {
      void look();
      plan(LOOK_MS);
    });
  }

  plan(FIRST_LOOK_MS);
  return {
    lookNow() {
      const [endpoint] = options.endpoints();
      if (endpoint) for (const slot of SLOTS) void isFruitless(endpoint, slot);
    },
    dispose() {
      cancel();
      abort.abort();
    },
  };
}
