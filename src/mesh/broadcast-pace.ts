// Who takes one more broadcast now, as whoever says it counts (room/sending-allowance.ts).

import type { PeerId } from '../primitives/ids.ts';

export interface BroadcastPace {
  mayGoTo(peer: PeerId): boolean;
  /** To everybody at once, instead of to each alone. */
  mayGoByGossip(): boolean;
}

export const UNPACED: BroadcastPace = { mayGoTo: () => true, mayGoByGossip: () => true };
