// Broadcasts to everybody in the mesh, linked or not: signs one's own, checks those of others before they are delivered
// or passed on, and holds every neighbour to its limits. When a broadcast goes this way is the overlay's choice; what
// comes this way is always taken.

import { copyBytes, type Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Log } from '../../primitives/log.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { createTokenBucket } from '../../primitives/token-bucket.ts';
import { createFifo, type Fifo } from '../../secure/fifo.ts';
import type { LocalPeer } from '../../secure/identity.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import type { Mesh, MeshMessageReceived } from '../mesh-ports.ts';
import type { Sender } from '../sender.ts';
import { GossipIntake, type Given } from './gossip-intake.ts';
import {
  decodeGossipMessage,
  gossipId,
  gossipIdOf,
  GOSSIP_PROTOCOL,
  MAX_GOSSIP_PAYLOAD_BYTES,
  MAX_HOPS,
  signedBytes,
  type Gossip,
  type GossipId,
  type GossipMessage,
  type UnsignedGossip,
} from './gossip-message.ts';
import { boundedManner, type MannerOf } from './manner.ts';
import { createNeighbourLimits, type NeighbourLimits } from './neighbour-limits.ts';
import { createOrigins, OWN_BYTES, OWN_MESSAGES, type Origins } from './origins.ts';
import { Plumtree } from './plumtree.ts';

export interface GossipReceived {
  /** The author, proven by its signature; linked or not. */
  readonly from: Sender;
  readonly protocol: string;
  readonly version: number;
  readonly payload: Bytes;
  /** Its author's own count, which grows with each: they may overtake each other. */
  readonly sequence: number;
  /** The neighbour that brought it. */
  readonly via: PeerId;
  /** Links it travelled, 1 from a neighbour's own. As the neighbours say: not proven. */
  readonly hops: number;
  /** How long others held it, up to 30 s when a link came up late. As the neighbours say, and without transit. */
  readonly ageMs: number;
  /** As its author signed it. */
  readonly signed: Gossip;
  /** In answer to a question, see {@link GossipBroadcaster.learn}. */
  readonly isTold: boolean;
}

export interface GossipOptions {
  readonly self: LocalPeer;
  /** Of the room, 16 bytes. */
  readonly namespace: Uint8Array;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  readonly links: Pick<Mesh, 'send' | 'handle' | 'blame' | 'countDropped'>;
  /** Nothing of others is taken or passed on; default: everybody is one. */
  readonly isMember?: (identity: IdentityId) => boolean;
  /** Default: everything takes the tree. */
  readonly mannerOf?: MannerOf;
  /** A broadcast of somebody else, once. In its author's order as long as the way stays the same, no longer. */
  readonly onMessage: (received: GossipReceived) => void;
}

export interface GossipBroadcaster extends Disposable {
  /**
   * Signs and spreads. False when it is larger than 48 KiB, beyond one's own rate (16 a second and 48 KiB a second,
   * with bursts of 100 and 512 KiB), or after disposal. Without neighbours it waits up to 30 s for the first.
   */
  broadcast(protocol: string, version: number, payload: Uint8Array): boolean;
  /** Resolves when everything broadcast so far is signed and handed to the links. */
  settled(): Promise<void>;
  /** What a neighbour was asked for and told, however old: verified as all else, once, and not passed on. */
  learn(from: PeerId, message: Gossip): void;
  /** A link to this peer is in use. */
  onNeighbourUp(peer: PeerId): void;
  /** It is not any more. An interrupted link is still one. */
  onNeighbourDown(peer: PeerId): void;
  /** A linked neighbour that had the last broadcast of `origin` within 2 minutes: the first of them that did. */
  nextHopTo(origin: PeerId): PeerId | undefined;
}

/** Peers whose limits are remembered, so that a new link is no new allowance, and for how long. */
const MAX_LIMITS = 256;
const KEEP_LIMITS_MS = 10 * 60_000;

export function createGossip(options: GossipOptions): GossipBroadcaster {
  return new TreeGossip(options);
}

class TreeGossip implements GossipBroadcaster {
  readonly #options: GossipOptions;
  readonly #tree: Plumtree;
  readonly #origins: Origins;
  readonly #intake: GossipIntake;
  readonly #limits = createBoundedMemory<PeerId, NeighbourLimits>({
    keepMs: KEEP_LIMITS_MS,
    maxEntries: MAX_LIMITS,
  });
  readonly #ownMessages = createTokenBucket(OWN_MESSAGES);
  readonly #ownBytes = createTokenBucket(OWN_BYTES);
  readonly #signing: Fifo<{ readonly id: GossipId; readonly message: Gossip }>;
  readonly #stopListening: () => void;
  #isDisposed = false;
  /** From the clock, so that it also grows over a rejoin of the same instance. */
  #sequence: number;

  constructor(options: GossipOptions) {
    this.#options = options;
    const { clock, random, crypto, links, namespace } = options;
    this.#sequence = Math.floor(clock.nowMs());
    this.#origins = createOrigins({ clock, crypto });
    this.#tree = new Plumtree({
      clock,
      random,
      send: (to, frame) => links.send(to, GOSSIP_PROTOCOL, frame),
      mayAnswer: (peer, sizeBytes) => this.#mayAnswer(peer, sizeBytes),
      onBrokenPromise: (peer) => this.#onBrokenPromise(peer),
      mannerOf: boundedManner(options.mannerOf ?? (() => 'tree'), clock),
    });
    this.#intake = new GossipIntake({
      self: options.self.peerId,
      namespace: copyBytes(namespace),
      crypto,
      clock,
      origins: this.#origins,
      tree: this.#tree,
      limitsOf: (peer) => this.#limitsOf(peer),
      isMember: options.isMember ?? (() => true),
      deliver: (given, origin) => this.#deliver(given, origin),
      blame: (peer, detail) => links.blame(peer, detail),
      countDropped: (peer) => links.countDropped(peer),
    });
    this.#signing = createFifo(
      ({ id, message }) => this.#tree.publish(id, message),
      (reason) => this.#note('not signed', reason),
    );
    this.#stopListening = links.handle(GOSSIP_PROTOCOL.id, (received) => this.#onReceived(received));
  }

  broadcast(protocol: string, version: number, payload: Uint8Array): boolean {
    const nowMs = this.#options.clock.nowMs();
    if (this.#isDisposed || payload.length > MAX_GOSSIP_PAYLOAD_BYTES) return false;
    if (!this.#ownBytes.take(nowMs, payload.length) || !this.#ownMessages.take(nowMs)) return false;
    this.#sequence += 1;
    const { identity, sessionNonce } = this.#options.self;
    const author = { key: identity.publicKey, nonce: sessionNonce, sequence: this.#sequence };
    this.#signing.push(this.#sign({ ...author, protocol, version, payload: copyBytes(payload) }));
    return true;
  }

  settled(): Promise<void> {
    return this.#signing.settled();
  }

  learn(from: PeerId, message: Gossip): void {
    this.#take(from, message, true);
  }

  onNeighbourUp(peer: PeerId): void {
    this.#tree.neighbourUp(peer);
  }

  onNeighbourDown(peer: PeerId): void {
    this.#tree.neighbourDown(peer);
  }

  nextHopTo(origin: PeerId): PeerId | undefined {
    const last = this.#origins.lastOf(origin);
    return last && this.#tree.holderOf(last);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#stopListening();
    this.#tree.dispose();
  }

  async #sign(unsigned: UnsignedGossip): Promise<{ readonly id: GossipId; readonly message: Gossip }> {
    const { self, namespace, crypto } = this.#options;
    const [id, signature] = await Promise.all([
      gossipIdOf(self.peerId, unsigned.sequence, crypto),
      self.identity.sign(signedBytes(unsigned, namespace)),
    ]);
    return { id, message: { type: 'GOSSIP', ...unsigned, signature, hops: 1, ageMs: 0 } };
  }

  #onReceived({ from: { peerId }, version, channel, payload }: MeshMessageReceived): void {
    const { links } = this.#options;
    // Elsewhere the mesh counts messages of other kinds, or none at all.
    if (channel !== GOSSIP_PROTOCOL.channel) return links.blame(peerId, `gossip: on ${channel}`);
    if (version !== GOSSIP_PROTOCOL.version) return links.countDropped(peerId);
    const decoded = decodeGossipMessage(payload);
    if (decoded.ok) this.#onMessage(peerId, decoded.value);
    else links.blame(peerId, `gossip: ${decoded.error.detail}`);
  }

  #onMessage(from: PeerId, message: GossipMessage): void {
    switch (message.type) {
      case 'GOSSIP':
        return this.#take(from, message, false);
      case 'IHAVE':
        return this.#onAnnounced(from, message.ids, message.hops);
      case 'GRAFT':
        return this.#maySwitch(from) ? this.#tree.graft(from, message.ids.map(gossipId)) : undefined;
      default:
        return this.#maySwitch(from) ? this.#tree.prune(from) : undefined;
    }
  }

  #take(from: PeerId, message: Gossip, isTold: boolean): void {
    this.#intake.take({ message, from, isTold }).catch((reason) => this.#note('not taken', reason));
  }

  #onAnnounced(from: PeerId, ids: readonly Bytes[], hops: Bytes): void {
    const { links, clock } = this.#options;
    if (ids.length !== hops.length || hops.some((each) => each >= MAX_HOPS)) {
      return links.blame(from, 'gossip: hops that are none');
    }
    const mayAnnounce = this.#limitsOf(from).announcedIds.take(clock.nowMs(), ids.length);
    const areTaken =
      mayAnnounce && ids.every((id, index) => this.#tree.announced(gossipId(id), from, hops[index] ?? 0));
    if (!areTaken) links.countDropped(from);
  }

  #maySwitch(from: PeerId): boolean {
    const may = this.#limitsOf(from).switches.take(this.#options.clock.nowMs());
    if (!may) this.#options.links.countDropped(from);
    return may;
  }

  #mayAnswer(peer: PeerId, sizeBytes: number): boolean {
    const may = this.#limitsOf(peer).answeredBytes.take(this.#options.clock.nowMs(), sizeBytes);
    if (!may) this.#options.links.countDropped(peer);
    return may;
  }

  #onBrokenPromise(peer: PeerId): void {
    const { clock, links } = this.#options;
    if (this.#limitsOf(peer).brokenPromises.take(clock.nowMs())) return;
    links.blame(peer, 'gossip: announces what it does not have');
  }

  #deliver({ message, from: via, isTold }: Given, from: Sender): void {
    const { protocol, version, payload, sequence, hops, ageMs } = message;
    const { onMessage } = this.#options;
    onMessage({ from, protocol, version, payload, sequence, via, hops, ageMs, signed: message, isTold });
  }

  #limitsOf(peer: PeerId): NeighbourLimits {
    const nowMs = this.#options.clock.nowMs();
    const known = this.#limits.get(peer, nowMs);
    if (known) return known;
    const limits = createNeighbourLimits();
    this.#limits.set(peer, limits, nowMs);
    return limits;
  }

  #note(message: string, reason: unknown): void {
    const detail = reason instanceof Error ? reason.message : String(reason);
    this.#options.log.write({ level: 'error', part: 'gossip', message, facts: { detail } });
  }
}
