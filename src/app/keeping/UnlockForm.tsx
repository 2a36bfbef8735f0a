// Asks for the passphrase of a kept room, as often as it takes.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { memoryWords } from './words.ts';

export interface UnlockFormProps {
  /** False when it is the wrong one. */
  readonly onPassphrase: (passphrase: string) => Promise<boolean>;
  readonly takesFocus?: boolean | undefined;
}

export function UnlockForm({ onPassphrase, takesFocus }: UnlockFormProps) {
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
    <div class="grid w-full max-w-90 justify-items-start gap-3">
      <div class="w-full">
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
          onEnter={() => {
            if (!busy && passphrase !== '') void unlock();
          }}
        />
      </div>
      <Button kind="primary" busy={busy} disabled={passphrase === ''} onClick={() => void unlock()}>
        {say(memoryWords.unlock)}
      </Button>
    </div>
  );
}
