// An invitation without a server was opened: who and what before anything connects, then the answer to carry back.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ANSWERABLE_MS } from '../../room/invite/invitation-state.ts';
import type { Invitation } from '../../signaling/invitation.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { formatClock } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Identity } from '../home/Identity.tsx';
import { useShell } from '../shell.tsx';
import { createAnswering, type Answering, type AnsweringStep } from './answering.ts';
import { Countdown } from './Countdown.tsx';
import { createHandOver } from './hand-over.ts';
import { Passing } from './Passing.tsx';
import { usesServers } from './uses-servers.ts';
import { useInviting, Who, type Inviting } from './Who.tsx';
import { guestProblemWords, meetWords, problemWords, type MeetProblem } from './words.ts';

/** After these the same invitation may still be answered once more: nobody has taken an answer yet. */
const MAY_RETRY: ReadonlySet<MeetProblem> = new Set(['no-candidates', 'failed']);

/** `code`: the unchecked part of the address after `/i/`. */
export function AnswerScreen({ code }: { readonly code: string }) {
  const { navigation } = useShell();
  const parsed = parseMeetingText(`#/i/${code}`);
  const invitation = parsed.ok && parsed.value.kind === 'invitation' ? parsed.value : undefined;
  const inviting = useInviting(invitation, code);
  const isOurs = useIsOurs(code);
  const answering = useAnswering();
  const step = answering.step.value;
  const goHome = () => navigation.go({ kind: 'home' });
  const unreadable = parsed.ok ? undefined : isAnswer(code) ? 'is-answer' : parsed.error.code;
  const refused = inviting.kind === 'refused' ? inviting.code : isOurs ? 'own' : unreadable;
  if (!invitation || refused) return <Refused problem={refused ?? 'foreign'} onLeave={goHome} />;
  const onAnswer = () => void answering.answer(invitation);
  if (step.kind === 'answered')
    return <Answered {...{ step, invitation, inviting, onAnswer }} onLeave={goHome} />;
  return <Invited {...{ step, inviting, onAnswer }} onLeave={goHome} />;
}

/** An answer behind an invitation's letter: the steps in the wrong order. */
function isAnswer(code: string): boolean {
  const parsed = parseMeetingText(`#/a/${code}`);
  return parsed.ok && parsed.value.kind === 'answer';
}

function Refused({ problem, onLeave }: { readonly problem: MeetProblem; readonly onLeave: () => void }) {
  const say = useSay();
  return (
    <Frame title={say(meetWords.refusedTitle)}>
      <Problem problem={problem} />
      <Leave words={meetWords.home} onClick={onLeave} />
    </Frame>
  );
}

interface InvitedProps {
  readonly step: Exclude<AnsweringStep, { kind: 'answered' }>;
  readonly inviting: Inviting;
  readonly onAnswer: () => void;
  readonly onLeave: () => void;
}

function Invited({ step, inviting, onAnswer, onLeave }: InvitedProps) {
  const say = useSay();
  const { network, profile } = useShell();
  const isLocked = profile.state.value.kind === 'locked';
  const hasFailed = step.kind === 'failed';
  return (
    <Frame title={say(meetWords.invitedTitle)}>
      <Inviter inviting={inviting} />
      {hasFailed ? (
        <Problem problem={step.problem} />
      ) : (
        <>
          <p class="text-base text-ink-2">
            {say(usesServers(network) ? meetWords.invitedTextByServers : meetWords.invitedText)}
          </p>
          <div class="border-y border-line py-6">
            <Identity />
          </div>
        </>
      )}
      <div class="flex flex-wrap gap-3">
        {!hasFailed || MAY_RETRY.has(step.problem) ? (
          <Button
            kind="primary"
            size="large"
            busy={step.kind === 'making' || isLocked || inviting.kind === 'reading'}
            onClick={onAnswer}
          >
            {say(hasFailed ? meetWords.makeAnotherAnswer : meetWords.makeAnswer)}
          </Button>
        ) : null}
        <Leave words={hasFailed ? meetWords.home : meetWords.notNow} onClick={onLeave} />
      </div>
    </Frame>
  );
}

interface AnsweredProps {
  readonly step: Extract<AnsweringStep, { kind: 'answered' }>;
  readonly invitation: Invitation;
  readonly inviting: Inviting;
  /** Anew: the answer before is taken back. */
  readonly onAnswer: () => void;
  readonly onLeave: () => void;
}

function Answered({ step, invitation, inviting, onAnswer, onLeave }: AnsweredProps) {
  const say = useSay();
  const locale = useLocale();
  return (
    <Frame title={say(meetWords.answerTitle)}>
      <Inviter inviting={inviting} />
      <p class="text-base text-ink-2">{say(meetWords.answerText)}</p>
      <Passing kind="answer" bytes={step.bytes} />
      <Countdown>
        {(nowMs) => {
          // By the inviter's clock, which may be another.
          const leftMs = Math.min(invitation.expiresAtMs - nowMs, ANSWERABLE_MS);
          return leftMs > 0
            ? say(meetWords.answerLeft, { end: formatClock(locale, leftMs) })
            : say(meetWords.answerOver);
        }}
      </Countdown>
      <p class="text-small text-ink-2">{say(meetWords.answerTrouble)}</p>
      <p class="text-small text-ink-2">{say(meetWords.answerAsleep)}</p>
      <div>
        <Button size="small" onClick={onAnswer}>
          {say(meetWords.makeAnotherAnswer)}
        </Button>
      </div>
      <Leave words={meetWords.cancel} onClick={onLeave} />
    </Frame>
  );
}

function Inviter({ inviting }: { readonly inviting: Inviting }) {
  const say = useSay();
  if (inviting.kind === 'proven') return <Who who={inviting.who} />;
  return inviting.kind === 'unsaid' ? <p class="text-base text-ink-2">{say(meetWords.unsaid)}</p> : null;
}

function Problem({ problem }: { readonly problem: MeetProblem }) {
  const say = useSay();
  return (
    <p role="alert" class="text-base text-danger">
      {say(guestProblemWords[problem] ?? problemWords[problem])}
    </p>
  );
}

interface LeaveProps {
  readonly words: (typeof meetWords)['home' | 'notNow' | 'cancel'];
  readonly onClick: () => void;
}

function Leave({ words, onClick }: LeaveProps) {
  const say = useSay();
  return (
    <div>
      <Button kind="quiet" size="large" onClick={onClick}>
        {say(words)}
      </Button>
    </div>
  );
}

export function Frame({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      class="mx-auto grid min-h-dvh max-w-140 grid-cols-[minmax(0,1fr)] content-center gap-6 px-6 py-8 outline-none max-md:content-start max-md:px-4"
    >
      <h1 class="font-display text-head tracking-[-0.015em] text-balance">{title}</h1>
      {children}
    </main>
  );
}

/** Whether another tab of this browser made it; that tab says so within milliseconds. */
function useIsOurs(code: string): boolean {
  const [ours, setOurs] = useState('');
  useEffect(() => {
    const asked = createHandOver(globalThis)?.isOurs(`kith:i/${code}`);
    void asked?.then((isOurs) => isOurs && setOurs(code));
  }, [code]);
  return ours === code && code !== '';
}

/** Leaving the screen before somebody took the answer takes it back. */
function useAnswering(): Answering {
  const say = useSay();
  const shell = useShell();
  const tell = (problem: MeetProblem) =>
    shell.toaster.show({ text: say(guestProblemWords[problem] ?? problemWords[problem]) });
  const [answering] = useState(() => createAnswering({ ...shell, tell }));
  useEffect(() => () => answering.dispose(), [answering]);
  return answering;
}
