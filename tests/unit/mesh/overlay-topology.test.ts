// What the policy is told of the links there are.

import { expect, test } from 'vitest';
import { createBridges } from '../../../src/mesh/bridges.ts';
import { createKnownEntries } from '../../../src/mesh/known-entries.ts';
import type { PeerSnapshot } from '../../../src/mesh/mesh-peer.ts';
import { createTopologyPorts } from '../../../src/mesh/overlay-topology.ts';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const BEN = 'ben of the boats' as IdentityId;

function peer(peerId: string, kind: 'linked' | 'known', identityId?: IdentityId): PeerSnapshot {
  const state = kind === 'linked' ? { kind, sinceMs: 5 } : { kind };
  return { peerId: peerId as PeerId, identityId, state, score: 1, theirLinks: 6 } as PeerSnapshot;
}

/** Links as the policy sees them where these peers are there, and Ben is verified. */
function linksOf(...peers: readonly PeerSnapshot[]) {
  const clock = createSimClock(0);
  const nothing = () => undefined;
  const ports = createTopologyPorts({
    mesh: { snapshots: () => peers, learn: nothing, connect: nothing, drop: nothing, giveUp: nothing },
    entries: createKnownEntries(clock),
    members: () => new Map(),
    bridges: createBridges(clock),
    isNew: () => false,
    isVerified: (identity) => identity === BEN,
    shape: () => 'partial',
    onShape: nothing,
  });
  return ports.links();
}

test('[T1] a link to a verified person is one, on whichever of their devices', () => {
  const links = linksOf(
    peer('phone', 'linked', BEN),
    peer('laptop', 'linked', BEN),
    peer('stranger', 'linked', 'cleo' as IdentityId),
  );
  expect(links.map(({ peerId, isVerified }) => [peerId, isVerified])).toEqual([
    ['phone', true],
    ['laptop', true],
    ['stranger', false],
  ]);
});

test('nobody is verified before it has proven who it is, and whoever is not linked holds no place', () => {
  const links = linksOf(peer('unproven', 'linked'), peer('away', 'known', BEN));
  expect(links).toMatchObject([{ peerId: 'unproven', isVerified: false, sinceMs: 5, linkCount: 6 }]);
  expect(links).toHaveLength(1);
});
