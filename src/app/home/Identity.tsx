// Who you are: the bead your key makes, your name, and a new key when you do not like it.

import { useState } from 'preact/hooks';
import type { Mark } from '../../primitives/mark.ts';
import { Bead } from '../../ui/Bead.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { MAX_NAME_LENGTH } from '../settings.ts';
import { useShell } from '../shell.tsx';
import { identityWords } from './words.ts';

export function Identity() {
  const { profile } = useShell();
  const state = profile.state.value;
  return (
    <section aria-label={useSay()(identityWords.nameLabel)}>
      {state.kind === 'locked' ? <Unlock /> : <Person mark={profile.mark.value} />}
    </section>
  );
}

function Person({ mark }: { readonly mark: Mark | undefined }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <div class="flex items-center gap-x-3.5 gap-y-4 md:flex-col">
      <span class="max-md:hidden">
        {mark ? <Bead mark={mark} size={120} /> : <Bead state="open-seat" size={120} />}
      </span>
      <span class="md:hidden">
        {mark ? <Bead mark={mark} size={64} /> : <Bead state="open-seat" size={64} />}
      </span>
      <div class="min-w-0 flex-1 md:flex md:flex-col md:items-center">
        <Name />
        <p class="mt-1 text-ui text-ink-2">{mark ? sayMark(locale, mark) : '\u00a0'}</p>
        <div class="mt-3 flex items-center gap-2 max-md:hidden">
          <Shuffle />
        </div>
      </div>
      <span class="md:hidden">
        <Shuffle iconOnly />
      </span>
      <p class="max-w-60 text-center text-small text-balance text-ink-3 max-md:hidden">
        {say(identityWords.markSentence)}
      </p>
    </div>
  );
}

/** The name as it stands, and the field that changes it. */
function Name() {
  const say = useSay();
  const { settings, profile } = useShell();
  const name = settings.current.value.name;
  const isKnown = profile.state.value.kind !== 'loading';
  const [draft, setDraft] = useState<string | undefined>(undefined);
  if (draft === undefined) {
    return (
      <div class="flex min-w-0 items-center gap-1 md:ps-10">
        <b dir="auto" class="min-w-0 font-display text-title leading-6 tracking-[-0.005em] wrap-anywhere">
          {name || (isKnown ? say(identityWords.noName) : '\u00a0')}
        </b>
        <Button
          kind="quiet"
          icon="pencil"
          iconOnly
          label={say(identityWords.changeName)}
          onClick={() => setDraft(name)}
        />
      </div>
    );
  }
  const save = () => {
    void settings.change({ name: draft.trim().slice(0, MAX_NAME_LENGTH) });
    setDraft(undefined);
  };
  return (
    <TextField
      label={say(identityWords.nameLabel)}
      hint={say(identityWords.nameHint)}
      value={draft}
      maxLength={MAX_NAME_LENGTH}
      autoFocus
      autoComplete="nickname"
      onInput={setDraft}
      onEnter={save}
      trailing={
        <Button
          kind="quiet"
          size="small"
          icon="check"
          iconOnly
          label={say(identityWords.saveName)}
          onClick={save}
        />
      }
    />
  );
}

function Shuffle({ iconOnly = false }: { readonly iconOnly?: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const { profile, toaster } = useShell();
  const [busy, setBusy] = useState(false);
  const shuffle = async () => {
    setBusy(true);
    const done = await profile.shuffle();
    setBusy(false);
    const mark = profile.mark.value;
    toaster.show({
      text:
        done.ok && mark
          ? say(identityWords.shuffled, { mark: sayMark(locale, mark) })
          : say(identityWords.failed),
    });
  };
  return (
    <Button
      icon="shuffle"
      size={iconOnly ? 'medium' : 'small'}
      kind={iconOnly ? 'quiet' : 'default'}
      iconOnly={iconOnly}
      label={iconOnly ? say(identityWords.shuffle) : undefined}
      busy={busy || profile.state.value.kind !== 'ready'}
      onClick={() => void shuffle()}
    >
      {say(identityWords.shuffle)}
    </Button>
  );
}

/** An identity under a passphrase: open it, or go on without. */
function Unlock() {
  const say = useSay();
  const { profile } = useShell();
  const [passphrase, setPassphrase] = useState('');
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const unlock = async () => {
    setBusy(true);
    const opened = await profile.unlock(passphrase);
    setBusy(false);
    setFailed(!opened.ok);
  };
  return (
    <div class="grid gap-3 md:mx-auto md:w-72">
      <h2 class="font-display text-title">{say(identityWords.lockedTitle)}</h2>
      <TextField
        label={say(identityWords.passphrase)}
        type="password"
        autoComplete="current-password"
        value={passphrase}
        error={failed ? say(identityWords.wrongPassphrase) : undefined}
        onInput={(typed) => {
          setPassphrase(typed);
          setFailed(false);
        }}
        onEnter={() => void unlock()}
      />
      <div class="flex flex-wrap gap-2">
        <Button icon="key" busy={busy} onClick={() => void unlock()}>
          {say(identityWords.unlock)}
        </Button>
        <Button kind="quiet" onClick={() => void profile.goOnAsGhost()}>
          {say(identityWords.goOnAsGhost)}
        </Button>
      </div>
    </div>
  );
}
