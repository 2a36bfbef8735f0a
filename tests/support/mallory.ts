// Mallory: a member of the room who does not keep to the rules. She knows the words and proved herself; what she sends is
// up to the test.

import { peerTransportId } from '../../src/discovery/namespace.ts';
import type { ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { PROFILE_PROTOCOL } from '../../src/room/profile-protocol.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import type { Link } from '../../src/transport/transport.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { makeMesh, type MeshWorld, type SimMesh } from './make-mesh.ts';
import { createSimWorld, type SimRoom } from './make-room.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { makePerson } from './secure-pair.ts';
import { createSeededRandom } from './seeded-random.ts';

/** Ada and Bob see each other in a room, and Mallory's mesh is linked with Ada. `attack` sends Ada anything. */
export async function malloryScene() {
  const world = createSimWorld(4);
  const { clock, network, code } = world;
  const [ada, bob] = [await world.makeRoom('Ada'), await world.makeRoom('Bob')];
  await clock.until(() => ada.sees.includes('Bob') && bob.sees.includes('Ada'), 20_000);
  const context = await deriveRoomKeys(createFakeCrypto(createSeededRandom(0)), code);
  const meshWorld: MeshWorld = { clock, network, context };
  const mallory = await linkMallory(meshWorld, ada, 666);
  const attack = (address: ProtocolAddress, payload: Uint8Array) =>
    mallory.mesh.send(ada.self.peerId, address, payload);
  const isLinked = () => mallory.mesh.linked.includes(ada.self.peerId);
  return { world, clock, network, context, meshWorld, ada, bob, mallory, attack, isLinked };
}

interface Victim {
  readonly self: { readonly peerId: PeerId };
}

/** One more such instance. */
export async function linkMallory(world: MeshWorld, victim: SimRoom, seed: number): Promise<SimMesh> {
  const mallory = await makeMesh(world, { seed });
  const meeting = mallory.meet(peerTransportId(victim.self.peerId));
  await world.clock.until(() => mallory.mesh.linked.includes(victim.self.peerId), 5_000);
  await meeting;
  await world.clock.advance(200);
  return mallory;
}

export interface RawMallory {
  /** Nothing of ours between it and what she sends. */
  readonly link: SecureLink;
  readonly peerId: PeerId;
  /** What the victim sent over this link, opened. */
  readonly heard: readonly Bytes[];
}

/** A member with a proven link and no mesh: she says what she likes, in whatever state the other side is. */
export async function linkRaw(world: MeshWorld, victim: Victim, seed: number): Promise<RawMallory> {
  const person = await makePerson(seed);
  const link = await dialBare(world, victim, person.peer.peerId);
  const proving = establishSecureLink(link, {
    ...person,
    clock: world.clock,
    contexts: [world.context],
    capabilities: [],
  });
  await world.clock.advance(500);
  const proven = await proving;
  if (!proven.ok) throw new Error(proven.error.detail);
  const heard: Bytes[] = [];
  proven.value.onMessage(({ payload }) => heard.push(payload));
  return { link: proven.value, peerId: person.peer.peerId, heard };
}

/** A link to the victim on which nothing was said yet. */
export async function dialBare(world: MeshWorld, victim: Victim, self: PeerId): Promise<Link> {
  const { clock, network } = world;
  const claiming = createMemoryTransport(network, 'broker').claim(peerTransportId(self));
  await clock.advance(200);
  const claimed = await claiming;
  if (!claimed.ok) throw new Error(claimed.error.code);
  const dialling = claimed.value.dial(peerTransportId(victim.self.peerId));
  await clock.advance(500);
  const link = await dialling;
  if (!link.ok) throw new Error(link.error.code);
  return link.value;
}

/** Says what a name is shown for. */
export function introduce(mallory: SimMesh, victim: SimRoom, name: string): void {
  mallory.mesh.send(victim.self.peerId, PROFILE_PROTOCOL, encodeMessage({ name, capabilities: [] }));
}
