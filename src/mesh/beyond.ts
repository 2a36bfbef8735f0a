// What reaches beyond one's own links: gossip, relay and membership, made once the room's keys are there. Wires them to
// each other; what a message means, and which links are held, is decided elsewhere.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SignalingMedium } from '../signaling/signaler.ts';
import { createGossip, type GossipBroadcaster, type GossipReceived } from './gossip/gossip.ts';
import { createMemberExchange, type MemberExchange } from './member-exchange.ts';
import { createMembership, type Member, type Membership, type OwnAnnouncement } from './membership.ts';
import { mannerOf, MEMBERS_PROTOCOL } from './membership-protocol.ts';
import type { Mesh } from './mesh-ports.ts';
import { createIntroduced, type Introduced } from './introduced.ts';
import type { KnownEntries } from './known-entries.ts';
import type { OverlayOptions, OverlayPlace } from './overlay-ports.ts';
import { createMeshSignaling } from './relay/mesh-signaling.ts';
import { createRelay, type Relaying } from './relay/relay.ts';
import { createRelayWays, type RelayWays } from './relay/relay-ways.ts';

export interface BeyondOptions extends Pick<
  OverlayOptions,
  'self' | 'crypto' | 'clock' | 'random' | 'log' | 'isMember'
> {
  readonly mesh: Mesh;
  readonly place: OverlayPlace;
  readonly entries: KnownEntries;
  readonly own: () => OwnAnnouncement | undefined;
  readonly onMember: (member: Member, isNew: boolean) => void;
  readonly onGone: (peerId: PeerId, hasSaidGoodbye: boolean) => void;
  /** A broadcast of any other protocol. */
  readonly onBroadcast: (received: GossipReceived) => void;
}

export interface Beyond extends Disposable {
  readonly gossip: GossipBroadcaster;
  readonly relay: Relaying;
  readonly membership: Membership;
  readonly exchange: MemberExchange;
  readonly signaling: SignalingMedium;
  /** What neighbours say of whom they are linked with. */
  readonly introduced: Introduced;
  readonly ways: RelayWays;
  /**
   * Tells all that this peer leaves; `whenTold` runs once that is signed and handed to the links, however long it takes on a
   * busy machine, up to 2 s. False, and no call, when nobody knows of this peer by its announcements.
   */
  sayGoodbye(whenTold: () => void): boolean;
}

/** A goodbye that takes longer to be signed is not waited for. */
const GOODBYE_MS = 2_000;

export function createBeyond(options: BeyondOptions): Beyond {
  const { mesh, place, entries, self, crypto, clock, random, log } = options;
  const { namespace, openEntry } = place;
  const disposables = createDisposables();
  const { isMember = () => true } = options;
  const shared = { self, namespace, crypto, clock, random, links: mesh, isMember };
  const introduced = createIntroduced();

  const gossip = createGossip({ ...shared, log, mannerOf, onMessage: (received) => onGossip(received) });
  const relay = createRelay({
    ...shared,
    routes: {
      neighboursOf: (peer) => introduced.neighboursOf(peer),
      nextHopTo: (peer) => gossip.nextHopTo(peer),
    },
    entries: {
      entryOf: (peer) => membership.members.get(peer)?.entry ?? entries.get(peer),
      open: openEntry,
      own: () => options.own()?.entry,
    },
  });
  const membership = createMembership({
    self: self.peerId,
    clock,
    random,
    openEntry,
    own: options.own,
    broadcast: (payload: Bytes) =>
      void gossip.broadcast(MEMBERS_PROTOCOL.id, MEMBERS_PROTOCOL.version, payload),
    onMember: options.onMember,
    onGone: options.onGone,
  });
  const exchange = createMemberExchange({
    self: self.peerId,
    clock,
    random,
    links: mesh,
    membership,
    gossip,
  });
  const { addressOf, peerAt } = place;
  const signaling = createMeshSignaling({ self: self.peerId, relay, addressOf, peerAt, clock, random });
  for (const part of [gossip, relay, membership, exchange]) disposables.add(() => part.dispose());

  function onGossip(received: GossipReceived): void {
    if (!received.isTold) membership.onHeard(received.from.peerId);
    if (received.protocol !== MEMBERS_PROTOCOL.id) return options.onBroadcast(received);
    if (received.version === MEMBERS_PROTOCOL.version)
      void onMembers(received, { membership, exchange, mesh });
  }

  return {
    gossip,
    relay,
    membership,
    exchange,
    signaling,
    introduced,
    ways: createRelayWays({ relay, clock }),
    sayGoodbye: (whenTold) => membership.sayGoodbye() && afterHandOver(gossip, clock, whenTold),
    dispose: () => disposables.dispose(),
  };
}

/** A member spoke of itself, or a neighbour told what it said. */
async function onMembers(
  { from: { peerId }, signed, ageMs, isTold }: GossipReceived,
  { membership, exchange, mesh }: Pick<Beyond, 'membership' | 'exchange'> & { readonly mesh: Mesh },
): Promise<void> {
  const isKnown = () => membership.members.has(peerId);
  const isNew = !isKnown();
  if (!(await membership.receive(peerId, { signed, ageMs }))) mesh.blame(peerId, 'members: not honest');
  else if (isTold && isNew && isKnown()) exchange.onTold();
}

/** Once: when all broadcasts so far are handed to the links, or when that takes too long. */
function afterHandOver(gossip: GossipBroadcaster, clock: Clock, action: () => void): true {
  let isDone = false;
  const end = () => {
    if (isDone) return;
    isDone = true;
    cancel();
    action();
  };
  const cancel = clock.schedule(GOODBYE_MS, end);
  void gossip.settled().then(end);
  return true;
}
