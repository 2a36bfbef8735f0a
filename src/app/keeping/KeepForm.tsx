// Keeps the room on this device: under the person's key, or under a passphrase as well.

import { useState } from 'preact/hooks';
import { requestPersistence } from '../../platform/storage.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useShell } from '../shell.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';
import { memoryWords } from './words.ts';

/** Below this a passphrase is guessed faster than PBKDF2 can slow it down. */
export const MIN_PASSPHRASE_LENGTH = 10;

type Seal = 'key' | 'passphrase';

export function KeepForm({ title }: { readonly title: string }) {
  const say = useSay();
  const { keeping } = useShell();
  const [seal, setSeal] = useState<Seal>('key');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (!keeping.isPossible.value) return <p class="text-ui text-caution">{say(memoryWords.ghost)}</p>;
  const isShort = seal === 'passphrase' && passphrase.length < MIN_PASSPHRASE_LENGTH;
  const keep = async () => {
    setBusy(true);
    void requestPersistence();
    const keeper = await keeping.use();
    const kept = await keeper?.keepHere(seal === 'passphrase' ? passphrase : undefined);
    setBusy(false);
    setFailed(kept?.ok !== true);
  };
  return (
    <PassphraseForm
      opens={title}
      onSubmit={() => {
        if (!isShort && !busy) void keep();
      }}
    >
      <Segmented
        label={say(memoryWords.how)}
        value={seal}
        onChange={setSeal}
        options={[
          { value: 'key', label: say(memoryWords.byKey), icon: 'key' },
          { value: 'passphrase', label: say(memoryWords.byPassphrase), icon: 'lock' },
        ]}
      />
      {seal === 'passphrase' ? (
        <div class="w-full max-w-90">
          <TextField
            label={say(memoryWords.passphrase)}
            type="password"
            autoComplete="new-password"
            hint={say(memoryWords.byPassphraseText, { n: MIN_PASSPHRASE_LENGTH })}
            value={passphrase}
            onInput={setPassphrase}
          />
        </div>
      ) : (
        <p class="text-small text-ink-2">{say(memoryWords.byKeyText)}</p>
      )}
      {hasFailed ? (
        <p role="alert" class="text-ui text-danger">
          {say(memoryWords.notKept)}
        </p>
      ) : null}
      <Button kind="primary" icon="save" type="submit" busy={busy} disabled={isShort}>
        {say(memoryWords.keep)}
      </Button>
    </PassphraseForm>
  );
}
