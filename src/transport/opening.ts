// Waiting for a link to open, with a timeout and an abort, in the words of a dial; and what others may open at once.

import type { Clock } from '../primitives/clock.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { OTHER_CERTIFICATE } from './fingerprints.ts';
import type { CloseReason, DialError, Link } from './transport.ts';
import type { OpeningLink } from './webrtc-link.ts';

/**
 * Links that others opened and nobody took in yet, an endpoint: whoever comes to a full mesh of 50 is dialled by all at
 * once, and each counts until its handshake is done.
 */
export const MAX_INCOMING_OPENINGS = 64;
/** Of those, from one address: two that dial each other over and over need no more. */
export const MAX_INCOMING_OPENINGS_A_PEER = 4;

/** Offers beyond these that are told so: a word is cheap, and whoever floods gets no more of them. */
export const REFUSAL_LIMIT = { perSecond: 2, burst: 16 } as const;

/** From an offer until its link is admitted or its connection is closed, however far it comes in between. */
export interface IncomingOpenings {
  /** Whether one more offer may be answered beside those that are under way. */
  mayOpen(remoteId: TransportId): boolean;
  add(remoteId: TransportId, opening: Pick<OpeningLink, 'settled'>): void;
}

export function createIncomingOpenings(): IncomingOpenings {
  const byAddress = new Map<TransportId, number>();
  let total = 0;

  function count(remoteId: TransportId, change: 1 | -1): void {
    const ofAddress = (byAddress.get(remoteId) ?? 0) + change;
    total += change;
    if (ofAddress > 0) byAddress.set(remoteId, ofAddress);
    else byAddress.delete(remoteId);
  }

  return {
    mayOpen: (remoteId) =>
      total < MAX_INCOMING_OPENINGS && (byAddress.get(remoteId) ?? 0) < MAX_INCOMING_OPENINGS_A_PEER,
    add(remoteId, { settled }) {
      count(remoteId, 1);
      void settled.then(() => count(remoteId, -1));
    },
  };
}

export interface Patience {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

export interface Awaited extends Pick<OpeningLink, 'opened' | 'abandon'> {
  /** A better reason than the connection's own end, when the medium gave one. */
  readonly failure?: DialError | undefined;
}

export async function awaitLink(opening: Awaited, patience: Patience): Promise<Result<Link, DialError>> {
  const { clock, signal, timeoutMs } = patience;
  let isLate = false;
  const onAbort = () => opening.abandon('given up');
  const stopTimer = clock.schedule(timeoutMs, () => {
    isLate = true;
    opening.abandon('too slow');
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const opened = await opening.opened;
  stopTimer();
  signal?.removeEventListener('abort', onAbort);
  if (opened.ok) return ok(opened.value);
  if (signal?.aborted) return err({ code: 'aborted', detail: 'given up' });
  if (isLate) return err({ code: 'timeout', detail: `no link within ${timeoutMs} ms` });
  return err(opening.failure ?? describeEnd(opened.error));
}

function describeEnd({ kind, detail }: CloseReason): DialError {
  return { code: detail === OTHER_CERTIFICATE ? 'tampered' : 'failed', detail: `${kind}: ${detail}` };
}
