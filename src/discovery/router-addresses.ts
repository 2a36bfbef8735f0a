// The router addresses held at one broker: claimed within a budget, given back when the election no longer wants them.

import type { Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import type { Endpoint, Link, Transport } from '../transport/transport.ts';
import { routerId, type Slot } from './namespace.ts';

export interface RouterOutcome {
  readonly type: 'claimed' | 'taken' | 'lost';
  readonly slot: Slot;
}

export interface RouterAddressesOptions {
  readonly transport: Transport;
  readonly namespace: Uint8Array;
  readonly clock: Clock;
  readonly onLink: (link: Link) => void;
  readonly onOutcome: (outcome: RouterOutcome) => void;
}

export interface RouterAddresses extends Disposable {
  /** Ends in `claimed` or `taken`, never within the call. */
  claim(slot: Slot): void;
  /** Gives all others back. */
  keepOnly(slot: Slot | undefined): void;
}

/** An election takes one to three claims at a broker; more a minute means that something plays with us. */
const CLAIM_LIMIT = { perSecond: 1 / 6, burst: 8 } as const;

export function createRouterAddresses(options: RouterAddressesOptions): RouterAddresses {
  const { transport, namespace, clock, onOutcome } = options;
  const abort = new AbortController();
  const budget = createTokenBucket(CLAIM_LIMIT);
  const held = new Map<Slot, Endpoint>();
  const claiming = new Set<Slot>();

  async function claim(slot: Slot): Promise<void> {
    if (claiming.has(slot) || held.has(slot)) return;
    claiming.add(slot);
    const claimed = budget.take(clock.nowMs())
      ? await transport.claim(routerId(namespace, slot), { signal: abort.signal })
      : await Promise.resolve(undefined);
    claiming.delete(slot);
    if (!claimed?.ok) return onOutcome({ type: 'taken', slot });
    if (abort.signal.aborted) return claimed.value.close();
    hold(slot, claimed.value);
  }

  function hold(slot: Slot, endpoint: Endpoint): void {
    held.set(slot, endpoint);
    endpoint.onLink(options.onLink);
    endpoint.onState(({ kind }) => {
      if (kind !== 'closed' || held.get(slot) !== endpoint) return;
      held.delete(slot);
      onOutcome({ type: 'lost', slot });
    });
    onOutcome({ type: 'claimed', slot });
  }

  function keepOnly(wanted: Slot | undefined): void {
    for (const [slot, endpoint] of Array.from(held)) {
      if (slot === wanted) continue;
      held.delete(slot);
      endpoint.close();
    }
  }

  return {
    claim: (slot) => void claim(slot),
    keepOnly,
    dispose() {
      abort.abort();
      keepOnly(undefined);
    },
  };
}
