// Leads the connections of this page over a network of the test's own (udp-relay.ts), and none past it: whatever medium
// their descriptions travel by, the addresses of the other side are replaced where the engine is told of them.

import { commands } from 'vitest/browser';

/** Until `stop`, every new RTCPeerConnection of this page runs over the relays of `network`. */
export function relayConnections(network: string): { stop(): void } {
  const Real = globalThis.RTCPeerConnection;
  const reroute = createRerouting(network);
  class RelayedConnection extends Real {
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const { type, sdp = '' } = description;
      await super.setRemoteDescription({ type, sdp: sdp.replaceAll(CANDIDATE_LINES, '') });
      for (const [, candidate = ''] of sdp.matchAll(CANDIDATE_LINES))
        void this.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => undefined);
    }

    override async addIceCandidate(given?: RTCIceCandidateInit | null): Promise<void> {
      const candidate = await reroute(given?.candidate ?? '');
      if (!candidate || this.signalingState === 'closed') return;
      const { sdpMid = null, sdpMLineIndex = null } = given ?? {};
      await super.addIceCandidate({ candidate, sdpMid, sdpMLineIndex });
    }
  }
  globalThis.RTCPeerConnection = RelayedConnection;
  return { stop: () => void (globalThis.RTCPeerConnection = Real) };
}

const CANDIDATE_LINES = /^a=(candidate:.*|end-of-candidates)\r\n/gm;

/** One relay for each address, however often it is named; nothing for what is not UDP, and for the end of candidates. */
function createRerouting(network: string): (candidate: string) => Promise<string> {
  const ports = new Map<string, Promise<number>>();
  const relays = new Set<string>();
  return async (candidate) => {
    const parts = candidate.split(' ');
    const [, , protocol = '', , address = '', port = ''] = parts;
    if (relays.has(port)) return candidate;
    if (protocol.toLowerCase() !== 'udp') return '';
    const key = `${address} ${port}`;
    const relaying = ports.get(key) ?? commands.relayUdp({ network, address, port: Number(port) });
    ports.set(key, relaying);
    const relay = `${await relaying}`;
    relays.add(relay);
    return parts.with(5, relay).join(' ');
  };
}
