// How many people hold all of what is held here, and whether there may be more of them. Pure.

import type { Holding } from '../../features/holding.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { LinkView, RosterPeer } from '../../room/room.ts';

export interface HolderCount {
  /** This person included; 0 when there is nothing to hold. */
  readonly people: number;
  /** Somebody here is not linked with this device, and so does not tell it what they hold. */
  readonly isAtLeast: boolean;
}

/** How those are reached who tell this device nothing of what they hold. */
const UNHEARD: ReadonlySet<LinkView['kind']> = new Set(['via', 'known', 'connecting']);

export function holderCountOf(
  holding: Holding,
  peers: readonly Pick<RosterPeer, 'identityId' | 'link'>[],
  self: IdentityId,
): HolderCount {
  if (holding.kind === 'nothing') return { people: 0, isAtLeast: false };
  const isUnheard = ({ identityId, link }: (typeof peers)[number]) =>
    UNHEARD.has(link.kind) && identityId !== self && !holding.wholly.has(identityId);
  return { people: 1 + holding.wholly.size, isAtLeast: peers.some(isUnheard) };
}
