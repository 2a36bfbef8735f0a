// Do not disturb: whether it holds now.

import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { SettingsStore } from '../settings.ts';

/** Timers hold no longer. */
const LONGEST_WAIT_MS = 2_000_000_000;

export interface QuietWorld {
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  readonly settings: Pick<SettingsStore, 'current'>;
}

/** Until when it holds; undefined when it does not. For the life of the page. */
export function followQuiet({ clock, wallTimeMs, settings }: QuietWorld): ReadonlySignal<number | undefined> {
  const until = signal<number | undefined>(undefined);
  let cancel: Cancel = () => undefined;
  const look = (endsMs: number) => {
    cancel();
    const leftMs = endsMs - wallTimeMs();
    until.value = leftMs > 0 ? endsMs : undefined;
    if (leftMs > 0) cancel = clock.schedule(Math.min(leftMs, LONGEST_WAIT_MS), () => look(endsMs));
  };
  effect(() => look(settings.current.value.quietUntilMs));
  return until;
}
