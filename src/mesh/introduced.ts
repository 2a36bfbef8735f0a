// Whom each neighbour says it is linked with: ways to peers without a link of one's own. A neighbour's word is forgotten
// with its link.

import type { PeerId } from '../primitives/ids.ts';

/** Of one neighbour; the newest. */
const MAX_NAMED = 64;

export interface Introduced {
  /** `neighbour` named all it is linked with, the last word counts; or some of them. */
  onIntroduced(neighbour: PeerId, peers: readonly PeerId[], isAll: boolean): void;
  forget(neighbour: PeerId): void;
  /** Neighbours that said they are linked with `peer`. */
  neighboursOf(peer: PeerId): readonly PeerId[];
}

export function createIntroduced(): Introduced {
  const named = new Map<PeerId, ReadonlySet<PeerId>>();
  return {
    onIntroduced(neighbour, peers, isAll) {
      const before = isAll ? [] : Array.from(named.get(neighbour) ?? []);
      named.set(neighbour, new Set([...before, ...peers].slice(-MAX_NAMED)));
    },
    forget: (neighbour) => void named.delete(neighbour),
    neighboursOf: (peer) =>
      Array.from(named)
        .filter(([, peers]) => peers.has(peer))
        .map(([neighbour]) => neighbour),
  };
}
