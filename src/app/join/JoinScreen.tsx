// The door of a room: who and what before anything connects, then the steps, and the way on when it fails.

import { useEffect, useState } from 'preact/hooks';
import { formatRoomCode } from '../../room/room-code.ts';
import type { RoomAddress } from '../../room/room-link.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { KMark } from '../../ui/KMark.tsx';
import { Identity } from '../home/Identity.tsx';
import { titleOf, visitOf } from '../session.ts';
import { useShell } from '../shell.tsx';
import { BrokerOfferSwitch, useLinkOffer } from './BrokerOffer.tsx';
import { explainLink, readOpenedAddress } from './join-input.ts';
import { JoinForm } from './JoinForm.tsx';
import { JoinProgress } from './JoinProgress.tsx';
import { useJoinSource } from './join-source.ts';
import { OwnerLine } from './OwnerLine.tsx';
import { joinWords } from './words.ts';

/** `code` is the unchecked part of the address after `/r/`. */
export function JoinScreen({ code }: { readonly code: string }) {
  const { session } = useShell();
  const visit = visitOf(session.state.value);
  const parsed = readOpenedAddress(code);
  return (
    <div class="mx-auto flex min-h-dvh max-w-140 flex-col px-6 max-md:px-4">
      <header class="flex h-16 shrink-0 items-center">
        <a href="#/" class="flex min-h-11 items-center gap-2 text-ink no-underline">
          <KMark size={28} />
          <span class="font-display text-[1.375rem] font-semibold">Kith</span>
        </a>
      </header>
      <main
        id="main"
        tabIndex={-1}
        class="grid flex-1 grid-cols-[minmax(0,1fr)] content-center gap-6 py-8 outline-none max-md:content-start"
      >
        {!parsed.ok ? (
          <BadLink problem={explainLink(parsed.error)} />
        ) : visit ? (
          <JoinProgress visit={visit} />
        ) : (
          <Door key={code} link={parsed.value} />
        )}
      </main>
    </div>
  );
}

/** Nothing has connected yet; pressing Join is what connects. */
function Door({ link }: { readonly link: RoomAddress }) {
  const say = useSay();
  const { network, session, profile, navigation, overlay, prepareRoom } = useShell();
  const words = formatRoomCode(link.code);
  // oxlint-disable-next-line react/exhaustive-deps -- the words are the code; the link is parsed anew each time
  useEffect(() => prepareRoom(link.code), [words, prepareRoom]);
  const offer = useLinkOffer(link);
  const [usesOffer, setUsesOffer] = useState(true);
  const hasBroker = network.brokers.value.length > 0 || (offer !== undefined && usesOffer);
  const [isWaiting, setWaiting] = useState(false);
  const [isReturning] = useState(() => navigation.wasInside());
  const join = async () => {
    setWaiting(true);
    if (offer && usesOffer) network.admitForSession(offer.broker, offer.source);
    await network.ready;
    const visit = await session.join(link, isReturning ? 'returned' : 'invited');
    setWaiting(false);
    if (!visit.ok && visit.error === 'incomplete') overlay.show({ kind: 'incomplete' });
  };
  return (
    <>
      {isReturning ? <WelcomeBack link={link} /> : <Invited link={link} />}
      <div class="border-y border-line py-6">
        <p class="mb-4 text-ui font-semibold">{say(joinWords.asYou)}</p>
        <Identity />
      </div>
      {offer ? <BrokerOfferSwitch offer={offer} isOn={usesOffer} onChange={setUsesOffer} /> : null}
      {hasBroker ? null : <p class="text-ui text-danger">{say(joinWords.noBroker)}</p>}
      <p class="text-base text-ink-2">{say(joinWords.consent)}</p>
      <div class="flex flex-wrap gap-3">
        <Button
          kind="primary"
          size="large"
          icon="enter"
          busy={isWaiting || profile.state.value.kind === 'locked'}
          onClick={() => void join()}
        >
          {say(isReturning ? joinWords.goBackIn : joinWords.join)}
        </Button>
        <Button kind="quiet" size="large" onClick={() => navigation.go({ kind: 'home' })}>
          {say(joinWords.notNow)}
        </Button>
      </div>
    </>
  );
}

function Invited({ link }: { readonly link: RoomAddress }) {
  const say = useSay();
  return (
    <div>
      <h1 class="font-display text-head tracking-[-0.015em] text-balance">
        {say(joinWords.invited, { room: titleOf(link.code) })}
      </h1>
      <p class="mt-3 mb-1.5 text-small text-ink-3">{say(joinWords.words)}</p>
      <SpokenWords words={link.code} />
      <OwnerLine link={link} />
    </div>
  );
}

/** After a reload: nobody is invited to where they just were. */
function WelcomeBack({ link }: { readonly link: RoomAddress }) {
  const say = useSay();
  return (
    <div>
      <h1 class="font-display text-head tracking-[-0.015em] text-balance">
        {say(joinWords.wereInside, { room: titleOf(link.code) })}
      </h1>
      <p class="mt-3 text-base text-ink-2">{say(joinWords.wereInsideText)}</p>
    </div>
  );
}

/** The six words, large enough to be compared with what somebody reads aloud. */
export function SpokenWords({ words }: { readonly words: readonly string[] }) {
  return (
    <p
      lang="en"
      dir="ltr"
      class="flex flex-wrap gap-x-2 gap-y-1 rtl:justify-end font-display text-title font-semibold select-text"
    >
      {words.map((word, index) => (
        <span key={`${index}-${word}`} class="flex items-center gap-2">
          {word}
          {index < words.length - 1 ? (
            <span class="size-1.25 rounded-full bg-line-2" aria-hidden="true" />
          ) : null}
        </span>
      ))}
    </p>
  );
}

function BadLink({ problem }: { readonly problem: ReturnType<typeof explainLink> }) {
  const say = useSay();
  const { navigation } = useShell();
  const source = useJoinSource();
  return (
    <>
      <h1 class="font-display text-head tracking-[-0.015em]">{say(joinWords.badLinkTitle)}</h1>
      <p class="text-base text-ink-2">{say(problem.sentence, problem.values)}</p>
      <JoinForm
        onRoom={(link) => navigation.go({ kind: 'room', code: source.remember(link), space: undefined })}
        takesFocus
      />
      <div>
        <Button kind="quiet" icon="left" onClick={() => navigation.go({ kind: 'home' })}>
          {say(joinWords.backHome)}
        </Button>
      </div>
    </>
  );
}
