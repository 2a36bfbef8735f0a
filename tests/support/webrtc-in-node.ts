// Gives Node the browser globals that our WebRTC code and an unmodified PeerJS look for. A setup file of the net tests.

import * as polyfill from 'node-datachannel/polyfill';
import WebSocketOfNode from 'ws';

/** Longer than an answer takes through a broker on a busy machine; nothing but the first packets waits for it. */
const HEAD_START_MS = 100;
const CANDIDATE_LINE = /^a=(candidate:.*)\r?\n/gm;

/**
 * libdatachannel may finish a DTLS handshake before the answer, and with it the fingerprint, has arrived, and then
 * refuses the certificate; browsers wait. Here the answer gets a head start: the listener begins its checks later. A
 * busy machine writes candidates into the offer itself; these wait too.
 */
class PatientPeerConnection extends polyfill.RTCPeerConnection {
  #isListener = false;
  #hasHeadStart = false;

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type !== 'offer') return super.setRemoteDescription(description);
    this.#isListener = true;
    const { sdp = '' } = description;
    await super.setRemoteDescription({ type: 'offer', sdp: sdp.replaceAll(CANDIDATE_LINE, '') });
    for (const [, candidate = ''] of sdp.matchAll(CANDIDATE_LINE))
      this.addIceCandidate({ candidate, sdpMid: '0' }).catch(() => undefined);
  }

  override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    if (this.#isListener && !this.#hasHeadStart) {
      await this.createAnswer();
      await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
      this.#hasHeadStart = true;
    }
    if (this.signalingState !== 'closed') await super.addIceCandidate(candidate);
  }
}

/** An error that nobody listens to is no exception in a browser. */
class QuietWebSocket extends WebSocketOfNode {
  constructor(address: string | URL) {
    super(address);
    this.on('error', () => undefined);
  }
}

const browserGlobals: Readonly<Record<string, unknown>> = {
  RTCPeerConnection: PatientPeerConnection,
  RTCSessionDescription: polyfill.RTCSessionDescription,
  RTCIceCandidate: polyfill.RTCIceCandidate,
  RTCDataChannel: polyfill.RTCDataChannel,
  WebSocket: QuietWebSocket,
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
