// Ada and Mallory are linked with Ben, Ben with Cleo, Cleo with Dev. Mallory's gossip is not run: it says what a test
// has it say, and notes what it is told.

import {
  decodeGossipMessage,
  gossipIdBytes,
  gossipIdOf,
  signedBytes,
  type Gossip,
  type GossipMessage,
} from '../../../../src/mesh/gossip/gossip-message.ts';
import { encodeUtf8, type Bytes } from '../../../../src/primitives/bytes.ts';
import { peerIdOf } from '../../../../src/secure/identity.ts';
import { createGossipNetwork, NAMESPACE, type GossipNode } from '../../../support/gossip-network.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

export async function hostileScene() {
  const clock = createSimClock();
  const network = createGossipNetwork({ clock, random: createSeededRandom(1), fromMs: 5, toMs: 5 });
  const [ada, ben, cleo, dev, mallory] = [
    await network.add(1),
    await network.add(2),
    await network.add(3),
    await network.add(4),
    await network.add(5),
  ];
  for (const [a, b] of [
    [ada, ben],
    [ben, cleo],
    [cleo, dev],
    [mallory, ben],
  ] as const) {
    network.link(a.peerId, b.peerId);
  }
  await clock.advance(100);
  mallory.gossip.dispose();
  /** Ids of the broadcasts that Mallory was sent. */
  const heardByMallory: { ids: Bytes[] } = { ids: [] };
  network.listenIn(mallory.peerId, (payload) => {
    const decoded = decodeGossipMessage(payload);
    if (decoded.ok && decoded.value.type === 'GOSSIP') void note(decoded.value);
  });
  async function note({ key, nonce, sequence }: Gossip): Promise<void> {
    const { crypto } = mallory.person;
    const id = await gossipIdOf(await peerIdOf(key, nonce, crypto), sequence, crypto);
    heardByMallory.ids.push(gossipIdBytes(id));
  }
  const attack = (message: GossipMessage | Uint8Array) => network.say(mallory.peerId, ben.peerId, message);
  return { clock, network, ada, ben, cleo, dev, mallory, attack, heardByMallory };
}

/** A broadcast with a good signature of `author` for what it says. */
export async function makeGossip(
  { person: { peer } }: GossipNode,
  { namespace = NAMESPACE, ...parts }: Partial<Gossip> & { readonly namespace?: Uint8Array },
): Promise<Gossip> {
  const unsigned = {
    key: peer.identity.publicKey,
    nonce: peer.sessionNonce,
    sequence: 1,
    protocol: 'chat',
    version: 1,
    payload: encodeUtf8('hello'),
    ...parts,
  };
  const signature = await peer.identity.sign(signedBytes(unsigned, namespace));
  return { type: 'GOSSIP', hops: 1, ageMs: 0, ...unsigned, signature };
}

/** Ids of nothing. */
export function numberedIds(from: number, count: number): Bytes[] {
  return Array.from({ length: count }, (_, index) => {
    const id = new Uint8Array(16).fill(0xee);
    new DataView(id.buffer).setUint32(0, from + index);
    return id;
  });
}
