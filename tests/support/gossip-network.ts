// Peers that broadcast over a graph of links on virtual time: the gossip by itself, without meshes and rooms. A link
// delivers in order after a delay; cut, it is noticed at once, a crash only later. Traffic and blame are written down.

import { createGossip, type GossipBroadcaster, type GossipReceived } from '../../src/mesh/gossip/gossip.ts';
import {
  encodeGossipMessage,
  GOSSIP_PROTOCOL,
  type GossipMessage,
} from '../../src/mesh/gossip/gossip-message.ts';
import type { MeshMessageReceived } from '../../src/mesh/mesh-ports.ts';
import { copyBytes, decodeUtf8 } from '../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../src/primitives/crypto.ts';
import type { Clock } from '../../src/primitives/clock.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { randomBetween, type RandomSource } from '../../src/primitives/random.ts';
import type { LocalPeer } from '../../src/secure/identity.ts';
import type { ProvenPeer } from '../../src/secure/secure-link.ts';
import { makePerson, type Person } from './secure-pair.ts';

export interface GossipNetworkOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** One way. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How a peer's cryptography differs from the fast one. */
  readonly crypto?: (crypto: CryptoPort) => CryptoPort;
}

export interface GossipNode {
  readonly peerId: PeerId;
  readonly person: Person;
  readonly gossip: GossipBroadcaster;
  readonly received: readonly (GossipReceived & { readonly atMs: number })[];
  readonly blamed: readonly { readonly peer: PeerId; readonly detail: string }[];
  readonly dropped: readonly PeerId[];
  /** Signatures checked here. */
  readonly checks: { readonly count: number };
}

/** Messages that arrived, by type. */
export type Traffic = Record<GossipMessage['type'], number> & { bytes: number };

export interface GossipNetwork {
  readonly nodes: ReadonlyMap<PeerId, GossipNode>;
  readonly traffic: Traffic;
  add(seed: number): Promise<GossipNode>;
  /** Both sides hear of it, one after the other. */
  link(a: PeerId, b: PeerId): void;
  /** Frames under way are lost; both sides hear of it at once. */
  cut(a: PeerId, b: PeerId): void;
  /** Falls silent; the others hear of it after `noticedAfterMs`. */
  crash(peer: PeerId, noticedAfterMs: number): void;
  neighboursOf(peer: PeerId): readonly PeerId[];
  /** Everything that arrives at a peer, whether its gossip runs or not. */
  listenIn(peer: PeerId, listener: (payload: Uint8Array) => void): void;
  /** Something a peer says that its gossip would not; arrives at once. */
  say(
    from: PeerId,
    to: PeerId,
    message: GossipMessage | Uint8Array,
    parts?: Partial<MeshMessageReceived>,
  ): void;
}

export const NAMESPACE = new Uint8Array(16).fill(7);

interface NodeState extends GossipNode {
  readonly links: Map<PeerId, Wire>;
  readonly proven: ProvenPeer;
  hear: ((received: MeshMessageReceived) => void) | undefined;
  listener: ((payload: Uint8Array) => void) | undefined;
  isCrashed: boolean;
}

/** One direction of a link. */
interface Wire {
  isOpen: boolean;
  freeAtMs: number;
}

/** By the number of fields: the first byte of a deterministic map. */
const TYPES: Readonly<Record<number, GossipMessage['type']>> = {
  0xaa: 'GOSSIP',
  0xa3: 'IHAVE',
  0xa2: 'GRAFT',
  0xa1: 'PRUNE',
};

export function createGossipNetwork(options: GossipNetworkOptions): GossipNetwork {
  const { clock, random } = options;
  const nodes = new Map<PeerId, NodeState>();
  const traffic: Traffic = { GOSSIP: 0, IHAVE: 0, GRAFT: 0, PRUNE: 0, bytes: 0 };
  const delayMs = () => randomBetween(random, options.fromMs, options.toMs);

  function nodeOf(peer: PeerId): NodeState {
    const node = nodes.get(peer);
    if (!node) throw new Error('no such peer');
    return node;
  }

  function send(from: NodeState, to: PeerId, frame: Uint8Array): boolean {
    const wire = from.links.get(to);
    if (!wire || from.isCrashed) return false;
    wire.freeAtMs = Math.max(wire.freeAtMs, clock.nowMs() + delayMs());
    clock.schedule(wire.freeAtMs - clock.nowMs(), () => wire.isOpen && arrive(from, nodeOf(to), frame));
    return true;
  }

  function arrive(from: NodeState, to: NodeState, payload: Uint8Array): void {
    if (from.isCrashed || to.isCrashed) return;
    const type = TYPES[payload[0] ?? 0];
    if (type) traffic[type] += 1;
    traffic.bytes += payload.length;
    to.listener?.(payload);
    to.hear?.({ from: from.proven, version: 1, channel: 'control', payload: copyBytes(payload) });
  }

  async function add(seed: number): Promise<GossipNode> {
    const person = await makePerson(seed);
    const { peerId } = person.peer;
    const crypto = options.crypto?.(person.crypto) ?? person.crypto;
    const received: (GossipReceived & { atMs: number })[] = [];
    const blamed: GossipNode['blamed'][number][] = [];
    const dropped: PeerId[] = [];
    const checks = { count: 0 };
    const gossip = createGossip({
      self: person.peer,
      namespace: NAMESPACE,
      crypto: {
        ...crypto,
        verify(publicKey, signature, data) {
          checks.count += 1;
          return crypto.verify(publicKey, signature, data);
        },
      },
      clock,
      random,
      log: silentLog,
      links: {
        send: (to, _, frame) => send(node, to, frame),
        handle(protocol, handler) {
          if (protocol !== GOSSIP_PROTOCOL.id) throw new Error('another protocol');
          queueMicrotask(() => (node.hear = handler));
          return () => (node.hear = undefined);
        },
        blame: (peer, detail) => blamed.push({ peer, detail }),
        countDropped: (peer) => dropped.push(peer),
      },
      onMessage: (message) => received.push({ ...message, atMs: clock.nowMs() }),
    });
    const notes = { received, blamed, dropped, checks };
    const state = { links: new Map<PeerId, Wire>(), hear: undefined, listener: undefined, isCrashed: false };
    const node: NodeState = { peerId, person, gossip, ...notes, ...state, proven: provenOf(person.peer) };
    nodes.set(peerId, node);
    await Promise.resolve();
    return node;
  }

  function down(at: NodeState, peer: PeerId): void {
    const wire = at.links.get(peer);
    if (!wire) return;
    wire.isOpen = false;
    at.links.delete(peer);
    if (!at.isCrashed) at.gossip.onNeighbourDown(peer);
  }

  return {
    nodes,
    traffic,
    add,
    link(a, b) {
      for (const [from, to, laterMs] of [[a, b, 0] as const, [b, a, delayMs()] as const]) {
        const wire: Wire = { isOpen: true, freeAtMs: 0 };
        nodeOf(from).links.set(to, wire);
        clock.schedule(laterMs, () => {
          if (nodeOf(from).links.get(to) === wire && !nodeOf(from).isCrashed)
            nodeOf(from).gossip.onNeighbourUp(to);
        });
      }
    },
    cut(a, b) {
      down(nodeOf(a), b);
      down(nodeOf(b), a);
    },
    crash(peer, noticedAfterMs) {
      const node = nodeOf(peer);
      node.isCrashed = true;
      node.gossip.dispose();
      for (const other of Array.from(node.links.keys())) {
        clock.schedule(noticedAfterMs, () => down(nodeOf(other), peer));
      }
    },
    neighboursOf: (peer) => Array.from(nodeOf(peer).links.keys()),
    listenIn: (peer, listener) => void (nodeOf(peer).listener = listener),
    say(from, to, message, parts) {
      const payload = message instanceof Uint8Array ? copyBytes(message) : encodeGossipMessage(message);
      const received = { from: nodeOf(from).proven, version: 1, channel: 'control' as const, payload };
      nodeOf(to).hear?.({ ...received, ...parts });
    },
  };
}

/** Payloads as text, in order of arrival. */
export function textsOf({ received }: GossipNode): readonly string[] {
  return received.map(({ payload }) => decodeUtf8(payload) ?? '');
}

function provenOf({ peerId, identity }: LocalPeer): ProvenPeer {
  const { id, publicKey, agreementKey } = identity;
  return { peerId, identityId: id, identityKey: publicKey, agreementKey, capabilities: [] };
}
