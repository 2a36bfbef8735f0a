// Waiting for a link to open, with a timeout and an abort, in the words of a dial.

import type { Clock } from '../primitives/clock.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { CloseReason, DialError, Link } from './transport.ts';
import type { OpeningLink } from './webrtc-link.ts';

export interface Patience {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

export interface Awaited extends OpeningLink {
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
  return { code: 'failed', detail: `${kind}: ${detail}` };
}
