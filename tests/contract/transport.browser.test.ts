// The contract in a real browser: between tabs, and by PeerJS over a real PeerServer.

import { inject } from 'vitest';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import { passRealTime } from '../support/real-harness.ts';
import { runTransportContract } from './transport-contract.ts';

const surroundings = {
  clock: createSystemClock(),
  random: createWebRandom(),
  digest: createWebCrypto(crypto.subtle),
  iceServers: [],
};

runTransportContract(
  'WebRTC between tabs',
  () =>
    Promise.resolve({
      createTransport: () =>
        createWebrtcTransport({ ...surroundings, signaling: createTabsSignaling(surroundings) }),
      ...passRealTime,
      dispose: () => Promise.resolve(),
    }),
  { hasBroker: false },
);

runTransportContract(
  'PeerJS in a browser',
  () =>
    Promise.resolve({
      createTransport: () => createPeerjsTransport({ ...surroundings, broker: inject('broker') }),
      ...passRealTime,
      dispose: () => Promise.resolve(),
    }),
  { hasBroker: false },
);
