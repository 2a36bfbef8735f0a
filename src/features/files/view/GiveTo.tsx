// Where to give on a file that is here: one person of those who are, and nobody else hears of it, or another room. What did
// not work is said where it was pressed, and may be pressed again.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Bead } from '../../../ui/Bead.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { announce } from '../../../ui/live-region.ts';
import { useRoomFace, type OtherRoom } from '../../room-face.tsx';
import type { FilePerson, FileRow, FilesModel, ForwardProblem } from '../api.ts';
import { actionWords, newsWords } from './file-words.ts';
import { sayProblem } from './Problems.tsx';
import { nameOf, type Tongue } from './row-state.ts';

/** What a forward that broke is told as. */
export const UNREADABLE: readonly ForwardProblem[] = [{ code: 'gone' }];

export interface GiveToProps {
  readonly model: FilesModel;
  readonly row: FileRow;
  readonly tongue: Tongue;
  readonly onClose: () => void;
}

export function GiveTo({ model, row, tongue, onClose }: GiveToProps) {
  const { say } = tongue;
  const { otherRooms = [], carry } = useRoomFace();
  const [problems, setProblems] = useState<readonly ForwardProblem[]>([]);
  const [going, setGoing] = useState<FilePerson>();
  const people = model.others.value;
  // What was confided to one is not for a room.
  const rooms = carry && !row.only ? otherRooms : [];
  const give = async (person: FilePerson) => {
    setGoing(person);
    setProblems([]);
    const refused = await model.forward(row.id, person.identityId).catch(() => UNREADABLE);
    setGoing(undefined);
    setProblems(refused);
    if (refused.length > 0) return;
    onClose();
    const said = say(newsWords.forwarded, { name: row.name, person: nameOf(tongue, person) });
    // Once the dialog is gone: what is said in it goes with it.
    requestAnimationFrame(() => announce(said));
  };
  const goTo = (room: OtherRoom) => {
    const { id, name, mimeType, sizeBytes } = row;
    onClose();
    carry?.({ name, mimeType, sizeBytes, blob: () => model.blob(id) }, room);
  };
  return (
    <Dialog size="small" title={say(actionWords.giveTitle, { name: row.name })} onClose={onClose}>
      <div class="grid gap-4">
        <Group title={say(actionWords.giveOne)}>
          {people.length === 0 ? <li class="text-ink-2">{say(actionWords.nobodyHere)}</li> : null}
          {people.map((person) => (
            <li key={person.identityId}>
              <Button kind="soft" busy={going === person} onClick={() => void give(person)}>
                <Bead mark={person.mark} size={22} />
                {nameOf(tongue, person)}
              </Button>
            </li>
          ))}
        </Group>
        {rooms.length > 0 ? (
          <Group title={say(actionWords.giveRoom)}>
            {rooms.map((room) => (
              <li key={room.tag}>
                <Button kind="soft" hasPopup="dialog" onClick={() => goTo(room)}>
                  {room.title}
                </Button>
              </li>
            ))}
          </Group>
        ) : null}
        <Sentences problems={problems} tongue={tongue} />
      </div>
    </Dialog>
  );
}

interface GroupProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Group({ title, children }: GroupProps) {
  return (
    <section class="grid gap-2">
      <h3 class="text-ui font-semibold">{title}</h3>
      <ul class="grid max-h-60 justify-items-start gap-2 overflow-y-auto">{children}</ul>
    </section>
  );
}

export interface FailedForward {
  readonly row: FileRow;
  readonly problems: readonly ForwardProblem[];
}

interface ForwardFailedProps {
  readonly failed: FailedForward;
  readonly tongue: Tongue;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** What was to be shared with everybody was not. */
export function ForwardFailed({ failed, tongue, onAgain, onClose }: ForwardFailedProps) {
  const { say } = tongue;
  return (
    <ConfirmDialog
      title={say(actionWords.forwardFailed, { name: failed.row.name })}
      confirmLabel={say(actionWords.again)}
      cancelLabel={say(actionWords.leaveIt)}
      onConfirm={onAgain}
      onCancel={onClose}
    >
      <Sentences problems={failed.problems} tongue={tongue} />
    </ConfirmDialog>
  );
}

function Sentences({ problems, tongue }: Pick<FailedForward, 'problems'> & { readonly tongue: Tongue }) {
  return (
    <div role="alert">
      {problems.map((problem) => (
        <p key={problem.code}>{sayProblem(problem, tongue.say, tongue.locale)}</p>
      ))}
    </div>
  );
}
