// Inviting without a server, both steps side by side: what to give, and what to take back.

import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Inviter } from '../../room/invite/inviter.ts';
import { formatClock } from '../../ui/format.ts';
import { Bead } from '../../ui/Bead.tsx';
import { Button } from '../../ui/Button.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { Countdown } from './Countdown.tsx';
import { createHandOver } from './hand-over.ts';
import { Passing } from './Passing.tsx';
import { createTaker, isOwnInvitation, type Taking } from './take-answer.ts';
import { TheirAnswer } from './TheirAnswer.tsx';
import { useInviter } from './use-inviter.ts';
import { usesServers } from './uses-servers.ts';
import { meetWords, problemWords, type MeetProblem } from './words.ts';

export function WithoutInternet({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const [isProven, setProven] = useState(false);
  const made = useInviter(visit, isProven);
  const inviter = made === 'incomplete' ? undefined : made;
  const [taking, setTaking] = useState<Taking>(WAITING);
  const take = useMemo(() => inviter && createTaker(inviter, setTaking), [inviter]);
  useEffect(() => {
    if (!inviter || !take) return undefined;
    const isOwn = (text: string) => isOwnInvitation(inviter, text);
    return createHandOver(globalThis)?.wait({ take: (text) => take(text, true), isOwn });
  }, [inviter, take]);
  const onText = useCallback((text: string) => void take?.(text, false), [take]);
  const [isPassed, pass] = useState(false);
  useEffect(() => {
    if (beginsAnew(taking)) pass(false);
  }, [taking]);
  // What was said of answers to the invitations of before is over with them; only what connects goes on.
  useEffect(() => {
    pass(false);
    setTaking((now) => (now.kind === 'connecting' ? now : WAITING));
  }, [inviter]);
  const renew = () => {
    inviter?.renew();
    pass(false);
  };
  return (
    <div class="grid gap-6 pt-5">
      <p class="text-base text-ink-2">{say(meetWords.intro)}</p>
      <div class="grid gap-x-6 gap-y-8 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Step number={1} title={say(meetWords.stepOne)} hint={say(meetWords.stepOneHint)} isNext={!isPassed}>
          <Shown inviter={made} onPassed={() => pass(true)} />
          <Switch
            label={say(meetWords.sayWho)}
            hint={say(meetWords.sayWhoHint)}
            checked={isProven}
            onChange={setProven}
          />
          <div>
            <Button size="small" onClick={renew}>
              {say(meetWords.newOne)}
            </Button>
          </div>
        </Step>
        <Between isLinked={taking.kind === 'connected'} />
        <Step number={2} title={say(meetWords.stepTwo)} isNext={isPassed} onBegin={() => pass(true)}>
          <TheirAnswer taking={taking} onText={onText} />
        </Step>
      </div>
      <Foot inviter={inviter} />
    </div>
  );
}

const WAITING: Taking = { kind: 'waiting' };
/** After these another try with the same answer is left: the text was not it. */
const OF_THE_TEXT: ReadonlySet<MeetProblem> = new Set([
  'foreign',
  'cut-short',
  'damaged',
  'later-version',
  'is-invitation',
]);

/** Whether an invitation is to be given next: to the next person, or once more. */
function beginsAnew(taking: Taking): boolean {
  return taking.kind === 'connected' || (taking.kind === 'refused' && !OF_THE_TEXT.has(taking.problem));
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly hint?: string | undefined;
  /** Of the two, the one to do now. */
  readonly isNext: boolean;
  /** Somebody turned to it. */
  readonly onBegin?: () => void;
  readonly children: ComponentChildren;
}

function Step({ number, title, hint, isNext, onBegin, children }: StepProps) {
  const locale = useLocale();
  return (
    <section
      class="grid content-start gap-3"
      aria-current={isNext ? 'step' : undefined}
      onFocusIn={() => onBegin?.()}
    >
      <h3 class="flex items-center gap-2.5 font-ui text-ui font-semibold">
        <span
          class={`grid size-6 place-items-center rounded-[6px] border border-ink text-small ${isNext ? 'bg-ink text-on-ink' : 'text-ink'}`}
        >
          {number.toLocaleString(locale)}
        </span>
        {title}
      </h3>
      {hint === undefined ? null : <p class="text-small text-ink-2">{hint}</p>}
      {children}
    </section>
  );
}

/** This person, and the seat of whoever comes; half of the thread is there once the invitation is. */
function Between({ isLinked }: { readonly isLinked: boolean }) {
  const { mark } = useShell().profile;
  return (
    <div aria-hidden="true" class="flex flex-col items-center pt-9 pb-24 max-sm:hidden">
      {mark.value ? <Bead mark={mark.value} size={36} /> : <Bead state="open-seat" size={36} />}
      <span class="w-0 flex-1 border-s-2 border-ink-2" />
      <span
        class={
          isLinked
            ? 'w-0 flex-1 border-s-2 border-ink-2'
            : 'w-0 flex-1 border-s-2 border-dashed border-line-2'
        }
      />
      <Bead state="open-seat" size={36} />
    </div>
  );
}

interface ShownProps {
  readonly inviter: Inviter | 'incomplete' | undefined;
  readonly onPassed: () => void;
}

function Shown({ inviter, onPassed }: ShownProps) {
  const say = useSay();
  const state = stateOf(inviter);
  if (state.kind === 'shown') return <Passing kind="invitation" bytes={state.bytes} onPassed={onPassed} />;
  if (state.kind === 'making') return <p class="text-base">{say(meetWords.making)}</p>;
  return (
    <p role="alert" class="text-base text-danger">
      {say(problemWords[state.code])}
    </p>
  );
}

function stateOf(inviter: Inviter | 'incomplete' | undefined) {
  if (inviter === 'incomplete') return { kind: 'failed', code: inviter } as const;
  return inviter?.state.value ?? ({ kind: 'making' } as const);
}

/** How long, and what happens then; on the ground that dialogs have for such sentences. */
function Foot({ inviter }: { readonly inviter: Inviter | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const { network } = useShell();
  const state = inviter?.state.value;
  const words = usesServers(network) ? meetWords.renews : meetWords.renewsUnseen;
  if (state?.kind !== 'shown') return null;
  const left = (atMs: number, nowMs: number) => formatClock(locale, Math.max(0, atMs - nowMs));
  return (
    <div class="sticky -bottom-6 -mx-7 -mb-6 bg-sunk px-7 py-4 max-md:-mx-4 max-md:px-4">
      <Countdown>
        {(nowMs) => say(words, { next: left(state.renewsAtMs, nowMs), end: left(state.expiresAtMs, nowMs) })}
      </Countdown>
    </div>
  );
}
