// Whose a unit of a document is: its client id says which peer wrote it, and on which of its visits (PROTOCOL [Y2]).

import { peerIdBytes, type PeerId } from '../primitives/ids.ts';

/**
 * A client id is 41 bits of the peer id and 8 of the visit: 49 bits, seven bytes in an update, which names it once or
 * twice a letter. Who finds a peer id with the same 41 bits gains nothing: any writer may vouch for what others wrote.
 */
const VISITS = 2 ** 8;
const PEER_BITS_ABOVE_32 = 2 ** 9;

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

/** Of those asked about lately: one types many letters. */
const bitsOf = new Map<PeerId, number>();
const MAX_BITS = 64;

function peerBits(peer: PeerId): number {
  const known = bitsOf.get(peer);
  if (known !== undefined) return known;
  const view = new DataView(peerIdBytes(peer).buffer);
  const bits = (view.getUint32(0) % PEER_BITS_ABOVE_32) * 2 ** 32 + view.getUint32(4);
  if (bitsOf.size >= MAX_BITS) bitsOf.clear();
  bitsOf.set(peer, bits);
  return bits;
}
