// Whose a unit of a document is: its client id says which peer wrote it, and on which of its visits (PROTOCOL [Y2]).

import { peerIdBytes, type PeerId } from '../primitives/ids.ts';

/** A client id is 43 bits of the peer id and 10 of the visit: 53 bits, what Yjs and JavaScript can count. */
const VISITS = 2 ** 10;
const PEER_BITS_ABOVE_32 = 2 ** 11;

/**
 * `visit`: how many times this instance opened documents before. What it wrote on an earlier visit is known to others,
 * and may not be written again as something else.
 */
export function clientIdOf(peer: PeerId, visit: number): number {
  return peerBits(peer) * VISITS + (visit % VISITS);
}

export function isClientOf(client: number, peer: PeerId): boolean {
  return Math.floor(client / VISITS) === peerBits(peer);
}

function peerBits(peer: PeerId): number {
  const view = new DataView(peerIdBytes(peer).buffer);
  return (view.getUint32(0) % PEER_BITS_ABOVE_32) * 2 ** 32 + view.getUint32(4);
}
