// Waiting for a link to open, with a timeout and an abort, in the words of a dial; and what may wait at once.

import type { Clock } from '../primitives/clock.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { OTHER_CERTIFICATE } from './fingerprints.ts';
import type { CloseReason, DialError, Link } from './transport.ts';
import type { OpeningLink } from './webrtc-link.ts';

/** Offers that wait for their link at once, an endpoint: a join storm fits, a flood of offers does not. */
export const MAX_INCOMING_OPENINGS = 32;
/** Of those, from one address: two that dial each other over and over need no more. */
export const MAX_INCOMING_OPENINGS_A_PEER = 4;

/** Whether one more offer may wait beside those that wait already. */
export function mayOpenIncoming(remoteId: TransportId, waiting: readonly TransportId[]): boolean {
  const ofPeer = waiting.filter((id) => id === remoteId).length;
  return waiting.length < MAX_INCOMING_OPENINGS && ofPeer < MAX_INCOMING_OPENINGS_A_PEER;
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
