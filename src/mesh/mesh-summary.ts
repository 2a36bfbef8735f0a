// The mesh as a whole in figures: what all links carry together, and what this peer does for others.

import type { PeerId } from '../primitives/ids.ts';
import type { Beyond } from './beyond.ts';
import type { Mesh } from './mesh-ports.ts';
import type { PeerSnapshot } from './mesh-peer.ts';
import type { MeshSummary } from './overlay-ports.ts';
import type { RelayCounts } from './relay/relay.ts';
import type { MeshShape } from './topology.ts';

const NOTHING_RELAYED: RelayCounts = { sent: 0, delivered: 0, forwarded: 0, dropped: 0, unopened: 0 };

/** `beyond`: undefined before the overlay has a place. */
export function summarizeMesh(
  { shape, members }: { readonly shape: MeshShape; readonly members: readonly PeerId[] },
  mesh: Pick<Mesh, 'linked' | 'snapshot' | 'lastError'>,
  beyond: Pick<Beyond, 'relay'> | undefined,
): MeshSummary {
  const peers = members.flatMap((peer) => mesh.snapshot(peer) ?? []);
  const total = (figure: (peer: PeerSnapshot) => number) =>
    peers.reduce((sum, peer) => sum + figure(peer), 0);
  return {
    shape,
    memberCount: members.length,
    linkCount: mesh.linked.length,
    sentPerSecond: total(({ sentPerSecond }) => sentPerSecond),
    receivedPerSecond: total(({ receivedPerSecond }) => receivedPerSecond),
    queuedBytes: total(({ queuedBytes }) => queuedBytes),
    droppedCount: total(
      ({ malformed, unknownProtocols, overRate }) => malformed + unknownProtocols + overRate,
    ),
    relayed: { ...(beyond?.relay.counts ?? NOTHING_RELAYED) },
    lastError: mesh.lastError,
  };
}
