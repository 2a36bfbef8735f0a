// How a member is reached right now, told by its link or by what is known of the ways beyond.

import type { PeerId } from '../primitives/ids.ts';
import type { Beyond } from './beyond.ts';
import type { Mesh } from './mesh-ports.ts';
import type { MemberSnapshot } from './overlay-ports.ts';

/** `beyond`: undefined before the overlay has a place. */
export function memberSnapshot(
  peerId: PeerId,
  mesh: Pick<Mesh, 'snapshot'>,
  beyond: Beyond | undefined,
): MemberSnapshot {
  const link = mesh.snapshot(peerId);
  const isLinked = link?.state.kind === 'linked';
  return {
    peerId,
    link,
    via: (isLinked ? undefined : beyond?.relay.viaOf(peerId)) ?? [],
    heardAtMs: beyond?.membership.heardAtMs(peerId),
  };
}
