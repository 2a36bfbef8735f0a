// What is said on a link that an invitation led to, once both ends have proven its secret: which room, and that it is
// understood. Then the link goes on into the room, whose own handshake comes next (PROTOCOL [O5]).

import { parseBase64url } from '../../primitives/base64url.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import { encodeUtf8 } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import { decodeMessage, encodeMessage } from '../../primitives/codec.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { list, optional, record, text, variants, type Parsed } from '../../primitives/schema.ts';
import { establishSecureLink } from '../../secure/establish.ts';
import type { LocalPeer } from '../../secure/identity.ts';
import type { HandshakeContext, ProvenPeer, SecureLink } from '../../secure/secure-link.ts';
import type { Link } from '../../transport/transport.ts';
import { parseRoomCode, ROOM_CODE_WORDS } from '../room-code.ts';
import { expandPlaceKeys } from '../room-keys.ts';
import { OWNER_BYTES, type RoomAddress } from '../room-link.ts';
import { createLinkPhase } from './link-phase.ts';

/**
 * `not-proven`: the other end does not know the secret, and heard nothing of the room. `odd`: it does, and said something
 * else than it should; a guest heard the words by then. `other-version`: it shakes hands in another way. `link-lost`: the
 * link ended, or nothing was said in time.
 */
export type WelcomeError = { readonly code: 'not-proven' | 'odd' | 'other-version' | 'link-lost' };

export interface WelcomeWorld {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly peer: LocalPeer;
}

export interface Welcomed {
  readonly address: RoomAddress;
  /** Who proved to be at the other end. */
  readonly host: IdentityId;
  /** The link again, for the room. */
  readonly link: Link;
}

const LABEL = 'kith/invitation/1';
const MAX_WELCOME_BYTES = 512;
/** Two messages on a link that stands; a slow phone stretches nothing yet. */
export const WELCOME_TIMEOUT_MS = 10_000;

const welcomeMessage = variants({
  WELCOME: record({
    words: list(text({ maxLength: 8, minLength: 3 }), { maxLength: ROOM_CODE_WORDS }),
    owner: optional(text({ minLength: 22, maxLength: 22 })),
  }),
  TAKEN: record({}),
});
export type WelcomeMessage = Parsed<typeof welcomeMessage>;

export function encodeWelcome(message: WelcomeMessage): Bytes {
  return encodeMessage(message);
}

/** Undefined for anything that is too long or not of the schema. */
export function decodeWelcome(bytes: Uint8Array): WelcomeMessage | undefined {
  if (bytes.length > MAX_WELCOME_BYTES) return undefined;
  const decoded = decodeMessage(bytes, welcomeMessage);
  return decoded.ok ? decoded.value : undefined;
}

export interface Guest {
  /** Who proved to be at the other end. */
  readonly guest: ProvenPeer;
  /** The link again, for the room. */
  readonly link: Link;
}

/** As the inviter: tells the room to whoever proves the secret. */
export async function welcomeGuest(
  world: WelcomeWorld,
  below: Link,
  { secret, address }: { readonly secret: Uint8Array; readonly address: RoomAddress },
): Promise<Result<Guest, WelcomeError>> {
  const phase = createLinkPhase(below);
  const proven = await prove(world, phase.link, secret);
  if (!proven.ok) return proven;
  const { code, owner } = address;
  // Behind the guest's one word comes what is the room's already.
  phase.holdAfter(1);
  const reply = awaitMessage(world.clock, proven.value);
  proven.value.send(
    'control',
    encodeWelcome({ type: 'WELCOME', words: code, ...(owner === undefined ? {} : { owner }) }),
  );
  const said = await reply;
  if (!said.ok) return said;
  if (said.value.type !== 'TAKEN') return refuse(proven.value);
  return ok({ guest: proven.value.remote, link: phase.release() });
}

/** As the guest: hears which room, and says so. */
export async function takeWelcome(
  world: WelcomeWorld,
  below: Link,
  secret: Uint8Array,
): Promise<Result<Welcomed, WelcomeError>> {
  const phase = createLinkPhase(below);
  const proven = await prove(world, phase.link, secret);
  if (!proven.ok) return proven;
  const said = await awaitMessage(world.clock, proven.value);
  if (!said.ok) return said;
  if (said.value.type !== 'WELCOME') return refuse(proven.value);
  const code = parseRoomCode(said.value.words.join(' '));
  const { owner } = said.value;
  if (!code.ok || !isOwner(owner)) return refuse(proven.value);
  phase.holdAfter(0);
  proven.value.send('control', encodeWelcome({ type: 'TAKEN' }));
  await whenSent(proven.value, world.clock);
  const host = proven.value.remote.identityId;
  return ok({ address: { code: code.value, owner }, host, link: phase.release() });
}

/** Twenty-two letters may still be no sixteen bytes, and would stand in an address. */
function isOwner(owner: string | undefined): boolean {
  return owner === undefined || parseBase64url(owner)?.length === OWNER_BYTES;
}

async function prove(
  world: WelcomeWorld,
  link: Link,
  secret: Uint8Array,
): Promise<Result<SecureLink, WelcomeError>> {
  const context: HandshakeContext = await expandPlaceKeys(world.crypto, {
    keyMaterial: secret,
    salt: encodeUtf8(LABEL),
    label: LABEL,
  });
  const proven = await establishSecureLink(link, { ...world, contexts: [context], capabilities: [] });
  if (proven.ok) return proven;
  const { code } = proven.error;
  if (code === 'version') return err({ code: 'other-version' });
  const isBroken = ['timeout', 'closed', 'aborted'].includes(code);
  return err({ code: isBroken ? 'link-lost' : 'not-proven' });
}

function awaitMessage(clock: Clock, link: SecureLink): Promise<Result<WelcomeMessage, WelcomeError>> {
  return new Promise((resolve) => {
    const settle = (result: Result<WelcomeMessage, WelcomeError>) => {
      stopClock();
      stopMessages();
      stopEnd();
      resolve(result);
    };
    const stopClock = clock.schedule(WELCOME_TIMEOUT_MS, () => {
      link.close('no welcome');
      settle(err({ code: 'link-lost' }));
    });
    const stopEnd = link.onClosed(() => settle(err({ code: 'link-lost' })));
    const stopMessages = link.onMessage(({ channel, payload }) => {
      const message = channel === 'control' ? decodeWelcome(payload) : undefined;
      settle(message ? ok(message) : refuse(link));
    });
  });
}

function refuse(link: SecureLink): Result<never, WelcomeError> {
  link.close('not honest');
  return err({ code: 'odd' });
}

/** Sealing takes a moment; the link is not given on before the last word left. */
async function whenSent(link: SecureLink, clock: Clock): Promise<void> {
  for (let turn = 0; turn < MAX_TURNS && link.bufferedBytes('control') > 0; turn += 1)
    await new Promise<void>((resolve) => void clock.schedule(TURN_MS, resolve));
}

const TURN_MS = 5;
const MAX_TURNS = 400;
