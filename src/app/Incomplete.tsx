// What is said where a part of the page never arrived.

import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useSay } from '../ui/locale.tsx';
import { useShell } from './shell.tsx';
import { appWords } from './words.ts';

/** In the place of a screen whose code did not come. */
export function IncompleteScreen() {
  const { navigation } = useShell();
  return <IncompleteDialog onClose={() => navigation.go({ kind: 'home' })} />;
}

/** This copy cannot do what it was asked; the room's part of it never arrived. */
export function IncompleteDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  return (
    <ConfirmDialog
      title={say(appWords.incompleteTitle)}
      confirmLabel={say(appWords.reload)}
      onConfirm={() => window.location.reload()}
      onCancel={onClose}
    >
      {say(appWords.incompleteText)}
    </ConfirmDialog>
  );
}

/** In the place of a part of a dialog. */
export function IncompletePart() {
  const say = useSay();
  return (
    <p role="alert" class="pt-5 text-base text-danger">
      {say(appWords.incompleteText)}
    </p>
  );
}
