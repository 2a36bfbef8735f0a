// A link as the way of what outlives it: counted as it leaves.

import type { SecureLink } from '../secure/secure-link.ts';
import type { DeliveryPath } from './delivery.ts';
import type { MeshPeer } from './mesh-peer.ts';

export function createLinkPath(peer: MeshPeer, link: SecureLink): DeliveryPath {
  return {
    isReliable: true,
    send(frame) {
      const isSent = link.send('control', frame).ok;
      if (isSent) peer.meter.count('sent', frame.length);
      return isSent;
    },
  };
}
