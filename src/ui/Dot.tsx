// A person as small as can be: where they are, or whether something has reached them.

import type { Dye } from '../primitives/mark.ts';
import { classList } from './class-list.ts';

export interface DotProps {
  readonly dye: Dye;
  /** Pixels: 6, or 8 for the person at this keyboard. */
  readonly size?: number | undefined;
  /** Place among those of the same dye: 0 plain, 1 a light core, 2 and above a light bar. */
  readonly rank?: number | undefined;
  /** A ring: not yet. */
  readonly hollow?: boolean | undefined;
  readonly label?: string | undefined;
}

export function Dot({ dye, size = 6, rank = 0, hollow = false, label }: DotProps) {
  return (
    <span
      data-dye={dye}
      class={classList(
        'inline-grid shrink-0 place-items-center overflow-hidden rounded-full forced-color-adjust-none',
        hollow ? 'border-[1.5px] border-dye' : 'bg-dye',
      )}
      style={{ width: `${size}px`, height: `${size}px` }}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      {rank === 0 || hollow ? null : (
        <span class={classList('bg-on-dye', rank === 1 ? 'size-0.5 rounded-full' : 'h-full w-0.5')} />
      )}
    </span>
  );
}
