// Whom to give a file that is here: one person of those who are, and nobody else hears of it.

import { Bead } from '../../../ui/Bead.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import type { FilePerson, FileRow, FilesModel } from '../api.ts';
import { actionWords } from './file-words.ts';
import { nameOf, type Tongue } from './row-state.ts';

export interface GiveToProps {
  readonly model: FilesModel;
  readonly row: FileRow;
  readonly tongue: Tongue;
  readonly onClose: () => void;
}

export function GiveTo({ model, row, tongue, onClose }: GiveToProps) {
  const { say } = tongue;
  const people = model.others.value;
  const give = ({ identityId }: FilePerson) => {
    void model.forward(row.id, identityId);
    onClose();
  };
  return (
    <Dialog size="small" title={say(actionWords.giveTitle, { name: row.name })} onClose={onClose}>
      {people.length === 0 ? <p class="text-ink-2">{say(actionWords.nobodyHere)}</p> : null}
      <ul class="grid justify-items-start gap-2">
        {people.map((person) => (
          <li key={person.identityId}>
            <Button kind="soft" onClick={() => give(person)}>
              <Bead mark={person.mark} size={22} />
              {nameOf(tongue, person)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
