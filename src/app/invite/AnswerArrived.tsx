// An answer was opened as a link: it goes to the tab that waits for it, by itself, and what becomes of it is said.

import { useEffect, useState } from 'preact/hooks';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { visitOf } from '../session.ts';
import { useShell } from '../shell.tsx';
import { Frame } from './AnswerScreen.tsx';
import { createHandOver, type Fate } from './hand-over.ts';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

/** `code`: the unchecked part of the address after `/a/`. */
export function AnswerArrived({ code }: { readonly code: string }) {
  const say = useSay();
  const { navigation, session } = useShell();
  const visit = visitOf(session.state.value);
  const text = `kith:a/${code}`;
  const parsed = parseMeetingText(text);
  const fate = useFate(text, parsed.ok);
  // Closing this tab would end the room.
  const back = () =>
    visit
      ? navigation.go({ kind: 'room', code: visit.address, space: undefined }, 'replace')
      : navigation.go({ kind: 'home' });
  return (
    <Frame title={say(meetWords.arrivedTitle)}>
      <output class="grid gap-3 text-base text-ink-2">
        {parsed.ok ? (
          <WhatBecame fate={fate} mayClose={!visit} />
        ) : (
          <p>{say(problemWords[problemOf(code, parsed.error.code)])}</p>
        )}
      </output>
      {fate?.kind === 'unheard' ? (
        <p
          dir="ltr"
          class="rounded-control border border-line-2 bg-sheet px-3 py-2.5 font-mono text-small break-all select-all"
        >
          {text}
        </p>
      ) : null}
      <div>
        <Button kind={visit ? 'primary' : 'quiet'} onClick={back}>
          {say(visit ? meetWords.backToRoom : meetWords.home)}
        </Button>
      </div>
    </Frame>
  );
}

/** Undefined while nothing is known yet. */
function useFate(text: string, isOffered: boolean): Fate | undefined {
  const [fate, learn] = useState<Fate | undefined>();
  useEffect(() => {
    const handOver = isOffered ? createHandOver(globalThis) : undefined;
    if (isOffered && !handOver) learn({ kind: 'unheard' });
    return handOver?.offer(text, learn);
  }, [text, isOffered]);
  return fate;
}

interface WhatBecameProps {
  readonly fate: Fate | undefined;
  /** Nothing in this tab ends with it. */
  readonly mayClose: boolean;
}

function WhatBecame({ fate, mayClose }: WhatBecameProps) {
  const say = useSay();
  if (!fate) return <p>{say(meetWords.arriving)}</p>;
  if (fate.kind === 'unheard') return <p>{say(meetWords.nobodyWaits)}</p>;
  return (
    <>
      <p>{say(meetWords.arrived)}</p>
      {fate.kind === 'taken' ? <p>{say(meetWords.connectingThere)}</p> : null}
      {fate.kind === 'in' ? <p>{say(meetWords.inThere)}</p> : null}
      {fate.kind === 'failed' ? <NotIn problem={fate.problem} /> : null}
      {mayClose ? <p>{say(meetWords.mayClose)}</p> : null}
    </>
  );
}

/** `problem`: whatever the other tab said, which may be of a later copy. */
function NotIn({ problem }: { readonly problem: string }) {
  const say = useSay();
  if (!isMeetProblem(problem)) return <p class="text-danger">{say(meetWords.notInUntold)}</p>;
  return (
    <>
      <p class="text-danger">{say(meetWords.notInThere)}</p>
      <p>{say(problemWords[problem])}</p>
    </>
  );
}

function isMeetProblem(text: string): text is MeetProblem {
  return Object.hasOwn(problemWords, text);
}

/** An invitation behind an answer's letter: the steps in the wrong order. */
function problemOf(code: string, unreadable: MeetProblem): MeetProblem {
  const parsed = parseMeetingText(`#/i/${code}`);
  return parsed.ok && parsed.value.kind === 'invitation' ? 'is-invitation' : unreadable;
}
