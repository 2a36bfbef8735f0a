// How the key is kept: not at all, on this device, or under a passphrase. Says what each means before anything changes.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { IDENTITY_MODES, type IdentityMode } from '../settings.ts';
import { useShell } from '../shell.tsx';
import { keepingWords } from './keeping-words.ts';
import { MemoryForFiles } from './MemoryForFiles.tsx';
import { Section } from './Section.tsx';

/** Below this a passphrase is guessed faster than PBKDF2 can slow it down. */
const MIN_PASSPHRASE_LENGTH = 10;

const modeTexts = {
  ghost: keepingWords.ghostText,
  device: keepingWords.deviceText,
  passphrase: keepingWords.passphraseText,
} as const;

export function IdentityPage() {
  const say = useSay();
  const { profile, session, keeping } = useShell();
  const state = profile.state.value;
  const current: IdentityMode = state.kind === 'ready' ? state.mode : 'passphrase';
  const isInRoom = session.state.value.kind !== 'home';
  const isLocked = state.kind === 'locked';
  return (
    <>
      <Section
        title={say(keepingWords.howKept)}
        text={say(current === 'ghost' ? keepingWords.fromGhostText : keepingWords.changeText)}
      >
        {isInRoom ? <p class="text-ui text-caution">{say(keepingWords.inRoom)}</p> : null}
        {isLocked ? <p class="text-ui text-caution">{say(keepingWords.unlockFirst)}</p> : null}
        <Choice current={current} isFrozen={isInRoom || isLocked} />
      </Section>
      <Section title={say(keepingWords.stored)}>
        <p class="text-base text-ink-2">
          {say(current === 'ghost' ? keepingWords.storedGhost : keepingWords.storedDevice)}
        </p>
        {keeping.rooms.value.length > 0 ? (
          <p class="text-base text-ink-2">
            {say(keepingWords.storedRooms, { n: keeping.rooms.value.length })}
          </p>
        ) : null}
        <Reset isFrozen={isInRoom} />
      </Section>
      <MemoryForFiles />
    </>
  );
}

interface ChoiceProps {
  readonly current: IdentityMode;
  readonly isFrozen: boolean;
}

function Choice({ current, isFrozen }: ChoiceProps) {
  const say = useSay();
  const locale = useLocale();
  const { page, profile, toaster } = useShell();
  const [chosen, setChosen] = useState(current);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const isShort = chosen === 'passphrase' && passphrase.length < MIN_PASSPHRASE_LENGTH;
  const keep = async () => {
    setBusy(true);
    const kept = await profile.keep(chosen, passphrase);
    setBusy(false);
    setPassphrase('');
    const mark = profile.mark.value;
    const done = current === 'ghost' ? keepingWords.changed : keepingWords.kept;
    toaster.show({
      text: kept.ok && mark ? say(done, { mark: sayMark(locale, mark) }) : say(keepingWords.failed),
    });
  };
  return (
    <>
      <div role="radiogroup" aria-label={say(keepingWords.howKept)} class="grid gap-1">
        {IDENTITY_MODES.map((mode) => {
          const isBarred = mode === 'device' && page.kind === 'file';
          return (
            <div key={mode} class="grid grid-cols-[auto_1fr] gap-x-3 rounded-control p-2 hover:bg-hover">
              <input
                type="radio"
                id={`keep-${mode}`}
                name="identity-mode"
                class="mt-1 size-4 accent-ink"
                checked={mode === chosen}
                disabled={isFrozen || isBarred}
                aria-describedby={`keep-${mode}-text`}
                onChange={() => setChosen(mode)}
              />
              <label for={`keep-${mode}`} class="text-ui font-semibold">
                {say(keepingWords[mode])}
              </label>
              <span id={`keep-${mode}-text`} class="col-start-2 text-small text-ink-2">
                {say(isBarred ? keepingWords.deviceNot : modeTexts[mode])}
              </span>
            </div>
          );
        })}
      </div>
      {chosen === 'passphrase' && current !== 'passphrase' ? (
        <TextField
          label={say(keepingWords.newPassphrase)}
          type="password"
          autoComplete="new-password"
          hint={say(keepingWords.passphraseHint, { n: MIN_PASSPHRASE_LENGTH })}
          value={passphrase}
          onInput={setPassphrase}
        />
      ) : null}
      {chosen === current ? null : (
        <div>
          <Button kind="primary" busy={busy} disabled={isFrozen || isShort} onClick={() => void keep()}>
            {say(keepingWords.change)}
          </Button>
        </div>
      )}
    </>
  );
}

function Reset({ isFrozen }: { readonly isFrozen: boolean }) {
  const say = useSay();
  const { profile } = useShell();
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button kind="danger" icon="trash" disabled={isFrozen} onClick={() => setAsking(true)}>
        {say(keepingWords.reset)}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={say(keepingWords.resetTitle)}
          confirmLabel={say(keepingWords.forget)}
          isDangerous
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void profile.reset();
          }}
        >
          {say(keepingWords.resetText)}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
