// Signaling through the mesh, and simulated links over it and over other media, keep what all media promise.

import type { PeerId, TransportId } from '../../src/primitives/ids.ts';
import { createMeshSignaling } from '../../src/mesh/relay/mesh-signaling.ts';
import type { SignalingMedium } from '../../src/signaling/signaler.ts';
import { createMemorySignaling } from '../support/memory-signaler.ts';
import { createRelayNet, type NetPeer } from '../support/relay-net.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock, type SimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';
import { passVirtualTime } from '../support/virtual-harness.ts';
import { runSignalerContract } from './signaler-contract.ts';
import { runTransportContract } from './transport-contract.ts';

/** Peers whose only link is with one member. The suite draws its own addresses: whoever asks first is called so. */
function createMeshMedia(clock: SimClock): () => SignalingMedium {
  const net = createRelayNet(clock);
  const member = net.add();
  const holders = new Map<TransportId, PeerId>();
  const random = createSeededRandom(3);

  async function join(): Promise<NetPeer> {
    const [peer, middle] = [await net.add(), await member];
    net.link(peer, middle);
    return peer;
  }

  function mediumOf({ peerId, relay }: NetPeer): SignalingMedium {
    const addressOf = (peer: PeerId) => Array.from(holders).find(([, holder]) => holder === peer)![0];
    return createMeshSignaling({
      self: peerId,
      relay,
      addressOf,
      peerAt: (address) => holders.get(address),
      clock,
      random,
    });
  }

  return () => {
    const joining = join();
    return {
      label: 'through the mesh',
      async open(id) {
        const peer = await joining;
        if (!holders.has(id)) holders.set(id, peer.peerId);
        const opened = await mediumOf(peer).open(id);
        if (!opened.ok) return opened;
        const signaler = opened.value;
        const close = () => {
          signaler.close();
          holders.delete(id);
        };
        return {
          ok: true,
          value: {
            id,
            close,
            send: (to, signal) => signaler.send(to, signal),
            onSignal: (on) => signaler.onSignal(on),
          },
        };
      },
    };
  };
}

runSignalerContract('through the mesh', () => {
  const clock = createSimClock();
  return Promise.resolve({
    createMedium: createMeshMedia(clock),
    ...passVirtualTime(clock),
    dispose: () => Promise.resolve(),
  });
});

runTransportContract(
  'simulated WebRTC over a broker',
  () => {
    const clock = createSimClock();
    const network = createSimNetwork({ clock, random: createSeededRandom(8), bytesPerSecond: 2_000_000 });
    return Promise.resolve({
      createTransport() {
        const machine = network.createMachine();
        const signaling = createMemorySignaling(network, 'broker', machine);
        return createSimWebrtcTransport({ network, machine, signaling });
      },
      ...passVirtualTime(clock),
      dispose: () => Promise.resolve(),
    });
  },
  { hasBroker: false, hasOneQueue: true },
);

runTransportContract(
  'simulated WebRTC through the mesh',
  () => {
    const clock = createSimClock();
    const network = createSimNetwork({ clock, random: createSeededRandom(9), bytesPerSecond: 2_000_000 });
    const createMedium = createMeshMedia(clock);
    return Promise.resolve({
      createTransport: () => createSimWebrtcTransport({ network, signaling: createMedium() }),
      ...passVirtualTime(clock),
      dispose: () => Promise.resolve(),
    });
  },
  { hasBroker: false, hasOneQueue: true },
);
