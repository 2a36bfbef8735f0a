// How long something is still good for, second by second; silent, as nobody wants to hear it.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { scheduleEvery } from '../../primitives/clock.ts';
import { Icon } from '../../ui/Icon.tsx';
import { pageClock } from '../../ui/page-clock.ts';

const SECOND_MS = 1_000;

export function Countdown({
  children,
}: {
  /** What is said at `nowMs`, by the time of day. */
  readonly children: (nowMs: number) => ComponentChildren;
}) {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => scheduleEvery(pageClock, SECOND_MS, () => setNow(Date.now())), []);
  return (
    <p role="timer" aria-live="off" class="flex items-start gap-2.5 text-small text-ink-2 tabular-nums">
      <span class="mt-0.5">
        <Icon name="clock" size={16} />
      </span>
      <span>{children(nowMs)}</span>
    </p>
  );
}
