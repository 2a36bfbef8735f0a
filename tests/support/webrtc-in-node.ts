// Gives Node the browser globals that our WebRTC code and an unmodified PeerJS look for. A setup file of the net tests.

import * as polyfill from 'node-datachannel/polyfill';
import WebSocketOfNode from 'ws';

const browserGlobals: Readonly<Record<string, unknown>> = {
  RTCPeerConnection: polyfill.RTCPeerConnection,
  RTCSessionDescription: polyfill.RTCSessionDescription,
  RTCIceCandidate: polyfill.RTCIceCandidate,
  RTCDataChannel: polyfill.RTCDataChannel,
  WebSocket: WebSocketOfNode,
  window: globalThis,
  self: globalThis,
  location: { protocol: 'http:', hostname: 'localhost' },
  // Enough for webrtc-adapter, inside PeerJS, to find an engine it knows.
  navigator: { userAgent: 'Chrome/156', platform: 'Linux' },
};

for (const [name, value] of Object.entries(browserGlobals)) {
  if (Object.hasOwn(globalThis, name)) continue;
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
}
