// What goes for good when this person leaves now. Pure.

import type { Holding } from '../../features/holding.ts';

/**
 * `nothing` is held. `here`: it goes from this device only. `some` is held by nobody else. `all`: nobody else is linked.
 */
export type Loss = 'nothing' | 'here' | 'some' | 'all';

export function whatIsLost(holding: Holding, isAlone: boolean): Loss {
  if (holding.kind === 'nothing') return 'nothing';
  if (isAlone) return 'all';
  return holding.isLast ? 'some' : 'here';
}
