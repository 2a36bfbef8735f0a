// A charter as it is shown, for one person.

import type { IdentityId } from '../primitives/ids.ts';
import type { CharterView } from './authority-port.ts';
import { historyOf, idOf, isOwner, writersOf, type Charter } from './charter.ts';
import { cleanName } from './display-name.ts';

const UNRULED: Omit<CharterView, 'trust' | 'isDisputed'> = {
  owners: [],
  me: 'member',
  title: undefined,
  isLocked: false,
  doesKnock: false,
  writers: new Map(),
  slowModeSeconds: 0,
  history: 'all',
  epoch: 0,
  removed: [],
};

export function viewOf(
  charter: Charter | undefined,
  self: IdentityId,
  known: Pick<CharterView, 'trust' | 'isDisputed'>,
): CharterView {
  if (!charter) return { ...UNRULED, ...known };
  const { title, isLocked, doesKnock, slowModeSeconds, epoch, removed } = charter.rules;
  const isMine = isOwner(charter, self);
  return {
    owners: charter.serial === 0 && isMine ? [self] : charter.ownerIds,
    me: isMine ? 'owner' : 'member',
    // Nothing that could break the bar it stands in.
    title: (title && cleanName(title)) || undefined,
    isLocked,
    doesKnock,
    writers: writersOf(charter),
    slowModeSeconds,
    history: historyOf(charter),
    epoch,
    removed: removed.map(idOf),
    ...known,
  };
}
