// Asks before leaving: what nobody else holds goes with whoever leaves.

import { isLinked, listPeople } from '../../features/people/index.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { SaveRoom } from '../keeping/parts.tsx';
import type { Route } from '../routes.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { whatIsLost } from './what-is-lost.ts';
import { leaveWords, roomWords } from './words.ts';

export interface LeaveDialogProps {
  readonly visit: Visit;
  /** Where the person was going. */
  readonly goal: Route;
  readonly onClose: () => void;
}

export function LeaveDialog({ visit, goal, onClose }: LeaveDialogProps) {
  const say = useSay();
  const { session, navigation, keeping } = useShell();
  const isAlone = !listPeople(visit.room.members.value, visit.room.self).some(isLinked);
  const leave = () => {
    onClose();
    session.leave();
    navigation.go(goal, 'replace');
  };
  const loss = whatIsLost(visit.holding.value, isAlone, keeping.here.value);
  return (
    <ConfirmDialog
      title={say(leaveWords.title, { room: visit.title })}
      confirmLabel={say(roomWords.leave)}
      cancelLabel={say(leaveWords.stay)}
      isDangerous
      onConfirm={leave}
      onCancel={onClose}
    >
      <p>{say(leaveWords[loss])}</p>
      {loss === 'some' || loss === 'all' ? (
        <p class="mt-4">
          <SaveRoom visit={visit} />
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
