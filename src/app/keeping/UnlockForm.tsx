// Asks for the passphrase of a kept room, as often as it takes.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';
import { memoryWords } from './words.ts';

export interface UnlockFormProps {
  /** Of the room. */
  readonly title: string;
  /** False when it is the wrong one. */
  readonly onPassphrase: (passphrase: string) => Promise<boolean>;
  readonly takesFocus?: boolean | undefined;
}

export function UnlockForm({ title, onPassphrase, takesFocus }: UnlockFormProps) {
  const say = useSay();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const unlock = async () => {
    setBusy(true);
    const isRight = await onPassphrase(passphrase);
    setBusy(false);
    setFailed(!isRight);
  };
  return (
    <PassphraseForm
      opens={title}
      onSubmit={() => {
        if (!busy && passphrase !== '') void unlock();
      }}
    >
      <div class="w-full max-w-90">
        <TextField
          label={say(memoryWords.passphrase)}
          type="password"
          autoComplete="current-password"
          autoFocus={takesFocus}
          value={passphrase}
          error={hasFailed ? say(memoryWords.wrongPassphrase) : undefined}
          onInput={(typed) => {
            setPassphrase(typed);
            setFailed(false);
          }}
        />
      </div>
      <Button kind="primary" type="submit" busy={busy} disabled={passphrase === ''}>
        {say(memoryWords.unlock)}
      </Button>
    </PassphraseForm>
  );
}
