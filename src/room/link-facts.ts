// What is known of the way to one member, for people who ask how it runs: made of the overlay's snapshot, shown as it is.

import type { PeerId } from '../primitives/ids.ts';
import type { ErrorCategory } from '../mesh/mesh-peer.ts';
import type { MemberSnapshot } from '../mesh/overlay-ports.ts';
import type { RouteCandidates } from '../transport/transport.ts';

export interface LinkFacts {
  /** Kinds of the two ends of the path, and what it runs over; undefined when the browser does not tell. */
  readonly candidates: RouteCandidates | undefined;
  /** Who passes messages on, nearest first. */
  readonly via: readonly PeerId[];
  readonly rttMs: number | undefined;
  /** Bytes a second, smoothed over about 5 s. */
  readonly sentPerSecond: number;
  readonly receivedPerSecond: number;
  /** Handed over and not confirmed by the other side yet. */
  readonly waitingBytes: number;
  /** By how much their clock may differ from ours, milliseconds. */
  readonly clockOffsetMs: number | undefined;
  readonly lastError: { readonly category: ErrorCategory; readonly agoMs: number } | undefined;
}

export function linkFactsOf({ link, via }: MemberSnapshot, nowMs: number): LinkFacts {
  const error = link?.lastError;
  return {
    candidates: link?.candidates,
    via: link?.via ?? via,
    rttMs: link?.rttMs,
    sentPerSecond: link?.sentPerSecond ?? 0,
    receivedPerSecond: link?.receivedPerSecond ?? 0,
    waitingBytes: Math.max(link?.queuedBytes ?? 0, link?.unacknowledgedBytes ?? 0),
    clockOffsetMs: link?.clock?.offsetMs,
    lastError: error && { category: error.category, agoMs: Math.max(0, nowMs - error.atMs) },
  };
}
