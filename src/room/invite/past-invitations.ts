// Which invitations were made on a visit, and what became of those that nobody waits with any more: so that one's own is
// known, and a late answer hears why it is none.

import { equalBytes, type Bytes } from '../../primitives/bytes.ts';

/** `withdrawn`: the person stopped inviting before anybody had answered. */
export type InvitationEnd = 'already-answered' | 'expired' | 'withdrawn';

export interface PastInvitation {
  readonly secret: Bytes;
  readonly end: InvitationEnd;
}

export interface PastInvitations {
  /** One was made, with this secret. */
  note(secret: Bytes): void;
  /** Whether it was made here, on this visit. */
  isOwn(secret: Uint8Array): boolean;
  remember(past: PastInvitation): void;
  /** Newest last. */
  readonly all: readonly PastInvitation[];
}

/** Two hours of inviting. */
const MAX_PAST = 24;
/** Those that wait as well. */
const MAX_MADE = 2 * MAX_PAST;

export function createPastInvitations(): PastInvitations {
  let all: readonly PastInvitation[] = [];
  let made: readonly Bytes[] = [];
  return {
    note(secret) {
      made = [...made, secret].slice(-MAX_MADE);
    },
    isOwn: (secret) => made.some((each) => equalBytes(each, secret)),
    remember(past) {
      all = [...all, past].slice(-MAX_PAST);
    },
    get all() {
      return all;
    },
  };
}
