// How the thread to one person runs, in words and figures: what the drawing in the panel stands for.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LinkFacts } from '../../room/link-facts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatBytes, formatDuration, formatMilliseconds } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { pageClock } from '../../ui/page-clock.ts';
import { scheduleEvery } from '../../primitives/clock.ts';
import type { Locale, Words } from '../../ui/words.ts';
import { linkWords } from './link-words.ts';
import type { Person } from './model.ts';

export interface LinkDialogProps {
  readonly name: string;
  readonly person: Person;
  /** Names of those who pass messages on, nearest first. */
  readonly viaNames: readonly string[];
  readonly facts: () => LinkFacts | undefined;
  readonly onClose: () => void;
}

const REFRESH_MS = 1_000;

export function LinkDialog({ name, person, viaNames, facts, onClose }: LinkDialogProps) {
  const say = useSay();
  const locale = useLocale();
  const now = useLive(facts);
  return (
    <Dialog title={name} size="small" onClose={onClose} footer={say(linkWords.sealed)}>
      <p class="text-base text-ink-2">{sayPath(person, viaNames, say)}</p>
      {now ? <Figures facts={now} locale={locale} /> : null}
    </Dialog>
  );
}

function Figures({ facts, locale }: { readonly facts: LinkFacts; readonly locale: Locale }) {
  const say = useSay();
  const rate = (bytes: number) =>
    say(linkWords.perSecond, { amount: formatBytes(locale, Math.round(bytes)) });
  const { candidates, rttMs, lastError } = facts;
  return (
    <dl class="mt-4 grid">
      {rttMs === undefined ? null : (
        <Fact label={say(linkWords.roundTrip)}>{formatMilliseconds(locale, rttMs)}</Fact>
      )}
      {candidates?.local ? (
        <Fact label={say(linkWords.yourEnd)}>{say(END_WORDS[candidates.local])}</Fact>
      ) : null}
      {candidates?.remote ? (
        <Fact label={say(linkWords.theirEnd)}>{say(END_WORDS[candidates.remote])}</Fact>
      ) : null}
      <Fact label={say(linkWords.sending)}>{rate(facts.sentPerSecond)}</Fact>
      <Fact label={say(linkWords.receiving)}>{rate(facts.receivedPerSecond)}</Fact>
      <Fact label={say(linkWords.waiting)}>{formatBytes(locale, facts.waitingBytes)}</Fact>
      {lastError ? (
        <Fact label={say(linkWords.lastTrouble)}>
          {say(TROUBLE_WORDS[lastError.category], { ago: formatDuration(locale, lastError.agoMs) })}
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="flex min-h-10 items-center gap-4 border-t border-line py-2 first:border-t-0">
      <dt class="w-36 shrink-0 text-small text-ink-3">{label}</dt>
      <dd class="min-w-0 flex-1 text-ui tabular-nums">{children}</dd>
    </div>
  );
}

const END_WORDS = {
  host: linkWords.endHost,
  srflx: linkWords.endRouter,
  prflx: linkWords.endRouter,
  relay: linkWords.endRelay,
} as const satisfies Readonly<Record<string, Words>>;

const TROUBLE_WORDS = {
  connection: linkWords.troubleConnection,
  security: linkWords.troubleSecurity,
  protocol: linkWords.troubleProtocol,
  limit: linkWords.troubleLimit,
} as const satisfies Readonly<Record<string, Words>>;

function sayPath(person: Person, viaNames: readonly string[], say: ReturnType<typeof useSay>): string {
  switch (person.kind) {
    case 'direct':
      return say(linkWords.isDirect);
    case 'relayed':
      return say(linkWords.isRelayed);
    case 'via':
      return viaNames[0] === undefined ? say(linkWords.isKnown) : say(linkWords.isVia, { name: viaNames[0] });
    case 'reconnecting':
      return say(linkWords.isReconnecting);
    default:
      return say(linkWords.isConnecting);
  }
}

/** Looked at again every second while the dialog is open. */
function useLive(facts: () => LinkFacts | undefined): LinkFacts | undefined {
  const [, refresh] = useState(0);
  useEffect(() => scheduleEvery(pageClock, REFRESH_MS, () => refresh((count) => count + 1)), []);
  return facts();
}
