// An invitation without a server was opened: who and what before anything connects, then the answer to carry back.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type GuestWorld, type Reply } from '../../room/invite/guest.ts';
import { formatRoomAddress } from '../../room/room-link.ts';
import type { Invitation } from '../../signaling/invitation.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { Identity } from '../home/Identity.tsx';
import { useShell } from '../shell.tsx';
import { Passing } from './Passing.tsx';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

type Step =
  | { readonly kind: 'asked' | 'making' }
  | { readonly kind: 'answered'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly problem: MeetProblem };

/** `code`: the unchecked part of the address after `/i/`. */
export function AnswerScreen({ code }: { readonly code: string }) {
  const say = useSay();
  const { navigation } = useShell();
  const parsed = parseMeetingText(`#/i/${code}`);
  const [step, answer] = useAnswering();
  const problem = step.kind === 'failed' ? step.problem : parsed.ok ? undefined : parsed.error.code;
  const goHome = () => navigation.go({ kind: 'home' });
  if (step.kind === 'answered') {
    return (
      <Frame title={say(meetWords.answerTitle)}>
        <p class="text-base text-ink-2">{say(meetWords.answerText)}</p>
        <Passing kind="answer" bytes={step.bytes} />
        <Leave onClick={goHome} />
      </Frame>
    );
  }
  return (
    <Frame title={say(meetWords.invitedTitle)}>
      {problem ? (
        <p role="alert" class="text-base text-danger">
          {say(problemWords[problem])}
        </p>
      ) : (
        <>
          <p class="text-base text-ink-2">{say(meetWords.invitedText)}</p>
          <div class="border-y border-line py-6">
            <Identity />
          </div>
        </>
      )}
      <div class="flex flex-wrap gap-3">
        {parsed.ok && parsed.value.kind === 'invitation' && !problem ? (
          <Button
            kind="primary"
            size="large"
            busy={step.kind === 'making'}
            onClick={() => parsed.value.kind === 'invitation' && void answer(parsed.value)}
          >
            {say(meetWords.makeAnswer)}
          </Button>
        ) : null}
        <Leave onClick={goHome} />
      </div>
    </Frame>
  );
}

function Leave({ onClick }: { readonly onClick: () => void }) {
  const say = useSay();
  return (
    <Button kind="quiet" size="large" onClick={onClick}>
      {say(meetWords.notNow)}
    </Button>
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

/** Leaving the screen before somebody took the answer withdraws it. */
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

  async function reply(world: GuestWorld | undefined, invitation: Invitation): Promise<void> {
    const made = world && (await replyTo(world, invitation));
    if (!made?.ok) return setStep({ kind: 'failed', problem: made?.error.code ?? 'failed' });
    waiting.current = made.value;
    setStep({ kind: 'answered', bytes: made.value.bytes });
    return comeIn(made.value);
  }

  return [
    step,
    async (invitation) => {
      setStep({ kind: 'making' });
      await reply(await meetByHand(), invitation);
    },
  ];
}
