// Whom each neighbour says it is linked with: ways to peers without a link of one's own. A neighbour's word is forgotten
// with its link.

import type { PeerId } from '../primitives/ids.ts';

export interface Introduced {
  /** `neighbour` named those it is linked with; the last word counts. */
  onIntroduced(neighbour: PeerId, peers: readonly PeerId[]): void;
  forget(neighbour: PeerId): void;
  /** Neighbours that said they are linked with `peer`. */
  neighboursOf(peer: PeerId): readonly PeerId[];
}

export function createIntroduced(): Introduced {
  const named = new Map<PeerId, ReadonlySet<PeerId>>();
  return {
    onIntroduced: (neighbour, peers) => void named.set(neighbour, new Set(peers)),
    forget: (neighbour) => void named.delete(neighbour),
    neighboursOf: (peer) =>
      Array.from(named)
        .filter(([, peers]) => peers.has(peer))
        .map(([neighbour]) => neighbour),
  };
}
