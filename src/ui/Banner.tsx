// One line under a header when something is not as it should be: what happened, what it means, one thing to do.

import type { ComponentChildren } from 'preact';
import { classList } from './class-list.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';

export interface BannerProps {
  readonly kind: 'caution' | 'danger';
  readonly icon: IconName;
  /** What happened, as a sentence. */
  readonly title: string;
  /** What it means. */
  readonly text?: ComponentChildren;
  /** One small button. */
  readonly action?: ComponentChildren;
}

const grounds = { caution: 'bg-caution-wash', danger: 'bg-danger-wash' } as const;
const titles = { caution: 'text-caution', danger: 'text-danger' } as const;

export function Banner({ kind, icon, title, text, action }: BannerProps) {
  return (
    <div
      role={kind === 'danger' ? 'alert' : 'status'}
      class={classList(
        'flex min-h-11 shrink-0 items-center gap-3 py-2 ps-6 pe-3 text-ui text-ink max-md:ps-4 forced-colors:border',
        grounds[kind],
      )}
    >
      <span class={titles[kind]}>
        <Icon name={icon} size={18} />
      </span>
      <p class="min-w-0 flex-1">
        <b class={titles[kind]}>{title}</b> {text}
      </p>
      {action}
    </div>
  );
}
