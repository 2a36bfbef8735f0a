// A charter as it is shown, for one person.

import type { IdentityId } from '../primitives/ids.ts';
import type { CharterView } from './authority-port.ts';
import { idOf, isOwner, writersOf, type Charter } from './charter.ts';

const UNRULED: Omit<CharterView, 'trust' | 'isDisputed'> = {
  owners: [],
  me: 'member',
  title: undefined,
  isLocked: false,
  doesKnock: false,
  writers: new Map(),
  slowModeSeconds: 0,
  history: 'session',
  epoch: 0,
  removed: [],
};

export function viewOf(
  charter: Charter | undefined,
  self: IdentityId,
  known: Pick<CharterView, 'trust' | 'isDisputed'>,
): CharterView {
  if (!charter) return { ...UNRULED, ...known };
  const { title, isLocked, doesKnock, slowModeSeconds, history, epoch, removed } = charter.rules;
  const isMine = isOwner(charter, self);
  return {
    owners: charter.serial === 0 && isMine ? [self] : charter.ownerIds,
    me: isMine ? 'owner' : 'member',
    title,
    isLocked,
    doesKnock,
    writers: writersOf(charter),
    slowModeSeconds,
    history,
    epoch,
    removed: removed.map(idOf),
    ...known,
  };
}
