// Asks before something that cannot be taken back: what happens, then the verb itself on the button.

import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { kitWords } from './kit-words.ts';
import { useSay } from './locale.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** The verb, not "OK". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly cancelLabel?: string | undefined;
  /** Red outline, and the focus starts on the way back. */
  readonly isDangerous?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly children?: ComponentChildren;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const say = useSay();
  const isDangerous = props.isDangerous === true;
  return (
    <Dialog
      title={props.title}
      role="alertdialog"
      size="small"
      onClose={props.onCancel}
      footer={
        <div class="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onCancel} takesFocus={isDangerous}>
            {props.cancelLabel ?? say(kitWords.cancel)}
          </Button>
          <Button
            kind={isDangerous ? 'danger' : 'primary'}
            busy={props.busy}
            onClick={props.onConfirm}
            takesFocus={!isDangerous}
          >
            {props.confirmLabel}
          </Button>
        </div>
      }
    >
      <div class="text-base text-ink-2">{props.children}</div>
    </Dialog>
  );
}
