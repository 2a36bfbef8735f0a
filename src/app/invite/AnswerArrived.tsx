// An answer was opened as a link: it goes to the tab that waits for it, by itself.

import { useEffect, useState } from 'preact/hooks';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { useShell } from '../shell.tsx';
import { Frame } from './AnswerScreen.tsx';
import { createHandOver } from './hand-over.ts';
import { meetWords, problemWords } from './words.ts';

/** `code`: the unchecked part of the address after `/a/`. */
export function AnswerArrived({ code }: { readonly code: string }) {
  const say = useSay();
  const { navigation } = useShell();
  const [isTaken, setTaken] = useState<boolean | undefined>();
  const text = `kith:a/${code}`;
  const parsed = parseMeetingText(text);
  useEffect(() => {
    const offered = parsed.ok ? createHandOver(globalThis)?.offer(text) : undefined;
    void (offered ?? Promise.resolve(false)).then(setTaken);
  }, [text]);
  const told =
    isTaken === undefined ? meetWords.arriving : isTaken ? meetWords.arrived : meetWords.nobodyWaits;
  return (
    <Frame title={say(meetWords.arrivedTitle)}>
      <output class="text-base text-ink-2">{say(parsed.ok ? told : problemWords[parsed.error.code])}</output>
      {isTaken === false && parsed.ok ? (
        <p
          dir="ltr"
          class="rounded-control border border-line-2 bg-sheet px-3 py-2.5 font-mono text-small break-all select-all"
        >
          {text}
        </p>
      ) : null}
      <div>
        <Button kind="quiet" onClick={() => navigation.go({ kind: 'home' })}>
          {say(meetWords.home)}
        </Button>
      </div>
    </Frame>
  );
}
