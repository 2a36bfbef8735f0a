// Two people over a wired link, each with keys of their own: the builder of the tests of the secure layer.

import type { CryptoPort } from '../../src/primitives/crypto.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import type { Result } from '../../src/primitives/result.ts';
import { establishSecureLink, type EstablishOptions } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession, type LocalPeer } from '../../src/secure/identity.ts';
import type {
  HandshakeContext,
  HandshakeError,
  HandshakeErrorCode,
  SecureLink,
} from '../../src/secure/secure-link.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createWiredLinks, type WiredLink, type WiredOptions } from './wired-links.ts';

/** One side of a meeting before it begins. */
export interface Person {
  readonly peer: LocalPeer;
  readonly random: RandomSource;
  readonly crypto: CryptoPort;
}

export async function makePerson(seed: number, crypto?: CryptoPort): Promise<Person> {
  const random = createSeededRandom(seed);
  const usedCrypto = crypto ?? createFakeCrypto(random);
  const identity = await createGhostIdentity({ crypto: usedCrypto, random });
  return { peer: await openSession(identity, random, usedCrypto), random, crypto: usedCrypto };
}

export function makeContext(seed: number, parts: Partial<HandshakeContext> = {}): HandshakeContext {
  const random = createSeededRandom(seed);
  return { namespace: random.bytes(16), psk: random.bytes(32), ...parts };
}

type Side = Partial<Pick<EstablishOptions, 'contexts' | 'capabilities' | 'signal' | 'timeoutMs'>> & {
  readonly person?: Person;
};

export interface MeetingOptions extends WiredOptions {
  readonly contexts?: readonly HandshakeContext[];
  readonly alice?: Side;
  readonly bob?: Side;
  readonly crypto?: CryptoPort;
}

type Outcome = Result<SecureLink, HandshakeError>;

export interface Meeting {
  readonly clock: SimClock;
  readonly links: { readonly dialer: WiredLink; readonly listener: WiredLink };
  /** Alice dials. */
  readonly alice: Person;
  readonly bob: Person;
  readonly dialing: Promise<Outcome>;
  readonly listening: Promise<Outcome>;
}

/** Begins the handshake of Alice, who dials, and Bob. */
export async function meet(options: MeetingOptions = {}): Promise<Meeting> {
  const alice = options.alice?.person ?? (await makePerson(1, options.crypto));
  const bob = options.bob?.person ?? (await makePerson(2, options.crypto));
  const clock = createSimClock();
  const links = createWiredLinks(options);
  const contexts = options.contexts ?? [makeContext(3)];
  const establish = (link: WiredLink, person: Person, side: Side = {}) => {
    const { person: _, ...given } = side;
    return establishSecureLink(link, { capabilities: [], contexts, clock, ...person, ...given });
  };
  const dialing = establish(links.dialer, alice, options.alice);
  const listening = establish(links.listener, bob, options.bob);
  return { clock, links, alice, bob, dialing, listening };
}

/** Both secure links; throws when there was no proof. */
export async function linked(options: MeetingOptions = {}): Promise<{
  readonly meeting: Meeting;
  readonly dialer: SecureLink;
  readonly listener: SecureLink;
}> {
  const meeting = await meet(options);
  const [dialer, listener] = await Promise.all([meeting.dialing, meeting.listening]);
  if (!dialer.ok || !listener.ok) throw new Error(`no proof: ${JSON.stringify([dialer, listener])}`);
  return { meeting, dialer: dialer.value, listener: listener.value };
}

/** The codes with which both sides failed, Alice's first; `proven` where one did not. */
export async function failures(meeting: Meeting): Promise<(HandshakeErrorCode | 'proven')[]> {
  const outcomes = await Promise.all([meeting.dialing, meeting.listening]);
  return outcomes.map((outcome) => (outcome.ok ? 'proven' : outcome.error.code));
}
