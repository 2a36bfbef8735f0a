// Addresses at a broker: of a namespace's routers and of peers. A namespace is 16 bytes that say nothing about what
// they were made of.

import { formatBase32 } from '../primitives/base32.ts';
import { parsePeerId, type PeerId, type TransportId } from '../primitives/ids.ts';

/** First part of every address of ours at a broker. */
export const ROOT_PREFIX = 'kith';

/** A namespace has three router addresses: a crashed router's stays taken for up to 90 s, a squatter's for ever. */
export const SLOTS = [1, 2, 3] as const;
export type Slot = (typeof SLOTS)[number];

/** The address of a namespace's router: the first thing that whoever wants to meet somebody there dials. */
export function routerId(namespace: Uint8Array, slot: Slot): TransportId {
  return `${ROOT_PREFIX}-${formatBase32(namespace)}-${slot}` as TransportId;
}

/** Where a peer itself is dialled. `attempt` counts from 1; a higher one is used when a ghost holds the lower. */
export function peerTransportId(peerId: PeerId, attempt = 1): TransportId {
  const base = `${ROOT_PREFIX}-${peerId}`;
  return (attempt === 1 ? base : `${base}-${attempt}`) as TransportId;
}

/** Whose address {@link peerTransportId} made it, whatever the attempt; undefined for any other. */
export function peerAtAddress(address: TransportId): PeerId | undefined {
  const [root, peer = '', attempt, ...rest] = address.split('-');
  const isOurs = root === ROOT_PREFIX && rest.length === 0 && (attempt === undefined || /^\d$/.test(attempt));
  return isOurs ? parsePeerId(peer) : undefined;
}
