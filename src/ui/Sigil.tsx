// A room's sign: its live mesh on a ring, you at the top; alone you are in the middle of an open seat. It stands beside the room's name, so it is silent.

import type { Dye } from '../primitives/mark.ts';
import { classList } from './class-list.ts';
import {
  linksPath,
  RING_RADIUS,
  ringPoint,
  SIGIL_AT_MOST,
  SIGIL_GRID,
  type SigilLink,
} from './sigil-shape.ts';

export interface SigilMember {
  readonly id: string;
  readonly dye: Dye;
  /** Not reachable now: a ring instead of a bead. */
  readonly isAway?: boolean | undefined;
}

export interface SigilProps {
  /** You first. */
  readonly members: readonly SigilMember[];
  readonly links: readonly SigilLink[];
  readonly size?: number | undefined;
}

export function Sigil({ members, links, size = 40 }: SigilProps) {
  const shown = members.slice(0, SIGIL_AT_MOST);
  const places = new Map(shown.map((member, index) => [member.id, ringPoint(index, shown.length)]));
  return (
    <svg
      class="block shrink-0 forced-color-adjust-none"
      width={size}
      height={size}
      viewBox={`0 0 ${SIGIL_GRID} ${SIGIL_GRID}`}
      fill="none"
      aria-hidden="true"
    >
      <path class="stroke-line-2" stroke-width="0.8" d={linksPath(places, links, false)} />
      <path
        class="stroke-line-2"
        stroke-width="0.8"
        stroke-dasharray="1.8"
        d={linksPath(places, links, true)}
      />
      {shown.length > 1 ? null : (
        <circle
          class="stroke-line-2"
          stroke-width="1.3"
          stroke-dasharray="3.2 2.6"
          cx={SIGIL_GRID / 2}
          cy={SIGIL_GRID / 2}
          r={RING_RADIUS}
        />
      )}
      {shown.map((member, index) => (
        <circle
          key={member.id}
          data-dye={member.dye}
          class={classList(member.isAway === true ? 'fill-(--ground,var(--canvas)) stroke-dye' : 'fill-dye')}
          stroke-width="1.3"
          cx={places.get(member.id)?.x}
          cy={places.get(member.id)?.y}
          r={index === 0 ? 3.7 : 2.9}
        />
      ))}
    </svg>
  );
}
