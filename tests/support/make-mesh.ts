// Bare meshes in a simulated world: the lower half of a room. For tests of topology, and for members of a room who do
// not keep to the rules. What each dials and is told is written down.

import { peerTransportId } from '../../src/discovery/namespace.ts';
import { createMesh } from '../../src/mesh/mesh.ts';
import type { Mesh, MeshEvent, MeshOptions } from '../../src/mesh/mesh-ports.ts';
import type { KnownPeer } from '../../src/mesh/mesh-peer.ts';
import { decodeEnvelope } from '../../src/mesh/envelope.ts';
import { decodeMeshMessage, MESH_PROTOCOL, type MeshMessage } from '../../src/mesh/protocol.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { createEmitter } from '../../src/primitives/events.ts';
import type { PeerId, TransportId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { ok } from '../../src/primitives/result.ts';
import { createRoomEntries } from '../../src/room/room-entries.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession, type LocalPeer } from '../../src/secure/identity.ts';
import type { HandshakeContext, SecureLink } from '../../src/secure/secure-link.ts';
import type { Endpoint } from '../../src/transport/transport.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { createSeededRandom } from './seeded-random.ts';
import { makeContext } from './secure-pair.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createSimNetwork, type SimMachine, type SimNetwork } from './sim-network.ts';

export interface MeshWorld {
  readonly clock: SimClock;
  readonly network: SimNetwork;
  /** What all meet in. */
  readonly context: HandshakeContext;
}

export interface SimMesh {
  readonly mesh: Mesh;
  readonly peerId: PeerId;
  readonly peer: LocalPeer;
  readonly machine: SimMachine;
  readonly address: TransportId;
  /** What its own entry says. */
  readonly known: KnownPeer;
  readonly events: readonly MeshEvent[];
  readonly dials: readonly { readonly to: TransportId; readonly atMs: number }[];
  /** Messages of the mesh's own protocol that came over any link. */
  readonly told: readonly { readonly from: PeerId; readonly atMs: number; readonly message: MeshMessage }[];
  /** Proven links in the order of coming about; each can be made to seem interrupted on this side. */
  readonly links: readonly HeldLink[];
  /** Dials an address and proves; undefined when no link came of it. */
  meet(address: TransportId): Promise<PeerId | undefined>;
}

export interface MakeMeshOptions {
  /** Decides the keys, and so the id. */
  readonly seed: number;
  readonly overrides?: Partial<MeshOptions>;
}

export interface HeldLink {
  readonly link: SecureLink;
  interrupt(isInterrupted: boolean): void;
  doubt(isDoubted: boolean): void;
}

/** A mesh with an address at the broker; takes 200 ms of virtual time. */
export async function makeMesh(world: MeshWorld, { seed, overrides }: MakeMeshOptions): Promise<SimMesh> {
  const { clock, network, context } = world;
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const { peerId } = peer;
  const events: MeshEvent[] = [];
  const told: SimMesh['told'][number][] = [];
  const links: HeldLink[] = [];
  const address = peerTransportId(peerId);
  const { namespace } = context;
  const entries = createRoomEntries({ peer, crypto, clock, namespace, transportIds: () => [address] });
  const note = (from: PeerId, message: MeshMessage) => told.push({ from, atMs: clock.nowMs(), message });
  const mesh = createMesh({
    self: peerId,
    async secure(link, signal) {
      const dependencies = { crypto, clock, random, peer };
      const offer = { contexts: [context], capabilities: [], signal };
      const proven = await establishSecureLink(link, { ...dependencies, ...offer });
      if (!proven.ok) return proven;
      const held = holdLink(listenIn(proven.value, note));
      links.push(held);
      return ok(held.link);
    },
    openEntry: (encoded) => entries.open(encoded),
    clock,
    random,
    log: silentLog,
    onEvent: (event) => void events.push(event),
    ...overrides,
  });
  const machine = network.createMachine();
  const endpoint = await claim(world, machine, address);
  const dials: SimMesh['dials'][number][] = [];
  mesh.addEndpoint(watchDials(endpoint, (to) => dials.push({ to, atMs: clock.nowMs() })));
  const own = await entries.issue();
  mesh.setOwnEntry(own);
  const known = await entries.open(own);
  if (!known) throw new Error('one does not read what one signed');
  const meet = async (to: TransportId) => {
    const link = await endpoint.dial(to);
    return link.ok ? mesh.adopt(link.value) : undefined;
  };
  return { mesh, peerId, peer, machine, address, known, events, dials, told, links, meet };
}

function holdLink(link: SecureLink): HeldLink {
  const interruptions = createEmitter<boolean>();
  const doubts = createEmitter<boolean>();
  let [isInterrupted, isDoubted] = [false, false];
  const held: SecureLink = new Proxy(link, {
    get(target, key) {
      if (key === 'isInterrupted') return isInterrupted || target.isInterrupted;
      if (key === 'onInterrupted') return onInterrupted;
      if (key === 'isDoubted') return isDoubted;
      if (key === 'onDoubted') return onDoubted;
      return Reflect.get(target, key) as unknown;
    },
  });
  const onInterrupted: SecureLink['onInterrupted'] = (listener) => {
    link.onInterrupted(listener);
    return interruptions.on(listener);
  };
  const onDoubted: SecureLink['onDoubted'] = (listener) => doubts.on(listener);
  return {
    link: held,
    doubt(now) {
      isDoubted = now;
      doubts.emit(now);
    },
    interrupt(now) {
      isInterrupted = now;
      interruptions.emit(now);
    },
  };
}

/** An object that behaves like `target` but for `parts`. */
function override<T extends object>(target: T, parts: Partial<T>): T {
  return new Proxy(target, {
    get: (_, key) => Reflect.get(Object.hasOwn(parts, key) ? parts : target, key) as unknown,
  });
}

export function createMeshWorld(seed = 1): MeshWorld {
  const clock = createSimClock();
  const network = createSimNetwork({ clock, random: createSeededRandom(seed) });
  return { clock, network, context: makeContext(seed + 1) };
}

/** Meshes that know nothing of each other, lowest id first. */
export async function makeMeshes(
  world: MeshWorld,
  count: number,
  optionsOf: (index: number) => Partial<MeshOptions> = () => ({}),
): Promise<SimMesh[]> {
  const meshes: SimMesh[] = [];
  for (let seed = 1; seed <= count; seed += 1)
    meshes.push(await makeMesh(world, { seed, overrides: optionsOf(seed - 1) }));
  return meshes.sort((a, b) => (a.peerId < b.peerId ? -1 : 1));
}

/** Links both by a dial of the first. */
export async function linkMeshes({ clock }: MeshWorld, dialer: SimMesh, listener: SimMesh): Promise<void> {
  const meeting = dialer.meet(listener.address);
  await clock.until(() => listener.mesh.linked.includes(dialer.peerId), 5_000);
  await clock.advance(200);
  await meeting;
}

/** The mesh message that a payload is, if it is one. */
export function readMeshMessage(payload: Uint8Array): MeshMessage | undefined {
  const envelope = decodeEnvelope(payload);
  if (envelope?.protocol !== MESH_PROTOCOL.id) return undefined;
  const decoded = decodeMeshMessage(envelope.payload);
  return decoded.ok ? decoded.value : undefined;
}

async function claim({ clock, network }: MeshWorld, machine: SimMachine, id: TransportId): Promise<Endpoint> {
  const claiming = createMemoryTransport(network, 'broker', machine).claim(id);
  await clock.advance(200);
  const claimed = await claiming;
  if (!claimed.ok) throw new Error(claimed.error.code);
  return claimed.value;
}

function listenIn(link: SecureLink, note: (from: PeerId, message: MeshMessage) => void): SecureLink {
  const hear = (payload: Bytes) => {
    const message = readMeshMessage(payload);
    if (message) note(link.remote.peerId, message);
  };
  return override(link, {
    onMessage: (listener) =>
      link.onMessage((received) => {
        hear(received.payload);
        listener(received);
      }),
  });
}

function watchDials(endpoint: Endpoint, note: (to: TransportId) => void): Endpoint {
  return override(endpoint, {
    dial(to, options) {
      note(to);
      return endpoint.dial(to, options);
    },
  });
}
