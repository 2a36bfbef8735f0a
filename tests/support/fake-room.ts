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
import { noFrames } from './no-frames.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

export interface FakeRoom {
  readonly context: FeatureContext;
  readonly clock: SimClock;
  readonly peers: Signal<readonly RosterPeer[]>;
  readonly state: Signal<RoomState>;
  /** Everything sent, in order. */
  readonly sent: { readonly to: PeerId; readonly message: unknown }[];
  /** Lets a message of `from` arrive, by default over the channel opened last; it must hold against its schema. */
  receive(from: RosterPeer, message: unknown, protocolId?: string): void;
}

const DIRECT: LinkView = { kind: 'direct', rttMs: 14 };

interface OpenedChannel {
  readonly schema: Protocol['message'];
  readonly listeners: Set<(received: Received<unknown>) => void>;
}

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

/** `instance`: who this is, told apart from earlier ones of the same person. */
export function createFakeRoom(initial: readonly RosterPeer[] = [], instance = 'self'): FakeRoom {
  const clock = createSimClock();
  const peers = signal(initial);
  const state = signal<RoomState>({ kind: 'open' });
  const sent: FakeRoom['sent'] = [];
  const channels = new Map<string, OpenedChannel>();

  function channel<M>(protocol: Protocol<M>): Channel<M> {
    const opened = channels.get(protocol.id) ?? { schema: protocol.message, listeners: new Set() };
    channels.set(protocol.id, opened);
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
        opened.listeners.add(entry);
        return () => opened.listeners.delete(entry);
      },
    };
  }

  const self = {
    peerId: `peer-${instance}` as PeerId,
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
        ...noFrames,
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
    receive(from, message, protocolId = Array.from(channels.keys()).at(-1) ?? '') {
      const opened = channels.get(protocolId);
      const parsed = opened?.schema.parse(message);
      if (!opened || !parsed?.ok) throw new Error('the message does not hold against the schema');
      const received = { from: from.peerId, identityId: from.identityId, message: parsed.value };
      for (const listener of opened.listeners) listener(received);
    },
  };
}
