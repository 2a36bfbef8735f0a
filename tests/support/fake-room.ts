// A room for models of features: the roster is set by hand, what is sent is written down, messages come by hand.

import { computed, signal, type Signal } from '@preact/signals-core';
import type { IdentityId, PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import type { FeatureContext } from '../../src/features/feature.ts';
import { groupMembers } from '../../src/room/members.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { Channel, LinkView, Received, RoomState, RosterPeer } from '../../src/room/room.ts';
import { createFakeAttest } from './fake-attest.ts';
import { createDetachedDocs } from './detached-docs.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

export interface FakeRoom {
  readonly context: FeatureContext;
  readonly clock: SimClock;
  readonly peers: Signal<readonly RosterPeer[]>;
  readonly state: Signal<RoomState>;
  /** Everything sent, in order. */
  readonly sent: { readonly to: PeerId; readonly message: unknown }[];
  /** Lets a message of `from` arrive; it must hold against the protocol's schema. */
  receive(from: RosterPeer, message: unknown): void;
}

const DIRECT: LinkView = { kind: 'direct', rttMs: 14 };

export function makePeer(id: string, fields: Partial<RosterPeer> = {}): RosterPeer {
  return {
    peerId: `peer-${id}` as PeerId,
    identityId: `identity-${id}` as IdentityId,
    mark: { dye: 'saffron', thing: 'kettle' },
    name: id,
    status: '',
    link: DIRECT,
    space: undefined,
    isHidden: false,
    isAway: false,
    joinedAtMs: 0,
    ...fields,
  };
}

export function createFakeRoom(initial: readonly RosterPeer[] = []): FakeRoom {
  const clock = createSimClock();
  const peers = signal(initial);
  const state = signal<RoomState>({ kind: 'open' });
  const sent: FakeRoom['sent'] = [];
  const listeners = new Set<(received: Received<unknown>) => void>();
  let schema: Protocol['message'] | undefined;

  function channel<M>(protocol: Protocol<M>): Channel<M> {
    schema = protocol.message;
    return {
      broadcast(message) {
        for (const peer of peers.value) sent.push({ to: peer.peerId, message });
        return peers.value.map((peer) => peer.peerId);
      },
      send(to, message) {
        sent.push({ to, message });
        return true;
      },
      onMessage(listener) {
        const entry = listener as (received: Received<unknown>) => void;
        listeners.add(entry);
        return () => listeners.delete(entry);
      },
    };
  }

  const self = {
    peerId: 'peer-self' as PeerId,
    identityId: 'identity-self' as IdentityId,
    mark: { dye: 'indigo', thing: 'lantern' } as const,
    name: signal('Noor'),
  };
  const admission = { historyPolicy: () => 'all' as const, admittedAtMs: () => undefined };
  const members = computed(() => groupMembers(peers.value, self));
  return {
    context: {
      room: {
        kind: 'room',
        self,
        peers,
        members,
        state,
        may: () => true,
        slowModeMs: () => 0,
        mayRule: () => true,
        attest: createFakeAttest(self),
        ...admission,
        channel,
      },
      clock,
      wallTimeMs: () => clock.nowMs(),
      random: createSeededRandom(1),
      log: silentLog,
      regardOf: () => 'open',
      docs: createDetachedDocs(),
    },
    clock,
    peers,
    state,
    sent,
    receive(from, message) {
      const parsed = schema?.parse(message);
      if (!parsed?.ok) throw new Error('the message does not hold against the schema');
      const received = { from: from.peerId, identityId: from.identityId, message: parsed.value };
      for (const listener of listeners) listener(received);
    },
  };
}
