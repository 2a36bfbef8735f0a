// The screens of meeting without a server, on a page of their own: with real keys, with a network that does what the test
// says, and with a clock that stands still.

import { signal, type Signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { Route } from '../../src/app/routes.ts';
import type { SessionState, Visit } from '../../src/app/session.ts';
import { defaultSettings } from '../../src/app/settings.ts';
import { ShellProvider, type Shell } from '../../src/app/shell.tsx';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import type { GuestWorld } from '../../src/room/invite/guest.ts';
import { createPastInvitations } from '../../src/room/invite/past-invitations.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { answerTag, encodeAnswer } from '../../src/signaling/invitation.ts';
import { formatMeetingText, parseMeetingText } from '../../src/signaling/invitation-text.ts';
import type { PackedDescription } from '../../src/signaling/packed-description.ts';
import type { InvitationLinkError, InvitationTransport } from '../../src/transport/invitation-transport.ts';
import type { DialError, Link } from '../../src/transport/transport.ts';
import { LocaleProvider } from '../../src/ui/locale.tsx';
import { mount, type Mounted } from './mount.tsx';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

type LinkFailure = InvitationLinkError['code'];

/** What the browser and the network do. */
export interface FakeNetwork extends InvitationTransport {
  /** Undefined: they can. */
  failure: LinkFailure | undefined;
  /** What comes of the next link; by default nothing does. */
  link: Promise<Result<Link, DialError>>;
  /** Descriptions that were made, and those that were taken back. */
  made: number;
  withdrawn: number;
}

export interface InviteStage {
  readonly clock: SimClock;
  readonly network: FakeNetwork;
  readonly world: GuestWorld;
  readonly visit: Visit;
  /** At home, until a test says otherwise. */
  readonly session: Signal<SessionState>;
  /** Where the screens led, and what they said in passing. */
  readonly went: readonly Route[];
  readonly toasts: readonly string[];
  show(node: ComponentChild): Promise<Mounted>;
}

const CODE = ['slow', 'river', 'window', 'seven', 'other', 'lamp'];

export function describeAs(type: PackedDescription['type'], fill: number): PackedDescription {
  const credentials = { ufrag: 'abcd', pwd: 'abcdefghijklmnopqrstuvwx' };
  const address = { kind: 'ipv4', bytes: Uint8Array.of(192, 0, 2, 1) } as const;
  const candidates = [{ type: 'host', address, port: 5_000 }] as const;
  return { type, credentials, fingerprint: new Uint8Array(32).fill(fill), candidates };
}

function createFakeNetwork(): FakeNetwork {
  const never = new Promise<Result<Link, DialError>>(() => undefined);
  const failed = (code: LinkFailure) => Promise.resolve(err({ code, detail: 'as the test says' }));
  const cancel = () => void (network.withdrawn += 1);
  const network: FakeNetwork = {
    failure: undefined,
    link: never,
    made: 0,
    withdrawn: 0,
    offer() {
      if (network.failure) return failed(network.failure);
      network.made += 1;
      const complete = () => network.link;
      return Promise.resolve(ok({ description: describeAs('offer', network.made), complete, cancel }));
    },
    answer() {
      if (network.failure) return failed(network.failure);
      network.made += 1;
      const description = describeAs('answer', network.made);
      return Promise.resolve(ok({ description, opened: network.link, cancel }));
    },
  };
  return network;
}

export async function setInviteStage(): Promise<InviteStage> {
  const clock = createSimClock();
  const random = createSeededRandom(7);
  const crypto = createWebCrypto(globalThis.crypto.subtle);
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const network = createFakeNetwork();
  const fromMs = Date.now();
  const wallTimeMs = () => fromMs + clock.nowMs();
  const world: GuestWorld = { crypto, random, clock, peer, transport: network, wallTimeMs };
  const went: Route[] = [];
  const toasts: string[] = [];
  const session = signal<SessionState>({ kind: 'home' });
  const shell = {
    clock,
    meetByHand: () => Promise.resolve(world),
    network: { meetingPage: signal(undefined), brokers: signal([]), iceServers: signal([]) },
    page: { hasShare: true },
    toaster: { show: ({ text }: { readonly text: string }) => toasts.push(text) },
    profile: { mark: signal(peer.identity.mark), state: signal({ kind: 'ready' }) },
    settings: { current: signal(defaultSettings('ghost')) },
    navigation: { go: (route: Route) => went.push(route) },
    session: { state: session, join: () => Promise.resolve(err('incomplete')) },
    overlay: { show: () => undefined },
    people: { use: () => Promise.resolve(undefined) },
  } as unknown as Shell;
  const visit = {
    room: { code: CODE, owner: undefined },
    handed: createHandedLinks(),
    pastInvitations: createPastInvitations(),
  } as unknown as Visit;
  return {
    clock,
    network,
    world,
    visit,
    session,
    went,
    toasts,
    show: (node) =>
      mount(
        <LocaleProvider locale="en">
          <ShellProvider value={shell}>{node}</ShellProvider>
        </LocaleProvider>,
      ),
  };
}

/** The answer of somebody to the invitation that is shown. */
export async function answerTo({ world }: InviteStage, invitation: string): Promise<string> {
  const parsed = parseMeetingText(invitation);
  if (!parsed.ok || parsed.value.kind !== 'invitation') throw new Error('no invitation');
  const description = describeAs('answer', 99);
  const tag = await answerTag(world.crypto, parsed.value.secret, description);
  return formatMeetingText('answer', encodeAnswer({ tag, description }));
}
