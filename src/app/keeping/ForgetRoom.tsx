// Asks before what is kept of a room is forgotten.

import { useState } from 'preact/hooks';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { useShell } from '../shell.tsx';
import { forgetWords } from './words.ts';

export interface ForgetRoomProps {
  readonly title: string;
  /** False when the browser did not let it be removed. */
  readonly forget: () => Promise<boolean>;
  readonly onClose: () => void;
}

export function ForgetRoom({ title, forget, onClose }: ForgetRoomProps) {
  const say = useSay();
  const { toaster } = useShell();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const isGone = await forget();
    toaster.show({ text: say(isGone ? forgetWords.forgotten : forgetWords.failed) });
    onClose();
  };
  return (
    <ConfirmDialog
      title={say(forgetWords.title, { room: title })}
      confirmLabel={say(forgetWords.forget)}
      isDangerous
      busy={busy}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {say(forgetWords.text)}
    </ConfirmDialog>
  );
}
