// How much is taken of one author at a time: of what is said live, and of what somebody hands over of their own without
// having said it. The rest is not lost: it is asked for later.

import type { Clock } from '../../primitives/clock.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import { createSlowMode } from '../../room/slow-mode.ts';
import { MAX_SENT_IN_PACE, PACE_MS } from './api.ts';
import { isMessageKind, type Entry } from './log/entry.ts';
import type { ExchangePeer } from './exchange/exchange.ts';

export interface IntakeOptions {
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  /** Between two messages of that person; 0 for none. */
  readonly slowModeMs: (identity: IdentityId) => number;
}

export interface Intake {
  /** Whether a message that somebody says now is taken. */
  takesLive(from: ExchangePeer, entry: Pick<Entry, 'ms'>): boolean;
  /**
   * How many of these, which are not here, from the first on. What its author says was said before this stay is history,
   * and comes as fast as it can.
   */
  takesOwn(from: ExchangePeer, entries: readonly Entry[]): number;
  forget(peer: PeerId): void;
}

/** What somebody says at once is taken; of a flood a little. */
export const MESSAGE_PACE = { perSecond: MAX_SENT_IN_PACE / (PACE_MS / 1_000), burst: MAX_SENT_IN_PACE };
/** After an outage everything that was said meanwhile comes at once; a peer is waited for so long (PROTOCOL [T5]). */
const OUTAGE_MS = 90_000;
/** Of slow mode's time: clocks do not tick alike. */
const NEARLY = 0.9;

interface Taken {
  readonly live: TokenBucket;
  /** What is beyond the pace by the clock of its author, as it comes. */
  readonly late: TokenBucket;
  /** By the clock of its author: what was said no faster than anybody may comes as fast as it can. */
  readonly said: TokenBucket;
  lastSaidMs: number;
}

export function createIntake({ clock, wallTimeMs, slowModeMs }: IntakeOptions): Intake {
  const sinceMs = wallTimeMs();
  const slow = createSlowMode(clock);
  const byPeer = new Map<PeerId, Taken>();

  function takenOf(peer: PeerId): Taken {
    const known = byPeer.get(peer) ?? {
      live: createTokenBucket({ ...MESSAGE_PACE, pauseCreditMs: OUTAGE_MS }),
      late: createTokenBucket({ ...MESSAGE_PACE, burst: 1 }),
      said: createTokenBucket(MESSAGE_PACE),
      lastSaidMs: -Infinity,
    };
    byPeer.set(peer, known);
    return known;
  }

  function takes({ peerId, identityId }: ExchangePeer, { ms }: Pick<Entry, 'ms'>): boolean {
    const taken = takenOf(peerId);
    const everyMs = slowModeMs(identityId);
    const isApart = everyMs === 0 || ms - taken.lastSaidMs >= everyMs * NEARLY;
    const isInPace = isApart && taken.said.take(ms);
    const nowMs = clock.nowMs();
    const isTaken = isInPace || (slow.mayBeHeard(identityId, everyMs) && taken.late.take(nowMs));
    if (isTaken) taken.lastSaidMs = Math.max(taken.lastSaidMs, ms);
    return isTaken;
  }

  return {
    takesLive({ peerId, identityId }, { ms }) {
      const taken = takenOf(peerId);
      // Slow mode was held to where it arrived: here it only counts.
      slow.mayBeHeard(identityId, slowModeMs(identityId));
      taken.said.take(ms);
      taken.lastSaidMs = Math.max(taken.lastSaidMs, ms);
      return taken.live.take(clock.nowMs());
    },
    takesOwn(from, entries) {
      const isFree = (entry: Entry) => !isMessageKind(entry.kind) || entry.ms < sinceMs;
      const beyond = entries.findIndex((entry) => !isFree(entry) && !takes(from, entry));
      return beyond < 0 ? entries.length : beyond;
    },
    forget: (peer) => void byPeer.delete(peer),
  };
}
