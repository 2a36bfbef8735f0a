// A standing fact that opens what is behind it: "Locked · 4 of 6 verified".

import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';

export interface ChipProps {
  readonly icon?: IconName | undefined;
  /** The whole sentence, when the text is short. */
  readonly label?: string | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly children?: ComponentChildren;
}

const chip =
  'inline-flex min-h-7 items-center gap-1.5 rounded-[6px] border border-line px-2.5 text-small whitespace-nowrap text-ink-2';

export function Chip({ icon, label, onClick, children }: ChipProps) {
  const content = (
    <>
      {icon === undefined ? null : <Icon name={icon} size={16} />}
      {children}
    </>
  );
  if (onClick === undefined) return <span class={chip}>{content}</span>;
  return (
    <button
      type="button"
      class={`${chip} hover:bg-hover touch:min-h-11`}
      aria-label={label}
      onClick={onClick}
    >
      {content}
    </button>
  );
}
