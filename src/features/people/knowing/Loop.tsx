// The thread between two people: a loose loop while they are not sure of each other, pulled to a knot once they are.

import type { Mark } from '../../../primitives/mark.ts';
import { Bead } from '../../../ui/Bead.tsx';

export interface LoopProps {
  readonly self: { readonly mark: Mark; readonly rank: number };
  readonly other: { readonly mark: Mark; readonly rank: number };
  readonly isTied: boolean;
  readonly isBroken: boolean;
}

const LOOSE = 'M0 42H86C142 42 158 4 120 4S98 42 154 42H240';
const TIED = 'M0 42H106C122 42 127 33 120 33S118 42 134 42H240';
const FRAYED = 'M0 42H86M154 42H240';

export function Loop({ self, other, isTied, isBroken }: LoopProps) {
  return (
    <div class="flex items-end justify-center" aria-hidden="true">
      <Bead mark={self.mark} rank={self.rank} size={64} />
      <svg
        viewBox="0 0 240 64"
        class="h-16 w-60 min-w-0 -translate-y-2.5 max-md:w-36 rtl:-scale-x-100"
        data-dye={other.mark.dye}
      >
        <path
          d={isBroken ? FRAYED : isTied ? TIED : LOOSE}
          class="fill-none stroke-dye transition-[d] duration-thread"
          stroke-width="3"
          stroke-linecap="round"
          stroke-dasharray={isBroken ? '2 8' : undefined}
        />
      </svg>
      <Bead mark={other.mark} rank={other.rank} size={64} />
    </div>
  );
}
