// Who is linked with whom in the benchmark of gossip: a random graph of at most 8 links a peer, 6 on average, as a mesh
// of that size settles into, and what comes and goes in it.

import type { PeerId } from '../../src/primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';

const MAX_DEGREE = 8;
const TARGET_DEGREE = 6;

/** What the graph is laid over. */
export interface Links {
  neighboursOf(peer: PeerId): readonly PeerId[];
  link(a: PeerId, b: PeerId): void;
  cut(a: PeerId, b: PeerId): void;
}

export interface Graph {
  readonly live: readonly PeerId[];
  /** Takes a peer in: with free places, and else between two that are linked. */
  join(peer: PeerId): void;
  /** Peers left with few links look for more. */
  leave(peer: PeerId): void;
  draw(): PeerId;
  /** Links between a peer and each other one, the shortest way. */
  distancesFrom(peer: PeerId): ReadonlyMap<PeerId, number>;
}

export function createGraph(links: Links, random: RandomSource): Graph {
  const live: PeerId[] = [];
  const degree = (peer: PeerId) => links.neighboursOf(peer).length;
  const pick = <T>(list: readonly T[]) => list[randomInteger(random, list.length)];
  const mayLink = (a: PeerId, b: PeerId) => a !== b && !links.neighboursOf(a).includes(b);

  function takeIn(peer: PeerId): void {
    const other = pick(live);
    if (other === undefined || !mayLink(peer, other)) return;
    if (degree(other) < TARGET_DEGREE) return links.link(peer, other);
    const third = pick(links.neighboursOf(other).filter((each) => live.includes(each)));
    if (third === undefined || !mayLink(peer, third) || degree(peer) + 2 > MAX_DEGREE) return;
    links.cut(other, third);
    links.link(peer, other);
    links.link(peer, third);
  }

  function fill(peer: PeerId): void {
    for (let tries = 0; tries < 50 && degree(peer) < TARGET_DEGREE && live.length > 0; tries += 1)
      takeIn(peer);
  }

  return {
    live,
    join(peer) {
      fill(peer);
      live.push(peer);
    },
    leave(peer) {
      live.splice(live.indexOf(peer), 1);
      for (const each of live) if (degree(each) < TARGET_DEGREE / 2) fill(each);
    },
    draw: () => live[randomInteger(random, live.length)]!,
    distancesFrom(peer) {
      const distances = new Map([[peer, 0]]);
      for (const [at, distance] of distances) {
        for (const next of links.neighboursOf(at))
          if (!distances.has(next)) distances.set(next, distance + 1);
      }
      return distances;
    },
  };
}
