// Asks whether to leave this room with a file and share it in another that is kept, and says why when that did not work.

import { useState } from 'preact/hooks';
import type { CarriedFile } from '../../features/room-face.tsx';
import type { KeptTag } from '../../sync/kept-names.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { readOpenedAddress } from '../join/join-input.ts';
import { leaveWords } from '../room/leave-words.ts';
import { LossText } from '../room/LossText.tsx';
import { visitOf, type Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { carryFile, type CarryError } from './carry-file.ts';
import { UnlockForm } from './UnlockForm.tsx';
import { carryWords } from './words.ts';

export interface CarryDialogProps {
  readonly visit: Visit;
  readonly file: CarriedFile;
  readonly tag: KeptTag;
  readonly onClose: () => void;
}

export function CarryDialog({ visit, file, tag, onClose }: CarryDialogProps) {
  const say = useSay();
  const { keeping } = useShell();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CarryError>();
  const carry = useCarry(visit, file, tag);
  const room = keeping.rooms.value.find((each) => each.tag === tag);
  const { title = '' } = room ?? {};
  const go = async (passphrase?: string) => {
    setBusy(true);
    setError(undefined);
    const failed = await carry(title, passphrase);
    setBusy(false);
    if (failed === 'wrong-passphrase') return false;
    if (failed) setError(failed);
    else onClose();
    return true;
  };
  const isLocked = room?.isUnderPassphrase === true;
  return (
    <Dialog
      size="small"
      title={say(carryWords.title, { name: file.name, room: title })}
      onClose={onClose}
      footer={
        isLocked ? undefined : (
          <div class="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose} takesFocus>
              {say(leaveWords.stay)}
            </Button>
            <Button kind="danger" busy={busy} onClick={() => void go()}>
              {say(carryWords.go)}
            </Button>
          </div>
        )
      }
    >
      <div class="grid gap-3 text-base text-ink-2">
        <p>{say(carryWords.text, { here: visit.title, room: title })}</p>
        <LossText visit={visit} />
        {error === undefined ? null : <p role="alert">{say(carryWords[error], { room: title })}</p>}
        {isLocked ? <UnlockForm title={title} takesFocus onPassphrase={go} /> : null}
      </div>
    </Dialog>
  );
}

/** Resolves with what went wrong and left its person here; what went wrong on the way there is a toast. */
function useCarry(visit: Visit, file: CarriedFile, tag: KeptTag) {
  const say = useSay();
  const { keeping, session, settings, navigation, network, toaster } = useShell();
  return async (room: string, passphrase: string | undefined): Promise<CarryError | undefined> => {
    const keeper = await keeping.use();
    await network.ready;
    const carried = await carryFile(
      file,
      { tag, passphrase },
      {
        open: async (...asked) => keeper?.open(...asked),
        readAddress: readOpenedAddress,
        reopen: (address) => session.reopen(address),
        here: visit.address,
        memoryBytes: settings.current.peek().memoryMib * 2 ** 20,
      },
    );
    if (!carried.ok && visitOf(session.state.peek()) === visit) return carried.error;
    const there = visitOf(session.state.peek());
    if (there) navigation.go({ kind: 'room', code: there.address, space: 'files' });
    toaster.show({
      text: carried.ok
        ? say(carryWords.done, { name: file.name, room })
        : say(carryWords[carried.error], { room }),
    });
    return undefined;
  };
}
