// A peer as a process of its own, so that a test can kill it: claims the address given as an argument and waits.

import './webrtc-in-node.ts';
import { register } from 'node:module';
import type { TransportId } from '../../src/primitives/ids.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';

// What a bundler takes; Node by itself would take the CommonJS build, whose names it cannot see.
const RESOLVE_PEERJS = `export function resolve(name, context, next) {
  return next(name === 'peerjs' ? 'peerjs/dist/bundler.mjs' : name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(RESOLVE_PEERJS)}`);

// After the globals are there: PeerJS looks for them while it loads.
const { createPeerjsTransport } = await import('../../src/transport/peerjs-transport.ts');

const [broker, id] = process.argv.slice(2);
const transport = createPeerjsTransport({
  broker: JSON.parse(broker ?? '') as BrokerAddress,
  iceServers: [],
  clock: createSystemClock(),
  random: createWebRandom(),
});
const claimed = await transport.claim(id as TransportId);
if (claimed.ok) claimed.value.onLink((link) => void link.onFrame(() => undefined));
process.send?.(claimed.ok ? 'ready' : claimed.error.code);
