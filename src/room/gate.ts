// Who may be heard and who may speak, as the room's charter and this person decide.

import type { IdentityId } from '../primitives/ids.ts';
import type { Authority } from './authority-port.ts';

/** What the room's charter allows. */
export interface Gate {
  readonly self: IdentityId;
  mayWrite(identity: IdentityId, space: string): boolean;
  /** Between two messages of this member; 0 for none. */
  slowModeMs(identity: IdentityId): number;
  /** Whom this person does not want to hear. */
  isBlocked(identity: IdentityId): boolean;
}

/** `authority` is asked anew each time: it is made after the gate. */
export function createGate(
  self: IdentityId,
  authority: () => { readonly port: Pick<Authority, 'mayWrite'>; slowModeMs(identity: IdentityId): number },
  isBlocked: (identity: IdentityId) => boolean = () => false,
): Gate {
  return {
    self,
    mayWrite: (identity, space) => authority().port.mayWrite(identity, space),
    slowModeMs: (identity) => authority().slowModeMs(identity),
    isBlocked,
  };
}
