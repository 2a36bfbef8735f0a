// Rooms that introduce each other: links come about through members too, and in the tabs of one browser without any
// broker.

import type { PeerId } from '../../src/primitives/ids.ts';
import { ok } from '../../src/primitives/result.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import type { SimRoom, SimWorld } from './make-room.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimWebrtcTransport } from './sim-webrtc.ts';

export interface IntroducedOptions {
  /** Default: one called `broker`. */
  readonly brokers?: readonly string[];
  /** Whose tabs it shares; default: a browser of its own. */
  readonly browser?: string;
  /** What the room sees of its proven links. */
  readonly wrapLink?: (link: SecureLink, self: PeerId) => SecureLink;
}

/** Keys are drawn by name: a name stands for one person in a world. */
export async function makeIntroducedRoom(
  world: SimWorld,
  name: string,
  options: IntroducedOptions = {},
): Promise<SimRoom> {
  const { brokers = ['broker'], browser = name, wrapLink = (link) => link } = options;
  const { clock, network, seed } = world;
  const random = createSeededRandom(seed * 7_919 + hashOf(name));
  const crypto = createFakeCrypto(random);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const machine = network.createMachine(name);
  const over = (label: string) => createMemoryTransport(network, label, machine);
  return world.makeRoom(name, {
    overrides: {
      peer,
      crypto,
      random,
      async secure(link, contexts, signal) {
        const given = { crypto, clock, random, peer, contexts, capabilities: [], ...(signal && { signal }) };
        const proven = await establishSecureLink(link, given);
        return proven.ok ? ok(wrapLink(proven.value, peer.peerId)) : proven;
      },
      transports: brokers.map(over),
      localTransports: [over(`tabs of ${browser}`)],
      transportOver: (signaling) => createSimWebrtcTransport({ network, machine, signaling }),
    },
  });
}

function hashOf(name: string): number {
  return Array.from(name).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}
