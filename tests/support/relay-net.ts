// Peers with relays over pretended links on virtual time: who is linked with whom is drawn by hand, and whoever sits in
// between may be made to lie.

import type { PeerId } from '../../src/primitives/ids.ts';
import { decodeRelayMessage, type RelayMessage } from '../../src/mesh/relay/protocol.ts';
import { createRelay, type RelayOptions, type Relaying } from '../../src/mesh/relay/relay.ts';
import type { RelayRoutes } from '../../src/mesh/relay/routing.ts';
import type { PeerSnapshot } from '../../src/mesh/mesh-peer.ts';
import type { MeshMessageReceived, ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../src/primitives/crypto.ts';
import { signEntry, verifyEntry, type Entry } from '../../src/secure/entry.ts';
import { createGhostIdentity, openSession, type LocalPeer } from '../../src/secure/identity.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { SimClock } from './sim-clock.ts';

export const NET_LATENCY_MS = 20;
const NAMESPACE = new Uint8Array(16).fill(5);

export interface NetPeer {
  readonly peerId: PeerId;
  readonly peer: LocalPeer;
  readonly entry: Entry;
  readonly relay: Relaying;
  readonly crypto: CryptoPort;
  /** What came to it over links, in order. */
  readonly heard: readonly { readonly from: PeerId; readonly message: RelayMessage }[];
  readonly blamed: readonly PeerId[];
  readonly overRate: readonly PeerId[];
  /** Sends as a liar would: any message to any neighbour. */
  tell(to: PeerId, payload: Uint8Array): boolean;
}

export interface AddOptions {
  readonly namespace?: Bytes;
  /** Default: whoever's entry `knows` says, everybody's by default. */
  readonly knows?: (peer: PeerId) => boolean;
  /** Default: what is true. */
  readonly routes?: Partial<RelayRoutes>;
  readonly overrides?: Partial<RelayOptions>;
}

export interface RelayNet {
  add(options?: AddOptions): Promise<NetPeer>;
  addMany(count: number): Promise<NetPeer[]>;
  /** A line of peers: one end, so many relays, the other end. */
  addChain(relays: number): Promise<readonly [NetPeer, readonly NetPeer[], NetPeer]>;
  link(one: NetPeer, other: NetPeer): void;
  unlink(one: NetPeer, other: NetPeer): void;
  /** Links each with the next. */
  chain(...peers: readonly NetPeer[]): void;
  /** So much of what one sent is unacknowledged by the other. */
  clog(from: NetPeer, to: NetPeer, bytes: number): void;
  /** False from `mayPass` loses a message on its way. */
  intercept(mayPass: (passing: Passing) => boolean): void;
  /** Messages handed over any link so far. */
  readonly passed: number;
}

export interface Passing {
  readonly from: PeerId;
  readonly to: PeerId;
  readonly payload: Bytes;
}

type Handler = (received: MeshMessageReceived) => void;

export function createRelayNet(clock: SimClock, seed = 1): RelayNet {
  const links = new Map<PeerId, Set<PeerId>>();
  const handlers = new Map<PeerId, Handler>();
  const everybody = new Map<PeerId, NetPeer>();
  const waiting = new Map<string, number>();
  let mayPass: (passing: Passing) => boolean = () => true;
  let passed = 0;
  let added = 0;

  const neighbours = (peer: PeerId) => Array.from(links.get(peer) ?? []);

  function pass(from: PeerId, to: PeerId, payload: Uint8Array): boolean {
    if (!links.get(from)?.has(to)) return false;
    passed += 1;
    const copy = Uint8Array.from(payload);
    if (!mayPass({ from, to, payload: copy })) return true;
    const sender = everybody.get(from);
    clock.schedule(NET_LATENCY_MS, () => {
      const { identityId, identityKey } = sender!.entry;
      const proven = { peerId: from, identityId, identityKey, agreementKey: identityKey, capabilities: [] };
      if (links.get(from)?.has(to))
        handlers.get(to)?.({ from: proven, version: 1, channel: 'control', payload: copy });
    });
    return true;
  }

  /** The neighbour of `self` on a shortest way to `to`. */
  function shortest(self: PeerId, to: PeerId): PeerId | undefined {
    const first = new Map<PeerId, PeerId>(neighbours(self).map((peer) => [peer, peer]));
    for (const [peer, way] of first) {
      for (const next of neighbours(peer)) if (next !== self && !first.has(next)) first.set(next, way);
    }
    return first.get(to);
  }

  async function add(options: AddOptions = {}): Promise<NetPeer> {
    added += 1;
    const random = createSeededRandom(seed * 1_000 + added);
    const crypto = createFakeCrypto(random);
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const { peerId } = peer;
    const namespace = options.namespace ?? NAMESPACE;
    const place = { purpose: 'room', namespace } as const;
    const encoded = await signEntry(place, { transportIds: [], issued: 1, ttlMs: 90_000 }, peer);
    const open = async (bytes: Uint8Array) => {
      const entry = await verifyEntry(bytes, place, crypto);
      return entry.ok ? entry.value : undefined;
    };
    const facts = {
      heard: [] as NetPeer['heard'][number][],
      blamed: [] as PeerId[],
      overRate: [] as PeerId[],
    };
    const { knows = () => true } = options;
    const relay = createRelay({
      self: peer,
      namespace,
      links: {
        get linked() {
          return neighbours(peerId);
        },
        send: (to: PeerId, _: ProtocolAddress, payload: Uint8Array) => pass(peerId, to, payload),
        handle(_, handler) {
          handlers.set(peerId, (received) => {
            const message = decodeRelayMessage(received.payload);
            if (message.ok) facts.heard.push({ from: received.from.peerId, message: message.value });
            handler(received);
          });
          return () => handlers.delete(peerId);
        },
        blame: (who) => void facts.blamed.push(who),
        countDropped: (who) => void facts.overRate.push(who),
        snapshot: (who) => ({ unacknowledgedBytes: waiting.get(`${peerId} ${who}`) ?? 0 }) as PeerSnapshot,
      },
      routes: {
        neighboursOf: (to) => neighbours(peerId).filter((each) => links.get(each)?.has(to)),
        nextHopTo: (to) => shortest(peerId, to),
        ...options.routes,
      },
      entries: {
        entryOf: (who) => (knows(who) ? everybody.get(who)?.entry : undefined),
        open,
        own: () => encoded,
      },
      crypto,
      clock,
      random,
      ...options.overrides,
    });
    const entry = await open(encoded);
    if (!entry) throw new Error('one does not read what one signed');
    const tell = (to: PeerId, payload: Uint8Array) => pass(peerId, to, payload);
    const made: NetPeer = { peerId, peer, entry, relay, crypto, tell, ...facts };
    everybody.set(peerId, made);
    links.set(peerId, new Set());
    return made;
  }

  function link(one: NetPeer, other: NetPeer): void {
    links.get(one.peerId)?.add(other.peerId);
    links.get(other.peerId)?.add(one.peerId);
  }

  async function addMany(count: number): Promise<NetPeer[]> {
    const peers: NetPeer[] = [];
    while (peers.length < count) peers.push(await add());
    return peers;
  }

  function chain(...peers: readonly NetPeer[]): void {
    for (const [index, peer] of peers.entries()) {
      const next = peers[index + 1];
      if (next) link(peer, next);
    }
  }

  return {
    add,
    addMany,
    async addChain(relays) {
      const peers = await addMany(relays + 2);
      chain(...peers);
      return [peers[0]!, peers.slice(1, -1), peers.at(-1)!];
    },
    link,
    chain,
    unlink(one, other) {
      links.get(one.peerId)?.delete(other.peerId);
      links.get(other.peerId)?.delete(one.peerId);
    },
    clog: (from, to, bytes) => void waiting.set(`${from.peerId} ${to.peerId}`, bytes),
    intercept(next) {
      mayPass = next;
    },
    get passed() {
      return passed;
    },
  };
}
