// What a chosen tuning means for the parts of a room. Comes with the room, not with the first screen.

import { TOPOLOGY_LIMITS, type TopologyLimits } from '../mesh/topology.ts';
import type { IceServer } from './host-config.ts';
import type { RoomTuning } from './room-tuning.ts';

/** The ICE servers of a room: those of the page, unless STUN servers were chosen for it. */
export function iceServersFor(
  { stunServers }: RoomTuning,
  servers: readonly IceServer[],
): readonly IceServer[] {
  if (!stunServers) return servers;
  const isTurn = ({ urls }: IceServer) => urls.some((url) => /^turns?:/i.test(url));
  return [...stunServers.map((url) => ({ urls: [url] })), ...servers.filter(isTurn)];
}

/** A mesh that never keeps more links than that; in a room that is larger the rest is reached through others. */
export function topologyFor({ maxLinks }: RoomTuning): TopologyLimits | undefined {
  if (maxLinks === undefined) return undefined;
  const { fullMembers, minLinks, targetLinks } = TOPOLOGY_LIMITS;
  return {
    fullMembers: Math.min(fullMembers, maxLinks + 1),
    // Below the bound, or nobody could be let go of by whoever has one link too many.
    minLinks: Math.min(minLinks, maxLinks - 1),
    targetLinks: Math.min(targetLinks, maxLinks),
    maxLinks,
  };
}
