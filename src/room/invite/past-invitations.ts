// What became of invitations that nobody waits with any more, so that a late answer hears why it is none.

import type { Bytes } from '../../primitives/bytes.ts';

/** `withdrawn`: the person stopped inviting before anybody had answered. */
export type InvitationEnd = 'already-answered' | 'expired' | 'withdrawn';

export interface PastInvitation {
  readonly secret: Bytes;
  readonly end: InvitationEnd;
}

export interface PastInvitations {
  remember(past: PastInvitation): void;
  /** Newest last. */
  readonly all: readonly PastInvitation[];
}

/** Two hours of inviting. */
const MAX_PAST = 24;

export function createPastInvitations(): PastInvitations {
  let all: readonly PastInvitation[] = [];
  return {
    remember(past) {
      all = [...all, past].slice(-MAX_PAST);
    },
    get all() {
      return all;
    },
  };
}
