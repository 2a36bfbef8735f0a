// What a space says before there is anything in it: what goes here, what one gesture does, at most one button.

import type { ComponentChildren } from 'preact';
import { classList } from './class-list.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: ComponentChildren;
  readonly action?: ComponentChildren;
  /** In the middle of a whole space rather than at the start of a column. */
  readonly centered?: boolean | undefined;
}

export function EmptyState({ icon, title, text, action, centered = false }: EmptyStateProps) {
  return (
    <div
      class={classList(
        'flex max-w-90 flex-col',
        centered ? 'm-auto items-center p-6 text-center' : 'items-start',
      )}
    >
      <span class="grid size-11 place-items-center rounded-[10px] border border-dashed border-line-2 text-ink-2">
        <Icon name={icon} />
      </span>
      <h3 class="mt-3 text-base font-semibold">{title}</h3>
      <p class="mt-0.5 text-ui text-ink-2">{text}</p>
      {action === undefined ? null : <div class="mt-4">{action}</div>}
    </div>
  );
}
