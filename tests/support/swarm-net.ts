// Peers with swarms on links of given rates, in virtual time. A peer's uplink sends one frame after the other, those who
// wait for it in turn; what arrives passes the other's downlink. Control goes first, and every byte is counted.

import { decodeMessage, encodeMessage, type Encodable } from '../../src/primitives/codec.ts';
import { concatBytes, type Bytes } from '../../src/primitives/bytes.ts';
import { formatPeerId, type IdentityId, type PeerId } from '../../src/primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import {
  swarmNewsProtocol,
  swarmProtocol,
  type SwarmMessage,
  type SwarmNews,
} from '../../src/swarm/protocol.ts';
import { ReadAhead } from '../../src/swarm/read-ahead.ts';
import type { SwarmPort } from '../../src/swarm/swarm-port.ts';
import { createSwarms, type Swarms, type SwarmsEvent } from '../../src/swarm/swarms.ts';
import { MAX_QUEUED_BYTES } from '../../src/transport/transport.ts';
import { createFakeAttest } from './fake-attest.ts';
import { createLossyPath } from './lossy-path.ts';
import { createMemoryStores, type MemoryStores } from './memory-chunks.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

export interface NetPeerOptions {
  /** Bytes a second; default 1 MiB. */
  readonly upRate?: number;
  /** Default: eight times the uplink. */
  readonly downRate?: number;
  readonly latencyMs?: number;
  /** Of its uplink: how many packets are lost, 0 to 1, so that one connection brings less than the rate. */
  readonly loss?: number;
  readonly maxFrameBytes?: number;
  readonly stores?: MemoryStores;
}

export interface Sent {
  chunkBytes: number;
  controlBytes: number;
}

export interface NetPeer {
  readonly id: PeerId;
  readonly swarms: Swarms;
  readonly stores: MemoryStores;
  readonly events: SwarmsEvent[];
  readonly sent: Sent;
  readonly blamed: string[];
  readonly linkRequests: PeerId[];
  /** Frames it was to send, before they go out; false swallows one. */
  meddle: ((to: PeerId, frame: Bytes) => Bytes | false) | undefined;
  /** Hears what it says to its partners, when it is said. */
  overhear: ((to: PeerId, message: SwarmMessage) => void) | undefined;
  /** Nothing of it leaves any more, though its links stand. */
  isFrozen: boolean;
  /** Its chunks take so many times as long as its rate says. */
  slowdown: number;
}

interface Parcel {
  readonly bytes: number;
  readonly deliver: () => void;
}

interface Line {
  readonly to: Node;
  readonly control: Parcel[];
  readonly bulk: Parcel[];
  bulkBytes: number;
}

interface Node extends NetPeer {
  readonly upRate: number;
  readonly downRate: number;
  readonly latencyMs: number;
  /** How long so many bytes keep the uplink busy. */
  readonly sendingMs: (bytes: number) => number;
  readonly lines: Map<PeerId, Line>;
  isSending: boolean;
  turn: number;
  downFreeMs: number;
  isHere: boolean;
}

const MIB = 1024 * 1024;
const LOW_WATER_BYTES = 128 * 1024;
/** Sealing, envelopes, SCTP, DTLS and so on. */
const FRAME_OVERHEAD_BYTES = 90;
const DIAL_MS = 300;

export interface SwarmNet {
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly peers: readonly NetPeer[];
  add(options?: NetPeerOptions): NetPeer;
  link(a: NetPeer, b: NetPeer): void;
  unlink(a: NetPeer, b: NetPeer): void;
  linkAll(): void;
  isLinked(a: NetPeer, b: NetPeer): boolean;
  /** It is gone without a word. */
  remove(peer: NetPeer): void;
  /** All bytes that left any peer since the beginning. */
  totalBytes(): number;
}

const UNTOUCHED = { meddle: undefined, overhear: undefined, isFrozen: false, slowdown: 1 } as const;

export function createSwarmNet(
  seed: number,
  { maxLinks = 64 }: { readonly maxLinks?: number } = {},
): SwarmNet {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const crypto = createNodeCrypto();
  const nodes: Node[] = [];
  const transmit = createTransmitter(clock);

  function here(): readonly Node[] {
    return nodes.filter(({ isHere }) => isHere);
  }

  function portOf(self: () => Node, maxFrameBytes: number): SwarmPort {
    const lineTo = (to: PeerId) => self().lines.get(to);
    return {
      maxFrameBytes,
      neighbours: () => Array.from(self().lines.keys()),
      members: () => here().flatMap(({ id }) => (id === self().id ? [] : [id])),
      send(to, message) {
        const line = lineTo(to);
        if (!line) return false;
        const { bytes, heard } = carry(swarmProtocol, message);
        self().overhear?.(to, heard);
        sendControl(self(), line, { bytes, deliver: () => line.to.swarms.onMessage(self().id, heard) });
        return true;
      },
      broadcast(news) {
        const others = here().filter((node) => node !== self() && tell(self(), node, news));
        return others.map(({ id }) => id);
      },
      tell(to, news) {
        const node = here().find(({ id }) => id === to);
        return node ? tell(self(), node, news) : false;
      },
      sendChunk(to, ...parts) {
        const frame = concatBytes(...parts);
        const node = self();
        const line = lineTo(to);
        if (!line || line.bulkBytes + frame.length > MAX_QUEUED_BYTES.bulk) return false;
        const meddled = node.meddle ? node.meddle(to, frame) : frame;
        if (!meddled) return true;
        node.sent.chunkBytes += meddled.length + FRAME_OVERHEAD_BYTES;
        line.bulkBytes += meddled.length;
        line.bulk.push({
          bytes: meddled.length,
          deliver: () => line.to.swarms.onFrame(node.id, meddled),
        });
        transmit(node);
        return true;
      },
      bufferedBytes: (to) => lineTo(to)?.bulkBytes ?? 0,
      requestLink(to) {
        const from = self();
        from.linkRequests.push(to);
        clock.schedule(DIAL_MS, () => {
          const other = here().find(({ id }) => id === to);
          if (other && from.lines.size < maxLinks && other.lines.size < maxLinks) link(from, other);
        });
      },
      blame: (peer, detail) => void self().blamed.push(`${peer}: ${detail}`),
    };
  }

  /** By gossip or over a link: counted once a receiver, and there after a moment. */
  function tell(from: Node, to: Node, news: SwarmNews): true {
    const { bytes, heard } = carry(swarmNewsProtocol, news);
    from.sent.controlBytes += bytes;
    clock.schedule(from.latencyMs + to.latencyMs, () => {
      if (to.isHere) to.swarms.onNews(from.id, heard);
    });
    return true;
  }

  function sendControl(from: Node, line: Line, parcel: Parcel): void {
    from.sent.controlBytes += parcel.bytes;
    line.control.push(parcel);
    transmit(from);
  }

  function link(a: NetPeer, b: NetPeer): void {
    const [first, second] = [nodeOf(a), nodeOf(b)];
    if (first === second || first.lines.has(second.id) || !first.isHere || !second.isHere) return;
    first.lines.set(second.id, { to: second, control: [], bulk: [], bulkBytes: 0 });
    second.lines.set(first.id, { to: first, control: [], bulk: [], bulkBytes: 0 });
    first.swarms.onLinked(second.id);
    second.swarms.onLinked(first.id);
  }

  function unlink(a: NetPeer, b: NetPeer): void {
    const [first, second] = [nodeOf(a), nodeOf(b)];
    if (!first.lines.delete(second.id)) return;
    second.lines.delete(first.id);
    if (first.isHere) first.swarms.onUnlinked(second.id);
    if (second.isHere) second.swarms.onUnlinked(first.id);
  }

  function nodeOf(peer: NetPeer): Node {
    return peer as Node;
  }

  function add(options: NetPeerOptions = {}): NetPeer {
    const { upRate = MIB, latencyMs = 5, maxFrameBytes = 65_000, stores = createMemoryStores() } = options;
    const id = formatPeerId(random.bytes(16));
    const tools = {
      self: id,
      port: portOf(() => node, maxFrameBytes),
      readAhead: new ReadAhead(),
      attest: createFakeAttest({ peerId: id, identityId: `identity-${id}` as IdentityId }),
      clock,
      random: createSeededRandom(randomInteger(random, 2 ** 31)),
      hash: crypto,
      stores,
    };
    const node: Node = {
      id,
      swarms: createSwarms(tools),
      stores,
      events: [],
      sent: { chunkBytes: 0, controlBytes: 0 },
      blamed: [],
      linkRequests: [],
      ...UNTOUCHED,
      upRate,
      downRate: options.downRate ?? 8 * upRate,
      latencyMs,
      sendingMs: createUplink(options, upRate, createSeededRandom(seed + nodes.length)),
      lines: new Map(),
      isSending: false,
      turn: 0,
      downFreeMs: 0,
      isHere: true,
    };
    node.swarms.onEvent((event) => node.events.push(event));
    nodes.push(node);
    for (const other of here()) if (other !== node) other.swarms.onMember(node.id);
    return node;
  }

  return {
    clock,
    random,
    peers: nodes,
    add,
    link,
    unlink,
    linkAll() {
      for (const a of here()) for (const b of here()) link(a, b);
    },
    isLinked: (a, b) => nodeOf(a).lines.has(b.id),
    remove(peer) {
      const node = nodeOf(peer);
      for (const other of here()) unlink(node, other);
      node.isHere = false;
      for (const other of here()) other.swarms.onGone(node.id);
    },
    totalBytes: () => nodes.reduce((sum, { sent }) => sum + sent.chunkBytes + sent.controlBytes, 0),
  };
}

/** One frame after the other, no faster than the rate, and than losses let it. */
function createUplink({ latencyMs = 5, loss = 0 }: NetPeerOptions, upRate: number, random: RandomSource) {
  const lossyMs = createLossyPath({ roundTripMs: 4 * latencyMs, loss, random });
  return (bytes: number) => Math.max((bytes * 1_000) / upRate, loss > 0 ? lossyMs(bytes) : 0);
}

/** A message as it goes over the wire: what does not pass the channel's boundary is a fault of the engine. */
function carry<M extends Encodable>(protocol: Protocol<M>, message: M) {
  const payload = encodeMessage(message);
  const heard = decodeMessage(payload, protocol.message);
  if (!heard.ok || payload.length > protocol.maxBytes)
    throw new Error(`${protocol.id}: ${heard.ok ? `${payload.length} bytes` : heard.error.detail}`);
  return { bytes: payload.length + FRAME_OVERHEAD_BYTES, heard: heard.value };
}

/** Sends what waits on a peer's uplink, one parcel after the other. */
function createTransmitter(clock: SimClock): (node: Node) => void {
  function transmit(node: Node): void {
    if (node.isSending || node.isFrozen) return;
    const next = nextParcel(node);
    if (!next) return;
    node.isSending = true;
    const { line, parcel, isBulk } = next;
    clock.schedule((isBulk ? node.slowdown : 1) * node.sendingMs(parcel.bytes), () => {
      node.isSending = false;
      arrive(node, line, parcel);
      if (isBulk) {
        line.bulkBytes -= parcel.bytes;
        const crossed = line.bulkBytes <= LOW_WATER_BYTES && line.bulkBytes + parcel.bytes > LOW_WATER_BYTES;
        if (crossed && node.isHere) node.swarms.onWritable(line.to.id);
      }
      transmit(node);
    });
  }

  function nextParcel(node: Node) {
    const lines = Array.from(node.lines.values());
    for (const line of lines) {
      const parcel = line.control.shift();
      if (parcel) return { line, parcel, isBulk: false };
    }
    for (let tries = 0; tries < lines.length; tries += 1) {
      node.turn += 1;
      const line = lines[node.turn % lines.length];
      const parcel = line?.bulk.shift();
      if (line && parcel) return { line, parcel, isBulk: true };
    }
    return undefined;
  }

  function arrive(from: Node, line: Line, parcel: Parcel): void {
    const { to } = line;
    const reachesMs = clock.nowMs() + from.latencyMs + to.latencyMs;
    to.downFreeMs = Math.max(reachesMs, to.downFreeMs) + (parcel.bytes * 1_000) / to.downRate;
    clock.schedule(to.downFreeMs - clock.nowMs(), () => {
      if (to.isHere && from.lines.get(to.id) === line) parcel.deliver();
    });
  }

  return transmit;
}
