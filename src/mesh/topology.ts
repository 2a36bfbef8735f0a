// Which links to hold. Now: all of them, up to a bound. A partial mesh for larger rooms replaces these functions and
// nothing else.

import type { PeerId } from '../primitives/ids.ts';

/**
 * Links one peer holds. Ten peers are the full mesh's design (s); the rest is room for people who refresh, so that
 * the old instance does not keep the new one out.
 */
export const MAX_LINKS = 15;

export function mayAcceptLink(linkCount: number): boolean {
  return linkCount < MAX_LINKS;
}

/** Peers to dial: everybody known that is not linked, as far as the bound allows. */
export function peersToDial(input: {
  readonly linkCount: number;
  readonly unlinked: readonly PeerId[];
}): readonly PeerId[] {
  return input.unlinked.slice(0, Math.max(0, MAX_LINKS - input.linkCount));
}
