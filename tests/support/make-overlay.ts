// Overlays in a simulated world, without rooms, routers and handshakes: hundreds of them fit into one process. Each has an
// address at a broker, renews its entry every minute, and writes down what it hears.

import { peerTransportId } from '../../src/discovery/namespace.ts';
import type { ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import { createOverlay } from '../../src/mesh/overlay.ts';
import type { Overlay, OverlayEvent, OverlayOptions } from '../../src/mesh/overlay-ports.ts';
import { decodeUtf8, encodeUtf8 } from '../../src/primitives/bytes.ts';
import { scheduleEvery } from '../../src/primitives/clock.ts';
import { parsePeerId, type PeerId, type TransportId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createRoomEntries, type RoomEntries } from '../../src/room/room-entries.ts';
import type { Entry } from '../../src/secure/entry.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { createPlainSecure } from './plain-links.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createSimNetwork, type SimMachine, type SimNetwork, type SimNetworkOptions } from './sim-network.ts';

export interface OverlayWorld {
  readonly seed: number;
  readonly clock: SimClock;
  readonly network: SimNetwork;
  /** One more, which knows nobody. */
  add(options?: AddOverlayOptions): Promise<SimOverlay>;
  addMany(count: number, options?: AddOverlayOptions): Promise<readonly SimOverlay[]>;
}

export interface AddOverlayOptions {
  readonly topology?: OverlayOptions['topology'];
  /** Milliseconds by which its clock is ahead of everybody else's. */
  readonly clockSkewMs?: number;
  readonly isMember?: OverlayOptions['isMember'];
}

export interface Heard {
  readonly from: PeerId;
  readonly text: string;
  readonly atMs: number;
}

/** What was announced is not kept: in a room of 500 it is all there is. */
export type SimEvent =
  | Exclude<OverlayEvent, { readonly type: 'announced' }>
  | { readonly type: 'announced'; readonly peerId: PeerId };

export interface SimOverlay {
  readonly overlay: Overlay;
  readonly peerId: PeerId;
  readonly machine: SimMachine;
  readonly entry: Entry;
  /** Broadcasts and messages to it alone, in order. */
  readonly heard: readonly Heard[];
  readonly events: readonly SimEvent[];
  say(text: string): readonly PeerId[];
  tell(to: PeerId, text: string): boolean;
  /** Learns of others, as from a registry. */
  meet(...others: readonly SimOverlay[]): void;
  leave(): void;
}

export const OVERLAY_NAMESPACE = new Uint8Array(16).fill(9);
const TEXT: ProtocolAddress = { id: 'text', version: 1, channel: 'control' };
const RENEW_MS = 60_000;

export function createOverlayWorld(seed: number, options: Partial<SimNetworkOptions> = {}): OverlayWorld {
  const clock = createSimClock();
  const network = createSimNetwork({ clock, random: createSeededRandom(seed + 1), ...options });
  let made = 0;
  const shared: Shared = { clock, network, readers: [] };
  const add = (given: AddOverlayOptions = {}) => {
    made += 1;
    return makeOverlay(shared, seed * 10_000 + made, given);
  };
  return {
    seed,
    clock,
    network,
    add,
    addMany: (count, given) => Promise.all(Array.from({ length: count }, () => add(given))),
  };
}

interface Shared {
  readonly clock: SimClock;
  readonly network: SimNetwork;
  /** The first one reads the entries of all: each is verified, and held, once in a world instead of once a peer. */
  readonly readers: RoomEntries[];
}

async function makeOverlay(
  { clock: world, network, readers }: Shared,
  seed: number,
  { topology, clockSkewMs = 0, isMember }: AddOverlayOptions,
): Promise<SimOverlay> {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const clock = { ...world, nowMs: () => world.nowMs() + clockSkewMs };
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const address = peerTransportId(peer.peerId);
  const machine = network.createMachine();
  const namespace = OVERLAY_NAMESPACE;
  const entries = createRoomEntries({ peer, crypto, clock, namespace, transportIds: () => [address] });
  readers.push(entries);
  const openEntry = (bytes: Uint8Array) => (readers[0] ?? entries).open(bytes);
  const heard: Heard[] = [];
  const events: SimEvent[] = [];
  const overlay = createOverlay({
    self: peer,
    secure: createPlainSecure(peer, crypto),
    crypto,
    clock,
    random,
    log: silentLog,
    topology,
    isMember,
    onEvent(event) {
      if (event.type === 'announced') events.push({ type: event.type, peerId: event.member.entry.peerId });
      else if (event.type !== 'measured') events.push(event);
    },
  });
  const hear = ({
    from,
    payload,
  }: {
    readonly from: { readonly peerId: PeerId };
    readonly payload: Uint8Array;
  }) => heard.push({ from: from.peerId, text: decodeUtf8(payload) ?? '', atMs: world.nowMs() });
  overlay.handle(TEXT.id, hear);
  overlay.handleBroadcasts(TEXT.id, hear);
  overlay.enter({ namespace, openEntry, addressOf: peerTransportId, peerAt });
  const issue = async () => {
    const entry = await entries.issue();
    overlay.setOwn({ entry });
    return entry;
  };
  const entry = await openEntry(await issue());
  if (!entry) throw new Error('one does not read what one signed');
  const stopRenewing = scheduleEvery(world, RENEW_MS, () => machine.isCrashed || void issue());
  const claiming = createMemoryTransport(network, 'broker', machine).claim(address);
  void claiming.then((claimed) => claimed.ok && overlay.mesh.addEndpoint(claimed.value));
  return {
    overlay,
    peerId: peer.peerId,
    machine,
    entry,
    heard,
    events,
    say: (text) => overlay.broadcast(TEXT, encodeUtf8(text)),
    tell: (to, text) => overlay.send(to, TEXT, encodeUtf8(text)),
    meet(...others) {
      for (const other of others) void overlay.openEntry(other.entry.encoded);
      overlay.learn(others.map((other) => other.entry));
    },
    leave() {
      stopRenewing();
      overlay.leave();
    },
  };
}

/** Whose address it is, without the number of an attempt. */
function peerAt(address: TransportId): PeerId | undefined {
  return parsePeerId(address.split('-')[1] ?? '');
}

/** Sizes of the parts that links connect, largest first. */
export function linkedParts(overlays: readonly SimOverlay[]): readonly number[] {
  const byId = new Map(overlays.map((each) => [each.peerId, each]));
  const seen = new Set<PeerId>();
  const sizes: number[] = [];
  for (const { peerId } of overlays) if (!seen.has(peerId)) sizes.push(reach(peerId, byId, seen));
  return sizes.sort((a, b) => b - a);
}

/** How many can be reached from one over links, itself included; all of them are seen then. */
function reach(from: PeerId, byId: ReadonlyMap<PeerId, SimOverlay>, seen: Set<PeerId>): number {
  const part = [from];
  for (const id of part) {
    if (seen.has(id)) continue;
    seen.add(id);
    part.push(...(byId.get(id)?.overlay.mesh.linked.filter((next) => byId.has(next)) ?? []));
  }
  return new Set(part).size;
}

/** How many links each has. */
export function degreesOf(overlays: readonly SimOverlay[]): readonly number[] {
  return overlays.map(({ overlay }) => overlay.mesh.linked.length);
}

/** Whether everybody knows everybody else, and nobody more. */
export function allKnowAll(overlays: readonly SimOverlay[]): boolean {
  const ids = new Set(overlays.map(({ peerId }) => peerId));
  return overlays.every(({ overlay, peerId }) => {
    const { members } = overlay;
    return members.length === ids.size - 1 && members.every((each) => ids.has(each) && each !== peerId);
  });
}
