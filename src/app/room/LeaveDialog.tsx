// Asks before leaving: what nobody else holds goes with whoever leaves.

import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { SaveRoom } from '../keeping/parts.tsx';
import type { Route } from '../routes.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { leaveWords } from './leave-words.ts';
import { lossOf, LossText } from './LossText.tsx';
import { roomWords } from './words.ts';

export interface LeaveDialogProps {
  readonly visit: Visit;
  /** Where the person was going. */
  readonly goal: Route;
  readonly onClose: () => void;
}

export function LeaveDialog({ visit, goal, onClose }: LeaveDialogProps) {
  const say = useSay();
  const { session, navigation, keeping } = useShell();
  const leave = () => {
    onClose();
    session.leave();
    navigation.go(goal, 'replace');
  };
  const { loss, about } = lossOf(visit, keeping.here.value);
  return (
    <ConfirmDialog
      title={say(leaveWords.title, { room: visit.title })}
      confirmLabel={say(roomWords.leave)}
      cancelLabel={say(leaveWords.stay)}
      isDangerous
      onConfirm={leave}
      onCancel={onClose}
    >
      <LossText visit={visit} />
      {(loss === 'some' || loss === 'all') && about !== 'files' ? (
        <p class="mt-4">
          <SaveRoom visit={visit} />
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
