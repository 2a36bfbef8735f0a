// While joining: which step it is at, in words. When it fails: which part failed, what it means and the way on.

import { useEffect } from 'preact/hooks';
import type { JoinFailure, JoinStep, RoomState } from '../../room/room.ts';
import { Bead } from '../../ui/Bead.tsx';
import { Button } from '../../ui/Button.tsx';
import { classList } from '../../ui/class-list.ts';
import { formatList } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { announce } from '../../ui/live-region.ts';
import { useLocale, useSay, type Say } from '../../ui/locale.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import type { Locale } from '../../ui/words.ts';
import { originToOpen } from '../brokers.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { failureWords, joinWords, stepWords } from './words.ts';

const STEPS: readonly JoinStep[] = ['keys', 'brokers', 'looking', 'proving', 'linking'];

export function JoinProgress({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { session, navigation } = useShell();
  const state: RoomState = visit.room.state.value;
  const goHome = () => {
    session.leave();
    navigation.go({ kind: 'home' });
  };
  if (state.kind === 'knocking') return <Knocking visit={visit} onHome={goHome} />;
  if (state.kind === 'failed') return <Failure failure={state.failure} visit={visit} onHome={goHome} />;
  return (
    <>
      <h1 class="font-display text-head tracking-[-0.015em]">
        {say(joinWords.joining, { room: visit.title })}
      </h1>
      <Steps current={state.kind === 'joining' ? state.step : 'linking'} />
      <div>
        <Button onClick={goHome}>{say(joinWords.cancel)}</Button>
      </div>
    </>
  );
}

interface KnockingProps {
  readonly visit: Visit;
  readonly onHome: () => void;
}

/** Somebody inside has been asked; nothing of the room is open until they answer. */
function Knocking({ visit, onHome }: KnockingProps) {
  const say = useSay();
  const { mark } = visit.room.self;
  const title = say(joinWords.knocking, { room: visit.title });
  useEffect(() => announce(title), [title]);
  return (
    <div class="grid gap-4">
      <div class="flex items-center" aria-hidden="true">
        <Bead mark={mark} size={64} />
        <span class="w-16 border-t-2 border-dashed border-line-2" />
        <Bead state="open-seat" size={64} />
      </div>
      <h1 class="font-display text-head tracking-[-0.015em]">{title}</h1>
      <p class="text-base text-ink-2">{say(joinWords.knockingText)}</p>
      <div>
        <Button onClick={onHome}>{say(joinWords.cancel)}</Button>
      </div>
    </div>
  );
}

function Steps({ current }: { readonly current: JoinStep }) {
  const say = useSay();
  const at = STEPS.indexOf(current);
  return (
    <>
      <ProgressBar label={say(stepWords[current])} share={at / STEPS.length} hideLabel />
      <ol class="grid gap-2" aria-live="polite">
        {STEPS.map((step, index) => (
          <li
            key={step}
            aria-current={step === current ? 'step' : undefined}
            class={classList('flex items-center gap-3 text-base', index > at ? 'text-ink-3' : 'text-ink')}
          >
            <Icon name={index < at ? 'check' : step === current ? 'right' : 'minus'} size={18} />
            {say(stepWords[step])}
          </li>
        ))}
      </ol>
    </>
  );
}

interface FailureProps {
  readonly failure: JoinFailure;
  readonly visit: Visit;
  readonly onHome: () => void;
}

function Failure({ failure, visit, onHome }: FailureProps) {
  const say = useSay();
  const locale = useLocale();
  const { navigation } = useShell();
  // Whoever came by a handed link looked for no broker.
  const isByHand = failure.code === 'no-broker' && visit.handed.hasFailed.value;
  const words = isByHand
    ? { title: say(failureWords.byHand), text: say(failureWords.byHandText) }
    : explainFailure(say, locale, failure);
  return (
    <div role="alert" class="grid gap-4">
      <h1 class="flex items-start gap-3 font-display text-head tracking-[-0.015em]">
        <span class="mt-1 text-danger">
          <Icon name="alert" size={24} />
        </span>
        {words.title}
      </h1>
      <p class="text-base text-ink-2">{words.text}</p>
      {failure.code === 'no-broker' && !isByHand ? <OpenOnce labels={failure.brokers} /> : null}
      <div class="flex flex-wrap gap-3">
        {isFinal(failure) || (isByHand && failure.brokers.length === 0) ? null : (
          <Button kind="primary" icon="refresh" onClick={() => visit.room.retry()}>
            {say(joinWords.retry)}
          </Button>
        )}
        {(failure.code === 'no-broker' && !isByHand) || failure.code === 'intercepted' ? (
          <Button icon="settings" onClick={() => navigation.go({ kind: 'settings', page: 'network' })}>
            {say(joinWords.networkSettings)}
          </Button>
        ) : null}
        <Button kind="quiet" onClick={onHome}>
          {say(joinWords.backHome)}
        </Button>
      </div>
    </div>
  );
}

/** The way on when the broker may only be missing a certificate that nobody could accept here. */
function OpenOnce({ labels }: { readonly labels: readonly string[] }) {
  const say = useSay();
  const { network, page } = useShell();
  const configured = network.brokers.value.map(({ broker }) => broker);
  const origin = originToOpen(labels, configured, page.address);
  if (origin === undefined) return null;
  return (
    <div class="grid gap-1">
      <p class="text-base text-ink-2">{say(failureWords.openOnce, { origin })}</p>
      <a
        href={origin}
        target="_blank"
        rel="noopener noreferrer"
        class="flex min-h-11 items-center text-base wrap-anywhere"
      >
        {say(failureWords.openOrigin, { origin })}
      </a>
    </div>
  );
}

/** What trying again in this page cannot mend. */
function isFinal({ code }: JoinFailure): boolean {
  return code === 'unsupported' || code === 'removed';
}

/** Which part failed and what to do, in words. */
export function explainFailure(
  say: Say,
  locale: Locale,
  failure: JoinFailure,
): { readonly title: string; readonly text: string } {
  switch (failure.code) {
    case 'no-broker':
      return {
        title: say(failureWords.noBroker),
        text:
          failure.brokers.length === 0
            ? say(failureWords.noneSetUp)
            : say(failureWords.noBrokerText, { brokers: formatList(locale, failure.brokers) }),
      };
    case 'unsupported':
      return failure.what === 'webrtc'
        ? { title: say(failureWords.webrtc), text: say(failureWords.webrtcText) }
        : { title: say(failureWords.crypto), text: say(failureWords.cryptoText) };
    case 'intercepted':
      return { title: say(failureWords.intercepted), text: say(failureWords.interceptedText) };
    case 'locked':
      return { title: say(failureWords.locked), text: say(failureWords.lockedText) };
    case 'refused':
      return { title: say(failureWords.refused), text: say(failureWords.refusedText) };
    case 'removed':
      return { title: say(failureWords.removed), text: say(failureWords.removedText) };
    case 'other-owner':
      return { title: say(failureWords.otherOwner), text: say(failureWords.otherOwnerText) };
    case 'room-full':
      return { title: say(failureWords.full), text: say(failureWords.fullText) };
    default:
      return { title: say(failureWords.unproved), text: say(failureWords.unprovedText) };
  }
}
