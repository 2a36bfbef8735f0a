// Who holds what is only in memory: one answer for a feature, and the features' answers taken together. Pure.

import type { IdentityId } from '../primitives/ids.ts';

/** What one device holds, seen from there. */
export type Holding =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'something';
      /** Others in the room who hold all of it. */
      readonly wholly: ReadonlySet<IdentityId>;
      /** Whether a part of it would be gone for good with this device. */
      readonly isLast: boolean;
      /** What it is; unless told, what was said and written. */
      readonly about?: About;
    };

export type About = 'talk' | 'files' | 'both';

export function aboutOf(holding: Holding): About {
  return (holding.kind === 'something' && holding.about) || 'talk';
}

export function joinHoldings(holdings: readonly Holding[]): Holding {
  return holdings.reduce(joinTwo, { kind: 'nothing' });
}

function joinTwo(one: Holding, other: Holding): Holding {
  if (one.kind === 'nothing') return other;
  if (other.kind === 'nothing') return one;
  const wholly = new Set(Array.from(one.wholly).filter((identityId) => other.wholly.has(identityId)));
  const about = aboutOf(one) === aboutOf(other) ? aboutOf(one) : 'both';
  const isLast = one.isLast || other.isLast;
  return { kind: 'something', wholly, isLast, ...(about === 'talk' ? {} : { about }) };
}
