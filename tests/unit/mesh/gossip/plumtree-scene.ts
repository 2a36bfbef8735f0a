// One tree with neighbours that say what a test has them say. What it sends is decoded and written down.

import {
  decodeGossipMessage,
  gossipId,
  type Gossip,
  type GossipId,
  type GossipMessage,
} from '../../../../src/mesh/gossip/gossip-message.ts';
import type { MannerOf } from '../../../../src/mesh/gossip/manner.ts';
import { Plumtree } from '../../../../src/mesh/gossip/plumtree.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

export const ADA = 'ada' as PeerId;
export const BEN = 'ben' as PeerId;
export const CLEO = 'cleo' as PeerId;
export const DEV = 'dev' as PeerId;

export interface Sent {
  readonly to: PeerId;
  readonly message: GossipMessage;
}

/** Larger than what goes beside the tree. */
export const LONG = 4_096;

export function idOf(number: number): GossipId {
  return gossipId(Uint8Array.from({ length: 16 }, (_, index) => (number >> (8 * index)) & 0xff));
}

export function gossip(sequence: number, parts: Partial<Gossip> = {}): Gossip {
  return {
    type: 'GOSSIP',
    key: new Uint8Array(65),
    nonce: new Uint8Array(32),
    sequence,
    protocol: 'chat',
    version: 1,
    payload: new Uint8Array(LONG),
    signature: new Uint8Array(64),
    hops: 3,
    ageMs: 0,
    ...parts,
  };
}

export function createScene(neighbours: readonly PeerId[] = [], mannerOf: MannerOf = () => 'tree') {
  const clock = createSimClock();
  const sent: Sent[] = [];
  const broken: PeerId[] = [];
  /** Neighbours whose links take nothing. */
  const stalled = new Set<PeerId>();
  const allowance = { answersLeft: Infinity };
  const tree = new Plumtree({
    clock,
    random: createSeededRandom(1),
    send(to, frame) {
      if (stalled.has(to)) return false;
      const decoded = decodeGossipMessage(frame);
      if (!decoded.ok) throw new Error(decoded.error.detail);
      sent.push({ to, message: decoded.value });
      return true;
    },
    mayAnswer: () => (allowance.answersLeft -= 1) >= 0,
    onBrokenPromise: (peer) => broken.push(peer),
    mannerOf,
  });
  for (const peer of neighbours) tree.neighbourUp(peer);
  const take = () => sent.splice(0);
  return {
    clock,
    tree,
    broken,
    stalled,
    allowance,
    /** What was sent since the last look. */
    take,
    /** In short, such as `GOSSIP to ben`. */
    said: () => take().map(({ to, message }) => `${message.type} to ${to}`),
    /** A message out of `from`, new here. */
    hear: (number: number, from: PeerId, parts?: Partial<Gossip>) =>
      tree.receive(idOf(number), gossip(number, parts), from),
    again: (number: number, from: PeerId, parts?: Partial<Gossip>) =>
      tree.duplicate(idOf(number), from, gossip(number, parts)),
    publish: (number: number, parts?: Partial<Gossip>) => tree.publish(idOf(number), gossip(number, parts)),
  };
}

/** Numbers of the ids in a message, as {@link idOf} makes them. */
export function numbersIn(message: GossipMessage | undefined): readonly number[] {
  if (message?.type !== 'IHAVE' && message?.type !== 'GRAFT') return [];
  return message.ids.map((id) => new DataView(id.buffer).getUint32(0, true));
}
