// The contract on real WebRTC inside Node: PeerJS over a real PeerServer, and our own exchange over a simulated medium.

import { webcrypto } from 'node:crypto';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import { createMemorySignaling } from '../support/memory-signaler.ts';
import { startPeerServer } from '../support/peer-server.ts';
import { passRealTime } from '../support/real-harness.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimNetwork } from '../support/sim-network.ts';
import { runTransportContract } from './transport-contract.ts';

const surroundings = {
  clock: createSystemClock(),
  random: createWebRandom(),
  digest: createWebCrypto(webcrypto.subtle as SubtleCrypto),
  iceServers: [],
};

runTransportContract(
  'PeerJS over a PeerServer',
  async () => {
    let server = await startPeerServer();
    const { address } = server;
    return {
      createTransport: () => createPeerjsTransport({ ...surroundings, broker: address }),
      ...passRealTime,
      broker: {
        stop: () => server.stop(),
        async start() {
          server = await startPeerServer(address.port);
        },
      },
      dispose: () => server.stop(),
    };
  },
  { hasBroker: true, hasOneQueue: true },
);

runTransportContract(
  'WebRTC over any signaling',
  () => {
    const network = createSimNetwork({ clock: surroundings.clock, random: createSeededRandom(3) });
    return Promise.resolve({
      createTransport: () =>
        createWebrtcTransport({ ...surroundings, signaling: createMemorySignaling(network, 'broker') }),
      ...passRealTime,
      dispose: () => Promise.resolve(),
    });
  },
  { hasBroker: false, hasOneQueue: true },
);
