// An invitation without a server was opened: who and what before anything connects, then the answer to carry back.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type Reply } from '../../room/invite/guest.ts';
import { ANSWERABLE_MS } from '../../room/invite/invitation-state.ts';
import { formatRoomAddress } from '../../room/room-link.ts';
import type { Invitation } from '../../signaling/invitation.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { formatClock } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Identity } from '../home/Identity.tsx';
import { useShell } from '../shell.tsx';
import { Countdown } from './Countdown.tsx';
import { createHandOver } from './hand-over.ts';
import { Passing } from './Passing.tsx';
import { useInviting, Who, type Inviting } from './Who.tsx';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

type Step =
  | { readonly kind: 'asked' | 'making' }
  | { readonly kind: 'answered'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly problem: MeetProblem };

/** After these the same invitation may still be answered once more. */
const MAY_RETRY: ReadonlySet<MeetProblem> = new Set(['no-link', 'no-candidates', 'failed']);

/** `code`: the unchecked part of the address after `/i/`. */
export function AnswerScreen({ code }: { readonly code: string }) {
  const { navigation } = useShell();
  const parsed = parseMeetingText(`#/i/${code}`);
  const invitation = parsed.ok && parsed.value.kind === 'invitation' ? parsed.value : undefined;
  const inviting = useInviting(invitation, code);
  const isOurs = useIsOurs(code);
  const [step, answer] = useAnswering();
  const goHome = () => navigation.go({ kind: 'home' });
  const unreadable = parsed.ok ? undefined : parsed.error.code;
  const refused = inviting.kind === 'refused' ? inviting.code : isOurs ? 'own' : unreadable;
  if (!invitation || refused) return <Refused problem={refused ?? 'is-answer'} onLeave={goHome} />;
  if (step.kind === 'answered')
    return <Answered step={step} invitation={invitation} inviting={inviting} onLeave={goHome} />;
  return (
    <Invited step={step} inviting={inviting} onAnswer={() => void answer(invitation)} onLeave={goHome} />
  );
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
  readonly step: Exclude<Step, { kind: 'answered' }>;
  readonly inviting: Inviting;
  readonly onAnswer: () => void;
  readonly onLeave: () => void;
}

function Invited({ step, inviting, onAnswer, onLeave }: InvitedProps) {
  const say = useSay();
  const isLocked = useShell().profile.state.value.kind === 'locked';
  const hasFailed = step.kind === 'failed';
  return (
    <Frame title={say(meetWords.invitedTitle)}>
      <Inviter inviting={inviting} />
      {hasFailed ? (
        <Problem problem={step.problem} />
      ) : (
        <>
          <p class="text-base text-ink-2">{say(meetWords.invitedText)}</p>
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
  readonly step: Extract<Step, { kind: 'answered' }>;
  readonly invitation: Invitation;
  readonly inviting: Inviting;
  readonly onLeave: () => void;
}

function Answered({ step, invitation, inviting, onLeave }: AnsweredProps) {
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
      {say(problemWords[problem])}
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

/** Leaving the screen before somebody took the answer withdraws it; a second answer takes the first one's place. */
function useAnswering(): readonly [Step, (invitation: Invitation) => Promise<void>] {
  const { meetByHand, navigation, session } = useShell();
  const [step, setStep] = useState<Step>({ kind: 'asked' });
  const waiting = useRef<Reply | undefined>(undefined);
  useEffect(() => () => waiting.current?.cancel(), []);

  async function comeIn(reply: Reply): Promise<void> {
    const connected = await reply.connected;
    if (waiting.current !== reply) return;
    if (!connected.ok) return setStep({ kind: 'failed', problem: connected.error.code });
    const { address, link } = connected.value;
    const handed = createHandedLinks();
    handed.hand(link);
    waiting.current = undefined;
    navigation.go({ kind: 'room', code: formatRoomAddress(address), space: undefined }, 'replace');
    await session.join(address, 'invited', handed);
  }

  return [
    step,
    async (invitation) => {
      waiting.current?.cancel();
      setStep({ kind: 'making' });
      const world = await meetByHand();
      const made = world && (await replyTo(world, invitation));
      if (!made?.ok) return setStep({ kind: 'failed', problem: made?.error.code ?? 'failed' });
      waiting.current = made.value;
      setStep({ kind: 'answered', bytes: made.value.bytes });
      return comeIn(made.value);
    },
  ];
}
