// Inviting without a server, both steps side by side: what to give, and what to take back.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createInviter, type Inviter } from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { createHandOver } from './hand-over.ts';
import { Passing } from './Passing.tsx';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

/** The text of a file of Kith is short; more is not read. */
const MAX_FILE_BYTES = 8_192;

type Taking = { readonly kind: 'waiting' | 'connecting' | 'connected' } | { readonly kind: MeetProblem };

export function WithoutInternet({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const [isProven, setProven] = useState(false);
  const inviter = useInviter(visit, isProven);
  const [taking, setTaking] = useState<Taking>({ kind: 'waiting' });
  const take = useMemo(() => inviter && takerOf(inviter, setTaking), [inviter]);
  useEffect(() => take && createHandOver(globalThis)?.wait((text) => take(text, true)), [take]);
  return (
    <div class="grid gap-6 pt-5">
      <p class="text-base text-ink-2">{say(meetWords.intro)}</p>
      <div class="grid gap-x-9 gap-y-6 sm:grid-cols-2">
        <section class="grid content-start gap-3">
          <h3 class="font-ui text-ui font-semibold">{say(meetWords.stepOne)}</h3>
          <Shown inviter={inviter} />
          <p class="text-small text-ink-2">{say(meetWords.renews)}</p>
          <Switch label={say(meetWords.sayWho)} checked={isProven} onChange={setProven} />
          <div>
            <Button size="small" onClick={() => inviter?.renew()}>
              {say(meetWords.newOne)}
            </Button>
          </div>
        </section>
        <section class="grid content-start gap-3">
          <h3 class="font-ui text-ui font-semibold">{say(meetWords.stepTwo)}</h3>
          <AnswerField taking={taking} onText={(text) => void take?.(text, false)} />
        </section>
      </div>
    </div>
  );
}

/** Alive as long as it is shown. */
function useInviter(visit: Visit, isProven: boolean): Inviter | undefined {
  const { meetByHand } = useShell();
  const [inviter, setInviter] = useState<Inviter | undefined>();
  useEffect(() => {
    let isOver = false;
    let made: Inviter | undefined;
    void meetByHand().then((world) => {
      if (!world || isOver) return;
      const address = { code: visit.room.code as RoomCode, owner: visit.room.owner };
      made = createInviter({ ...world, address, isProven, handed: visit.handed });
      setInviter(made);
    });
    return () => {
      isOver = true;
      made?.dispose();
    };
  }, [visit, isProven, meetByHand]);
  return inviter;
}

function Shown({ inviter }: { readonly inviter: Inviter | undefined }) {
  const say = useSay();
  const state = inviter?.state.value ?? { kind: 'making' as const };
  if (state.kind === 'shown') return <Passing kind="invitation" bytes={state.bytes} />;
  if (state.kind === 'making') return <p class="text-base">{say(meetWords.making)}</p>;
  return (
    <p role="alert" class="text-base text-danger">
      {say(problemWords[state.code])}
    </p>
  );
}

function AnswerField({
  taking,
  onText,
}: {
  readonly taking: Taking;
  readonly onText: (text: string) => void;
}) {
  const say = useSay();
  const [text, setText] = useState('');
  const isQuiet = taking.kind === 'waiting' || taking.kind === 'connecting' || taking.kind === 'connected';
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => takeDrops(form.current, onText), [onText]);
  return (
    <form
      ref={form}
      class="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onText(text);
      }}
    >
      <TextField
        label={say(meetWords.answerField)}
        hint={say(meetWords.stepTwoHint)}
        value={text}
        multiline
        rows={4}
        monospace
        spellCheck={false}
        maxLength={4096}
        error={isQuiet ? undefined : say(problemWords[taking.kind])}
        onInput={setText}
        onEnter={() => onText(text)}
      />
      <div class="flex items-center gap-3">
        <Button kind="primary" type="submit" busy={taking.kind === 'connecting'}>
          {say(meetWords.connect)}
        </Button>
        <output class="text-small text-ink-2">
          {taking.kind === 'connected' ? say(meetWords.connected) : null}
        </output>
      </div>
    </form>
  );
}

/** A file dropped on the field is read as its text. */
function takeDrops(target: HTMLElement | null, onText: (text: string) => void): () => void {
  const dropping = new AbortController();
  const { signal } = dropping;
  target?.addEventListener('dragover', (event) => event.preventDefault(), { signal });
  target?.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file && file.size <= MAX_FILE_BYTES) void file.text().then(onText, () => undefined);
    },
    { signal },
  );
  return () => dropping.abort();
}

/** Resolves with whether the answer was for this tab. `isHanded`: another tab got it, so what is none of ours is its. */
function takerOf(inviter: Inviter, setTaking: (taking: Taking) => void) {
  return async (text: string, isHanded: boolean): Promise<boolean> => {
    const parsed = parseMeetingText(text);
    if (!parsed.ok || parsed.value.kind === 'invitation') {
      if (!isHanded)
        setTaking({ kind: parsed.ok ? kindOfInvitation(inviter, parsed.value) : parsed.error.code });
      return false;
    }
    const answer = parsed.value;
    if (isHanded && !(await inviter.isFor(answer))) return false;
    setTaking({ kind: 'connecting' });
    // The tab that handed it over does not wait for the link.
    void inviter.take(answer).then((taken) => setTaking({ kind: taken.ok ? 'connected' : taken.error.code }));
    return true;
  };
}

function kindOfInvitation(inviter: Inviter, value: { readonly kind: string }): MeetProblem {
  return 'secret' in value && value.secret instanceof Uint8Array && inviter.isOwn(value.secret)
    ? 'own'
    : 'is-invitation';
}
