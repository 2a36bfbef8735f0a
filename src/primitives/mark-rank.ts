// Telling apart those whose keys gave them the same dye: the first is plain, the second and the third are drawn in
// another way. Everybody computes the same order.

import type { Mark } from './mark.ts';

export interface Marked {
  readonly identityId: string;
  readonly mark: Mark;
}

/**
 * Each identity's place among those of its dye: 0 is plain. Ordered by identity, a hash that nobody can choose; an
 * identity given twice counts once.
 */
export function rankByDye(members: Iterable<Marked>): ReadonlyMap<string, number> {
  const byId = new Map(Array.from(members, (member) => [member.identityId, member.mark.dye] as const));
  const ranks = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const [identityId, dye] of Array.from(byId).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const rank = counts.get(dye) ?? 0;
    ranks.set(identityId, rank);
    counts.set(dye, rank + 1);
  }
  return ranks;
}
