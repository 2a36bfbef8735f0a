// Keeps one's own address claimed at one broker: tries again with backoff, steps aside from ghosts, says whether the
// broker can be used. What is dialled from the address is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import type { ClaimError, Endpoint, Transport } from '../transport/transport.ts';
import type { BrokerState } from './meeting-ports.ts';
import { peerTransportId } from './namespace.ts';

export interface OwnAddressOptions {
  readonly transport: Transport;
  readonly self: PeerId;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** A usable address, or undefined when it is gone. */
  readonly onEndpoint: (endpoint: Endpoint | undefined) => void;
  readonly onState: (state: BrokerState) => void;
}

export interface OwnAddress extends Disposable {
  /** Begins to claim; or tries at once instead of when the backoff is over. */
  tryNow(): void;
}

const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;
/** A ghost of one's own holds an address for up to 90 s; so many others are tried meanwhile. */
const MAX_ADDRESSES = 4;

export function createOwnAddress(options: OwnAddressOptions): OwnAddress {
  const { transport, self, clock, random } = options;
  const abort = new AbortController();
  let failures = 0;
  let address = 1;
  let isClaiming = false;
  let endpoint: Endpoint | undefined;
  let cancelRetry: Cancel = () => undefined;

  async function claim(): Promise<void> {
    if (isClaiming || endpoint || abort.signal.aborted) return;
    isClaiming = true;
    const claimed = await transport.claim(peerTransportId(self, address), { signal: abort.signal });
    isClaiming = false;
    if (!claimed.ok) return onFailed(claimed.error);
    if (abort.signal.aborted) return claimed.value.close();
    hold(claimed.value);
  }

  function onFailed({ code }: ClaimError): void {
    if (abort.signal.aborted) return;
    if (code === 'id-taken') address = (address % MAX_ADDRESSES) + 1;
    else options.onState(code === 'unsupported' ? 'unsupported' : 'unreachable');
    retryLater();
  }

  function hold(claimed: Endpoint): void {
    endpoint = claimed;
    failures = 0;
    claimed.onState(({ kind }) => {
      if (kind === 'closed') drop();
      else options.onState(kind === 'open' ? 'reachable' : 'unreachable');
    });
    options.onState('reachable');
    options.onEndpoint(claimed);
  }

  function drop(): void {
    if (abort.signal.aborted) return;
    endpoint = undefined;
    options.onState('unreachable');
    options.onEndpoint(undefined);
    retryLater();
  }

  function retryLater(): void {
    const delayMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    failures += 1;
    cancelRetry = clock.schedule(randomBetween(random, delayMs / 2, delayMs), () => void claim());
  }

  return {
    tryNow() {
      cancelRetry();
      failures = 0;
      options.onState(endpoint?.state.kind === 'open' ? 'reachable' : 'trying');
      void claim();
    },
    dispose() {
      cancelRetry();
      abort.abort();
      endpoint?.close();
    },
  };
}
