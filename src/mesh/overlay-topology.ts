// What the topology keeper sees and does, over the mesh's links and over what is known of those beyond.

import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Bridges } from './bridges.ts';
import type { KnownEntries } from './known-entries.ts';
import type { Member } from './membership.ts';
import type { PeerSnapshot } from './mesh-peer.ts';
import type { Mesh } from './mesh-ports.ts';
import type { Candidate, HeldLink, MeshShape } from './topology.ts';
import type { TopologyPorts } from './topology-keeper.ts';

export interface OverlayTopologyOptions {
  readonly mesh: Pick<Mesh, 'snapshots' | 'learn' | 'connect' | 'drop' | 'giveUp'>;
  readonly entries: KnownEntries;
  /** Those who announce themselves. */
  readonly members: () => ReadonlyMap<PeerId, Member>;
  readonly bridges: Bridges;
  /** Just came: what others say of others is all there is to go by. Later members speak for themselves. */
  readonly isNew: () => boolean;
  /** Whose person this one has verified. */
  readonly isVerified: (identity: IdentityId) => boolean;
  readonly shape: () => MeshShape;
  readonly onShape: (shape: MeshShape) => void;
}

export function createTopologyPorts(options: OverlayTopologyOptions): TopologyPorts {
  const { mesh, entries, members } = options;
  return {
    links: () => mesh.snapshots().flatMap((peer) => heldLink(peer, options)),
    memberCount() {
      const announced = members();
      const isNew = options.isNew();
      const others = mesh
        .snapshots()
        .filter(({ peerId, state }) => (isNew || state.kind !== 'known') && !announced.has(peerId));
      return announced.size + others.length + 1;
    },
    candidates() {
      const told = new Map<PeerId, Candidate>();
      for (const [peerId, { links }] of members()) told.set(peerId, { peerId, linkCount: links });
      for (const { peerId, state, theirLinks } of mesh.snapshots()) {
        if (state.kind !== 'known') told.delete(peerId);
        else if (!told.has(peerId)) told.set(peerId, { peerId, linkCount: theirLinks });
      }
      return Array.from(told.values());
    },
    dial(peer) {
      const entry = entries.get(peer);
      // In a full mesh both ends dial: there the mesh sees to it that one of them is first.
      if (entry) mesh.learn([entry], { isEager: false });
      if (options.shape() === 'partial') mesh.connect(peer);
    },
    giveUp: (peer) => mesh.giveUp(peer),
    letGo: (peer) => mesh.drop(peer, 'enough links'),
    onShape: options.onShape,
  };
}

function heldLink(
  { peerId, identityId, state, score, theirLinks }: PeerSnapshot,
  { bridges, isVerified }: Pick<OverlayTopologyOptions, 'bridges' | 'isVerified'>,
): readonly HeldLink[] {
  if (state.kind !== 'linked') return [];
  const ofPerson = { isVerified: identityId !== undefined && isVerified(identityId) };
  const isBridge = bridges.isBridge(peerId, theirLinks);
  return [{ peerId, sinceMs: state.sinceMs, ...ofPerson, score, linkCount: theirLinks, isBridge }];
}

/** Whether there are peers that no link of ours reaches, but one of a neighbour's. */
export function hasStrangers(
  mesh: Pick<Mesh, 'snapshots' | 'linked'>,
  neighboursOf: (peer: PeerId) => readonly PeerId[],
): boolean {
  const linked = new Set(mesh.linked);
  return mesh
    .snapshots()
    .some(({ peerId }) => !linked.has(peerId) && neighboursOf(peerId).some((each) => linked.has(each)));
}

/** Peers that are known here, linked or announced, and are no members. */
export function outsiders(
  mesh: Pick<Mesh, 'snapshots'>,
  announced: ReadonlyMap<PeerId, Member>,
  isMember: (identity: IdentityId) => boolean = () => true,
): ReadonlySet<PeerId> {
  const linked = mesh.snapshots().filter(({ identityId }) => identityId && !isMember(identityId));
  const others = Array.from(announced).filter(([, { entry }]) => !isMember(entry.identityId));
  return new Set([...linked.map(({ peerId }) => peerId), ...others.map(([peerId]) => peerId)]);
}
