// Where to give on a file that is here: one person of those who are, and nobody else hears of it, or another room. What did
// not work is said where it was pressed, and may be pressed again.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Bead } from '../../../ui/Bead.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { List } from '../../../ui/List.tsx';
import { announce } from '../../../ui/live-region.ts';
import { Row } from '../../../ui/Row.tsx';
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
  const [going, setGoing] = useState(false);
  const people = model.others.value;
  // What was confided to one is not for a room.
  const rooms = carry && !row.only ? otherRooms : [];
  const give = async (person: FilePerson) => {
    if (going) return;
    setGoing(true);
    setProblems([]);
    const refused = await model.forward(row.id, person.identityId).catch(() => UNREADABLE);
    setGoing(false);
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
      <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Group title={say(actionWords.giveOne)} busy={going}>
          {people.length === 0 ? <p class="text-ink-2">{say(actionWords.nobodyHere)}</p> : null}
          {people.map((person) => (
            <Row
              key={person.identityId}
              leading={<Bead mark={person.mark} size={28} />}
              title={<bdi>{nameOf(tongue, person)}</bdi>}
              onClick={() => void give(person)}
            />
          ))}
        </Group>
        {rooms.length > 0 ? (
          <Group title={say(actionWords.giveRoom)}>
            {rooms.map((room) => (
              <Row
                key={room.tag}
                leading={
                  <span class="grid size-7 place-items-center text-ink-2">
                    <Icon name="save" size={20} />
                  </span>
                }
                title={<bdi>{room.title}</bdi>}
                caption={room.caption}
                onClick={() => goTo(room)}
              />
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
  readonly busy?: boolean;
  readonly children: ComponentChildren;
}

function Group({ title, busy, children }: GroupProps) {
  return (
    <section aria-busy={busy} class="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 class="text-ui font-semibold">{title}</h3>
      <div class="max-h-60 overflow-y-auto">
        <List label={title}>{children}</List>
      </div>
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
