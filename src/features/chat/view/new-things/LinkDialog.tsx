// A link that everybody gets as a card, to be opened by each themselves.

import { useState } from 'preact/hooks';
import { Button } from '../../../../ui/Button.tsx';
import { Dialog } from '../../../../ui/Dialog.tsx';
import { TextField } from '../../../../ui/Field.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { MAX_TEXT_LENGTH, MAX_URL_LENGTH } from '../../api.ts';
import { composeWords } from '../compose-words.ts';
import { problemWords } from '../link-card/link-words.ts';
import { readWebAddress, type AddressProblem } from '../link-card/web-address.ts';
import { useTalk } from '../talk-face.ts';

/** A line, not a letter. */
const MAX_NOTE_LENGTH = Math.min(500, MAX_TEXT_LENGTH);

export function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { act } = useTalk();
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<AddressProblem>();
  const share = () => {
    const read = readWebAddress(address);
    if (!read.ok) return setProblem(read.error);
    act({ kind: 'link', url: read.value.href, note: note.trim() });
    onClose();
  };
  return (
    <Dialog
      title={say(composeWords.linkTitle)}
      size="small"
      onClose={onClose}
      footer={
        <div class="flex items-center gap-3">
          <span class="flex-1">{say(composeWords.linkHint)}</span>
          <Button kind="primary" disabled={address.trim() === ''} onClick={share}>
            {say(composeWords.share)}
          </Button>
        </div>
      }
    >
      <div class="grid gap-3">
        <TextField
          label={say(composeWords.address)}
          value={address}
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={MAX_URL_LENGTH}
          error={problem && say(problemWords[problem])}
          autoFocus
          onInput={(text) => {
            setAddress(text);
            setProblem(undefined);
          }}
          onEnter={share}
        />
        <TextField
          label={say(composeWords.note)}
          value={note}
          maxLength={MAX_NOTE_LENGTH}
          onInput={setNote}
          onEnter={share}
        />
      </div>
    </Dialog>
  );
}
