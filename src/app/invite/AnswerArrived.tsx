// An answer was opened as a link: it goes to the tab that waits for it, by itself.

import { useEffect, useState } from 'preact/hooks';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { visitOf } from '../session.ts';
import { useShell } from '../shell.tsx';
import { Frame } from './AnswerScreen.tsx';
import { createHandOver } from './hand-over.ts';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

/** `code`: the unchecked part of the address after `/a/`. */
export function AnswerArrived({ code }: { readonly code: string }) {
  const say = useSay();
  const { navigation, session } = useShell();
  const visit = visitOf(session.state.value);
  const [isTaken, setTaken] = useState<boolean | undefined>();
  const text = `kith:a/${code}`;
  const parsed = parseMeetingText(text);
  useEffect(() => {
    const offered = parsed.ok ? createHandOver(globalThis)?.offer(text) : undefined;
    void (offered ?? Promise.resolve(false)).then(setTaken);
  }, [text]);
  const back = () =>
    visit
      ? navigation.go({ kind: 'room', code: visit.address, space: undefined }, 'replace')
      : navigation.go({ kind: 'home' });
  useEffect(() => {
    // Closing this tab would end the room; its dialog says what becomes of the answer.
    if (isTaken && visit) back();
  }, [isTaken, visit]);
  const told =
    isTaken === undefined ? meetWords.arriving : isTaken ? meetWords.arrived : meetWords.nobodyWaits;
  return (
    <Frame title={say(meetWords.arrivedTitle)}>
      <output class="text-base text-ink-2">
        {say(parsed.ok ? told : problemWords[problemOf(code, parsed.error.code)])}
      </output>
      {isTaken === false && parsed.ok ? (
        <p
          dir="ltr"
          class="rounded-control border border-line-2 bg-sheet px-3 py-2.5 font-mono text-small break-all select-all"
        >
          {text}
        </p>
      ) : null}
      <div>
        <Button kind="quiet" onClick={back}>
          {say(visit ? meetWords.backToRoom : meetWords.home)}
        </Button>
      </div>
    </Frame>
  );
}

/** An invitation behind an answer's letter: the steps in the wrong order. */
function problemOf(code: string, unreadable: MeetProblem): MeetProblem {
  const parsed = parseMeetingText(`#/i/${code}`);
  return parsed.ok && parsed.value.kind === 'invitation' ? 'is-invitation' : unreadable;
}
