// A link that everybody gets as a card, to be opened by each themselves.

import { useState } from 'preact/hooks';
import { Button } from '../../../../ui/Button.tsx';
import { Dialog } from '../../../../ui/Dialog.tsx';
import { TextField } from '../../../../ui/Field.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { MAX_TEXT_LENGTH, MAX_URL_LENGTH } from '../../api.ts';
import { composeWords } from '../compose-words.ts';
import { readSafeLink } from '../safe-link.ts';
import { useTalk } from '../talk-face.ts';

/** A line, not a letter. */
const MAX_NOTE_LENGTH = Math.min(500, MAX_TEXT_LENGTH);

export function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { act } = useTalk();
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const [isRefused, setRefused] = useState(false);
  const share = () => {
    const url = webAddressOf(address);
    if (url === undefined) return setRefused(true);
    act({ kind: 'link', url, note: note.trim() });
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
          error={isRefused ? say(composeWords.noAddress) : undefined}
          autoFocus
          onInput={(text) => {
            setAddress(text);
            setRefused(false);
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

function webAddressOf(typed: string): string | undefined {
  const address = typed.trim();
  const link = readSafeLink(address.includes(':') ? address : `https://${address}`);
  return link?.href.startsWith('http') ? link.href : undefined;
}
