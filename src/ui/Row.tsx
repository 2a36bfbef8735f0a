// A row of a list: bead or icon, title, one caption line, one action at the end; a hairline from the text on.

import type { ComponentChildren } from 'preact';
import { classList } from './class-list.ts';

export interface RowProps {
  readonly leading?: ComponentChildren;
  readonly title: ComponentChildren;
  readonly caption?: ComponentChildren;
  readonly trailing?: ComponentChildren;
  /** Makes title and caption a button. */
  readonly onClick?: (() => void) | undefined;
  readonly selected?: boolean | undefined;
  /** Away: the title steps back. */
  readonly faint?: boolean | undefined;
}

export function Row({
  leading,
  title,
  caption,
  trailing,
  onClick,
  selected = false,
  faint = false,
}: RowProps) {
  const text = (
    <>
      <span class={classList('block truncate font-semibold', faint && 'text-ink-2')}>{title}</span>
      {caption === undefined ? null : <span class="block truncate text-small text-ink-3">{caption}</span>}
    </>
  );
  return (
    <div
      class={classList(
        'flex min-h-15 items-center gap-3.5',
        selected && 'rounded-control bg-press forced-colors:outline',
      )}
    >
      {leading}
      <div class="flex min-h-15 min-w-0 flex-1 items-center gap-3 border-b border-line group-last:border-b-0">
        {onClick === undefined ? (
          <div class="min-w-0 flex-1 py-2">{text}</div>
        ) : (
          <button
            type="button"
            class="min-w-0 flex-1 rounded-control py-2 text-start hover:bg-hover"
            aria-pressed={selected ? true : undefined}
            onClick={onClick}
          >
            {text}
          </button>
        )}
        {trailing}
      </div>
    </div>
  );
}
