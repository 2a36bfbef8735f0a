// The 56 px head of a space: its name, one honest sentence, its actions. A basting stitch below says: not kept. On a
// phone it is lower and the name is left to the tab bar.

import type { ComponentChildren } from 'preact';
import { classList } from './class-list.ts';

export interface SpaceHeaderProps {
  readonly title: string;
  /** One sentence about what happens to what is put here. */
  readonly text?: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** False while it is only in memory; true draws a whole line. */
  readonly kept?: boolean | undefined;
}

const stitch =
  'forced-color-adjust-none bg-[repeating-linear-gradient(90deg,var(--line-2)_0_9px,transparent_9px_15px)]';

export function SpaceHeader({ title, text, actions, kept = true }: SpaceHeaderProps) {
  return (
    <header class="relative flex min-h-14 shrink-0 items-center gap-2.5 py-1.5 ps-6 pe-3 max-md:min-h-9 max-md:ps-4">
      <div class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2.5">
        <h2 class="max-md:sr-only font-display text-lead leading-6 tracking-[-0.005em]">{title}</h2>
        {text === undefined ? null : <p class="min-w-0 text-small text-ink-3 max-md:text-micro">{text}</p>}
      </div>
      {actions}
      <span
        class={classList('absolute inset-x-0 bottom-0 h-px', kept ? 'bg-line' : stitch)}
        aria-hidden="true"
      />
    </header>
  );
}
