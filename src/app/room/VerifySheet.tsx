// Comparing words with somebody in the room.

import { VerifyDialog } from '../../features/people/index.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Visit } from '../session.ts';

export interface VerifySheetProps {
  readonly visit: Visit;
  readonly identityId: IdentityId;
  readonly onClose: () => void;
}

export function VerifySheet({ visit, identityId, onClose }: VerifySheetProps) {
  const { company, room } = visit;
  return company ? (
    <VerifyDialog key={identityId} company={company} room={room} identityId={identityId} onClose={onClose} />
  ) : null;
}
