// Shows a test the connections that the code under test and PeerJS make, in order.

/** Until `stop`, every new RTCPeerConnection of this page is noted. */
export function seeConnections(): { readonly connections: RTCPeerConnection[]; stop(): void } {
  const connections: RTCPeerConnection[] = [];
  const Real = globalThis.RTCPeerConnection;
  class SeenConnection extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  }
  globalThis.RTCPeerConnection = SeenConnection;
  return {
    connections,
    stop: () => void (globalThis.RTCPeerConnection = Real),
  };
}
