// A person as small as can be: where they are, or whether something has reached them.

import type { Dye } from '../primitives/mark.ts';
import { classList } from './class-list.ts';

export interface DotProps {
  readonly dye: Dye;
  /** Pixels: 6, or 8 for the person at this keyboard. */
  readonly size?: number | undefined;
  /** A ring: not yet. */
  readonly hollow?: boolean | undefined;
  readonly label?: string | undefined;
}

export function Dot({ dye, size = 6, hollow = false, label }: DotProps) {
  return (
    <span
      data-dye={dye}
      class={classList(
        'inline-block shrink-0 rounded-full forced-color-adjust-none',
        hollow ? 'border-[1.5px] border-dye' : 'bg-dye',
      )}
      style={{ width: `${size}px`, height: `${size}px` }}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    />
  );
}
