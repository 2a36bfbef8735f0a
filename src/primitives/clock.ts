// Time as a port. Protocols never read a clock of their own: under test, time is virtual and moves by hand.

/** Stops a scheduled call; calling it again, or after the call ran, does nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since an epoch of the clock's own; only differences mean anything across peers. */
  nowMs(): number;
  /** Calls `action` once, `delayMs` from now. */
  schedule(delayMs: number, action: () => void): Cancel;
}

/** Calls `action` every `periodMs` until cancelled; the next call is scheduled before `action` runs. */
export function scheduleEvery(clock: Clock, periodMs: number, action: () => void): Cancel {
  let cancel: Cancel = () => undefined;
  const again = () => {
    cancel = clock.schedule(periodMs, () => {
      again();
      action();
    });
  };
  again();
  return () => cancel();
}

/**
 * As {@link scheduleEvery}, but at the same moments for everybody with that clock and period, so that a page with ten links
 * wakes once for all of them. Calls are half a period to one and a half apart: the first, and those after a late one.
 */
export function scheduleInStep(clock: Clock, periodMs: number, action: () => void): Cancel {
  let cancel: Cancel = () => undefined;
  const again = () => {
    const nowMs = clock.nowMs();
    const nextMs = Math.floor(nowMs / periodMs + 1.5) * periodMs;
    cancel = clock.schedule(nextMs - nowMs, () => {
      again();
      action();
    });
  };
  again();
  return () => cancel();
}

/** Resolves after `delayMs`, or as soon as `signal` aborts. Never rejects. */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const cancel = clock.schedule(delayMs, done);
    function done(): void {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done, { once: true });
  });
}
