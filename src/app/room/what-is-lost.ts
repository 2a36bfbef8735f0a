// What goes for good when this person leaves now. Pure.

import type { Holding } from '../../features/holding.ts';
import type { KeptHere } from '../keeping/keeper-ports.ts';

/**
 * `nothing` is held. `kept`: this device has it. `here`: it goes from this device only. `some` is held by nobody else.
 * `all`: nobody else is linked.
 */
export type Loss = 'nothing' | 'kept' | 'here' | 'some' | 'all';

export function whatIsLost(holding: Holding, isAlone: boolean, here: KeptHere): Loss {
  if (holding.kind === 'nothing') return 'nothing';
  if (isKept(here)) return 'kept';
  if (isAlone) return 'all';
  return holding.isLast ? 'some' : 'here';
}

/**
 * Whether closing the page loses what nobody else has, or what would have to come anew (`isUnfinished`). What waits to be
 * written is written on the way out, or not.
 */
export function isLostWithPage(holding: Holding, isUnfinished: boolean, here: KeptHere): boolean {
  const isWritten = here.kind === 'kept' ? here.health === 'saved' : isKept(here);
  const isLast = holding.kind === 'something' && holding.isLast;
  return (isLast || isUnfinished) && !isWritten;
}

/** Whether what is here is kept on this device, by this tab or by another. */
export function isKept(here: KeptHere): boolean {
  if (here.kind === 'kept') return here.health === 'saved' || here.health === 'saving';
  return here.kind === 'elsewhere';
}
