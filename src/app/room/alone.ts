// What a room with nobody else in it says: who may come, or why nobody can. Pure.

import type { Entry } from '../session.ts';
import type { RoomTrouble } from './room-trouble.ts';

/**
 * The entry, as long as people can come in. `later`: they can once what is wrong has passed, or from hand to hand.
 * `by-hand`: only from hand to hand. `unreachable`: they cannot, however long anybody waits.
 */
export type Aloneness = Entry | 'later' | 'by-hand' | 'unreachable';

export function alonenessOf(trouble: RoomTrouble, entry: Entry): Aloneness {
  switch (trouble.kind) {
    case 'offline':
    case 'no-broker':
      return 'later';
    case 'failed':
      if (trouble.failure.code === 'no-broker' && isLasting(trouble)) return 'by-hand';
      return isLasting(trouble) ? 'unreachable' : 'later';
    default:
      return entry;
  }
}

/** What trying again cannot mend: no WebRTC, no keys, no broker to ask, or an owner's word. */
export function isLasting({ failure }: Extract<RoomTrouble, { kind: 'failed' }>): boolean {
  if (failure.code === 'unsupported' || failure.code === 'removed') return true;
  return failure.code === 'no-broker' && failure.brokers.length === 0;
}
