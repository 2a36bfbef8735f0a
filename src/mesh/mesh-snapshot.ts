// The mesh as a whole in numbers, for diagnostics.

import type { Dialling } from './dialling.ts';
import type { MeshCore } from './mesh-core.ts';
import type { MeshPeer } from './mesh-peer.ts';
import type { MeshSnapshot } from './mesh-ports.ts';

export function snapshotOf(
  { options, peers, nowMs }: MeshCore,
  { dialer, endpointCount }: Pick<Dialling, 'dialer' | 'endpointCount'>,
): MeshSnapshot {
  const { all } = peers;
  const count = (condition: (peer: MeshPeer) => boolean) => all.filter(condition).length;
  const snapshots = all.map((peer) => peer.snapshot(nowMs));
  return {
    self: options.self,
    counts: {
      linked: count(({ state }) => state.kind === 'linked'),
      lost: count(({ state }) => state.kind === 'lost'),
      relayed: count(({ state, relay }) => state.kind === 'known' && relay !== undefined),
      known: count(({ isReachable }) => !isReachable),
    },
    members: all.filter(({ isReachable }) => isReachable).map(({ peerId }) => peerId),
    endpoints: endpointCount,
    dials: { wanted: dialer.wanted, running: dialer.running, begun: dialer.begun },
    budget: dialer.budget,
    queuedBytes: snapshots.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
    unacknowledgedBytes: snapshots.reduce((sum, { unacknowledgedBytes }) => sum + unacknowledgedBytes, 0),
  };
}
