// The second step of inviting: what comes back is scanned, pasted, given as a picture or file, or comes from another
// tab by itself.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { OpenFile } from '../join/GivenFile.tsx';
import { useShell } from '../shell.tsx';
import { Scanner } from './Scanner.tsx';
import type { Taking } from './take-answer.ts';
import { lookUp, Who, type Proven } from './Who.tsx';
import { meetWords, problemWords } from './words.ts';

export interface TheirAnswerProps {
  readonly taking: Taking;
  readonly onText: (text: string) => void;
}

export function TheirAnswer({ taking, onText }: TheirAnswerProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (taking.kind === 'connecting' && taking.held !== undefined) setText(taking.held);
    // The next person's answer goes into an empty field, unless it is there already.
    if (taking.kind === 'connected') setText((now) => (now === taking.text ? '' : now));
  }, [taking]);
  return (
    <form
      ref={form}
      class="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onText(text);
      }}
    >
      <Scanner
        onText={onText}
        doneWith={taking.kind === 'connecting' || taking.kind === 'connected' ? taking : undefined}
        dropOn={() => form.current}
      />
      <TextField
        label={say(meetWords.answerField)}
        hint={say(meetWords.stepTwoHint)}
        value={text}
        multiline
        rows={4}
        monospace
        spellCheck={false}
        maxLength={4096}
        error={taking.kind === 'refused' ? say(problemWords[taking.problem]) : undefined}
        onInput={setText}
        onEnter={() => onText(text)}
      />
      <div class="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" busy={taking.kind === 'connecting'}>
          {say(meetWords.connect)}
        </Button>
        <OpenFile onText={onText} />
      </div>
      <output class="grid gap-3 text-small text-ink-2 empty:hidden">
        {taking.kind === 'connecting' ? say(meetWords.connecting) : null}
        {taking.kind === 'connecting' && taking.held !== undefined ? (
          <span>{say(meetWords.held)}</span>
        ) : null}
        {taking.kind === 'connected' ? <Connected taking={taking} /> : null}
      </output>
    </form>
  );
}

function Connected({ taking: { guest } }: { readonly taking: Extract<Taking, { kind: 'connected' }> }) {
  const say = useSay();
  const shell = useShell();
  const [who, setWho] = useState<Proven | undefined>();
  useEffect(() => {
    void lookUp(shell, guest.identityId, guest.identityKey).then(setWho);
  }, [shell, guest]);
  return (
    <>
      {who ? <Who who={who} /> : null}
      <span>{say(meetWords.connected)}</span>
    </>
  );
}
