// How often one member may say something when the room is slow. By person, not by instance; both sides hold to it.

import type { Clock } from '../primitives/clock.ts';
import type { IdentityId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';

export interface SlowMode {
  /** This person, now; `everyMs` of 0 holds nothing back. */
  maySay(identity: IdentityId, everyMs: number): boolean;
  /** Somebody else: messages that honest people sent in time may arrive together. */
  mayBeHeard(identity: IdentityId, everyMs: number): boolean;
}

/** After an outage what was said meanwhile comes at once; a peer is waited for so long (PROTOCOL [T5]). */
const OUTAGE_MS = 90_000;
/** Two together are a message that was late and one in time. */
const HEARD_BURST = 2;
const MAX_REMEMBERED = 1_024;

interface Pace {
  readonly everyMs: number;
  readonly bucket: TokenBucket;
}

export function createSlowMode(clock: Clock): SlowMode {
  const paces = new Map<IdentityId, Pace>();

  function take(identity: IdentityId, everyMs: number, burst: number): boolean {
    if (everyMs <= 0) return true;
    const known = paces.get(identity);
    const pace = known?.everyMs === everyMs ? known : { everyMs, bucket: createBucket(everyMs, burst) };
    paces.delete(identity);
    const [oldest] = paces.keys();
    if (paces.size >= MAX_REMEMBERED && oldest) paces.delete(oldest);
    paces.set(identity, pace);
    return pace.bucket.take(clock.nowMs());
  }

  return {
    maySay: (identity, everyMs) => take(identity, everyMs, 1),
    mayBeHeard: (identity, everyMs) => take(identity, everyMs, HEARD_BURST),
  };
}

function createBucket(everyMs: number, burst: number): TokenBucket {
  const pauseCreditMs = burst > 1 ? OUTAGE_MS : 0;
  return createTokenBucket({ perSecond: 1_000 / everyMs, burst, pauseCreditMs });
}
