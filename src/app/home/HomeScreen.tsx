// Home: start a room, join one, be somebody. Places for people nearby and for contacts say honestly that they are empty.

import { parseRoomLink, type RoomLink } from '../../room/room-link.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSay } from '../../ui/locale.tsx';
import { JoinForm } from '../join/JoinForm.tsx';
import { useFileOffer, type BrokerOffer } from '../join/BrokerOffer.tsx';
import { isLaterMeeting } from '../join/join-input.ts';
import { useJoinSource } from '../join/join-source.ts';
import { inputWords } from '../join/words.ts';
import { KeptRooms } from '../keeping/parts.tsx';
import { useShell } from '../shell.tsx';
import { HomeHeader } from './HomeHeader.tsx';
import { Identity } from './Identity.tsx';
import { homeWords } from './words.ts';

export function HomeScreen() {
  const say = useSay();
  const { keeping } = useShell();
  return (
    <div class="mx-auto flex min-h-dvh max-w-320 flex-col px-6 max-md:px-4">
      <HomeHeader />
      <Notices />
      <main
        id="main"
        tabIndex={-1}
        class="grid flex-1 grid-cols-[minmax(0,1fr)] content-center items-center gap-x-14 gap-y-10 py-8 outline-none md:grid-cols-[minmax(0,24rem)_1fr] xl:grid-cols-[minmax(0,26.5rem)_1fr_minmax(0,24rem)] max-md:content-start max-md:pt-1"
      >
        <Door />
        <Identity />
        <section
          aria-label={say(homeWords.people)}
          class="grid gap-8 md:col-span-2 md:grid-cols-2 xl:col-span-1 xl:grid-cols-1"
        >
          {keeping.rooms.value.length > 0 ? <KeptRooms /> : null}
          <Nobody title={say(homeWords.onThisNetwork)} text={say(homeWords.nobodyNear)} icon="wifi" />
          <Nobody title={say(homeWords.savedContacts)} text={say(homeWords.nobodySaved)} icon="users" />
        </section>
      </main>
      <Foot />
    </div>
  );
}

/** The headline and the two ways into a room. */
function Door() {
  const say = useSay();
  const { navigation, profile } = useShell();
  const joinSource = useJoinSource();
  const join = (link: RoomLink) => {
    navigation.go({ kind: 'room', code: joinSource.remember(link), space: undefined });
  };
  return (
    <section class="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6 max-md:gap-3">
      <h1 class="font-display text-hero tracking-[-0.018em] text-balance max-md:text-head">
        {say(homeWords.headline)}
      </h1>
      <p class="text-lead text-ink-2 max-md:hidden">{say(homeWords.lead)}</p>
      <Button
        kind="primary"
        size="large"
        icon="plus"
        wide
        busy={profile.state.value.kind === 'locked' || navigation.route.value.kind === 'new'}
        onClick={() => navigation.go({ kind: 'new' })}
      >
        {say(homeWords.start)}
      </Button>
      <JoinForm
        key={navigation.route.value.kind}
        onRoom={join}
        takesFocus={navigation.route.value.kind === 'join'}
        initialText={joinSource.draft()}
      />
    </section>
  );
}

function Nobody(props: { readonly title: string; readonly text: string; readonly icon: 'wifi' | 'users' }) {
  return (
    <div>
      <h2 class="mb-3 text-ui font-semibold">{props.title}</h2>
      <div class="flex items-start gap-3">
        <span class="grid size-9 shrink-0 place-items-center rounded-control border border-dashed border-line-2 text-ink-2">
          <Icon name={props.icon} size={18} />
        </span>
        <p class="text-small text-ink-3">{props.text}</p>
      </div>
    </div>
  );
}

function Foot() {
  const say = useSay();
  const { network, overlay } = useShell();
  const brokers = network.brokers.value;
  const reachable = brokers.filter((each) => each.reach === 'reachable').length;
  const isAsking = brokers.some((each) => each.reach === 'unknown' || each.reach === 'asking');
  const sentence =
    isAsking && reachable === 0
      ? say(homeWords.askingBrokers)
      : reachable === 0
        ? say(homeWords.noBroker)
        : say(homeWords.brokers, { n: reachable });
  return (
    <footer class="flex items-center gap-3 border-t border-line py-4 text-small text-ink-2 max-md:flex-wrap">
      <span class="max-md:hidden">
        <Icon name="info" size={16} />
      </span>
      <p class="min-w-0 flex-1 max-md:basis-full">{sentence}</p>
      <Button
        kind="quiet"
        size="small"
        hasPopup="dialog"
        onClick={() => overlay.show({ kind: 'what-leaves' })}
      >
        <span class="underline underline-offset-4">{say(homeWords.whatLeaves)}</span>
      </Button>
    </footer>
  );
}

/** Something handed over to be shared, a host this copy remembers, or an address that leads nowhere. */
function Notices() {
  const offer = useFileOffer();
  return (
    <>
      <SharedNotice />
      <UnknownAddressNotice />
      {offer ? <SavedFromNotice offer={offer} /> : null}
    </>
  );
}

function SharedNotice() {
  const say = useSay();
  const { sharedText } = useShell();
  if (sharedText.waiting.value === '') return null;
  return (
    <Banner
      kind="caution"
      icon="share"
      title={say(homeWords.readyToShare)}
      text={say(homeWords.readyToShareText)}
      action={
        <Button kind="quiet" size="small" onClick={() => sharedText.discard()}>
          {say(homeWords.discard)}
        </Button>
      }
    />
  );
}

function UnknownAddressNotice() {
  const say = useSay();
  const route = useShell().navigation.route.value;
  if (route.kind !== 'unknown') return null;
  const link = parseRoomLink(route.hash);
  const isLater = !link.ok && link.error.code === 'later-version';
  const told = isLater ? inputWords.laterVersion : homeWords.unknownAddressText;
  return (
    <Banner
      kind="caution"
      icon="alert"
      title={say(homeWords.unknownAddress)}
      text={say(isLaterMeeting(route.hash) ? inputWords.laterMeeting : told)}
    />
  );
}

/** A copy from disk: the host it came from is used only when its person says so. */
function SavedFromNotice({ offer }: { readonly offer: BrokerOffer }) {
  const say = useSay();
  const { network } = useShell();
  const host = offer.broker.label;
  const accept = () => {
    network.admitForSession(offer.broker, offer.source);
    void network.probe();
  };
  return (
    <Banner
      kind="caution"
      icon="antenna"
      title={say(homeWords.savedFrom, { host })}
      text={say(homeWords.savedFromText)}
      action={
        <Button size="small" onClick={accept}>
          {say(homeWords.useItsBroker)}
        </Button>
      }
    />
  );
}
