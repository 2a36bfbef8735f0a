// What this person can do about another for themselves: compare words, mute, note, block. With the menu of owners in one.

import { useState } from 'preact/hooks';
import type { Authority } from '../../../room/authority-port.ts';
import type { Company } from '../../../room/company.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { PersonMenu } from '../owner-parts.tsx';
import type { Person } from '../model.ts';
import { KeyChangedDialog } from './KeyChangedDialog.tsx';
import { bookWords } from './words.ts';

export interface BookMenuProps {
  readonly company: Company;
  readonly person: Pick<Person, 'identityId' | 'mark'>;
  /** As shown. */
  readonly name: string;
  /** For an owner: what owners can do is in the same menu. */
  readonly authority: Authority | undefined;
  readonly onVerify: () => void;
}

type Question = 'note' | 'block' | 'decide';

export function BookMenu({ company, person, name, authority, onVerify }: BookMenuProps) {
  const say = useSay();
  const [question, ask] = useState<Question | undefined>();
  const { identityId } = person;
  const familiar = company.familiars.value.get(identityId);
  const isBlocked = familiar?.regard === 'blocked';
  const isMuted = familiar?.record?.isMuted ?? false;
  const item = (id: keyof typeof bookWords, fields: Omit<MenuItem, 'id' | 'label'>): MenuItem => ({
    id,
    label: say(bookWords[id]),
    ...fields,
  });
  const items: MenuItem[] = [
    familiar?.regard === 'waiting'
      ? item('decide', { icon: 'alert', onSelect: () => ask('decide') })
      : item('compare', { icon: 'shieldcheck', disabled: isBlocked, onSelect: onVerify }),
    item('mute', {
      icon: 'belloff',
      checked: isMuted,
      disabled: isBlocked,
      onSelect: () => company.decide(identityId, { isMuted: !isMuted }),
    }),
    item('note', { icon: 'note', onSelect: () => ask('note') }),
    isBlocked
      ? item('unblock', {
          icon: 'undo',
          onSelect: () => company.decide(identityId, { isBlocked: false }),
        })
      : item('block', { icon: 'eyeoff', isDangerous: true, onSelect: () => ask('block') }),
  ];
  const close = () => ask(undefined);
  return (
    <>
      {authority ? (
        <PersonMenu authority={authority} identityId={identityId} name={name} lead={items} />
      ) : (
        <Menu label={say(bookWords.open, { name })} items={items} align="end" size="small" />
      )}
      {question === 'note' ? (
        <NoteDialog company={company} person={person} name={name} onClose={close} />
      ) : null}
      {question === 'decide' ? (
        <KeyChangedDialog company={company} person={person} name={name} onVerify={onVerify} onClose={close} />
      ) : null}
      {question === 'block' ? (
        <ConfirmDialog
          title={say(bookWords.blockTitle, { name })}
          confirmLabel={say(bookWords.blockYes)}
          isDangerous
          onCancel={close}
          onConfirm={() => {
            company.decide(identityId, { isBlocked: true });
            close();
          }}
        >
          {say(bookWords.blockText)}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

interface NoteDialogProps extends Pick<BookMenuProps, 'company' | 'person' | 'name'> {
  readonly onClose: () => void;
}

function NoteDialog({ company, person, name, onClose }: NoteDialogProps) {
  const say = useSay();
  const written = company.familiars.value.get(person.identityId)?.record?.note ?? '';
  const [note, setNote] = useState(written);
  const save = () => {
    company.decide(person.identityId, { note });
    onClose();
  };
  return (
    <Dialog
      title={say(bookWords.noteTitle, { name })}
      size="small"
      onClose={onClose}
      footer={
        <div class="flex justify-end">
          <Button kind="primary" onClick={save}>
            {say(bookWords.save)}
          </Button>
        </div>
      }
    >
      <TextField
        label={say(bookWords.noteTitle, { name })}
        hideLabel
        hint={say(bookWords.noteHint)}
        value={note}
        maxLength={2_000}
        multiline
        rows={4}
        autoFocus
        onInput={setNote}
      />
    </Dialog>
  );
}
