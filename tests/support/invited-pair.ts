// A guest who was invited, with a wire to whoever is at the other end: for liars in the inviter's seat.

import type { Bytes } from '../../src/primitives/bytes.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import { replyTo, type GuestWorld, type Reply } from '../../src/room/invite/guest.ts';
import type { WelcomeWorld } from '../../src/room/invite/welcome.ts';
import {
  decodeInvitation,
  encodeInvitation,
  type Answer,
  type Invitation,
} from '../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../src/signaling/invitation-text.ts';
import type { PackedDescription } from '../../src/signaling/packed-description.ts';
import type { InvitationTransport } from '../../src/transport/invitation-transport.ts';
import type { DialError, Link } from '../../src/transport/transport.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { makePerson, type Person } from './secure-pair.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createWiredLinks, type WiredLink } from './wired-links.ts';

const WALL_MS = Date.UTC(2026, 5, 1);
export const SECRET: Bytes = new Uint8Array(16).fill(9);

export function describeWith(type: PackedDescription['type'], fill: number): PackedDescription {
  const credentials = { ufrag: 'abcd', pwd: 'abcdefghijklmnopqrstuvwx' };
  const address = { kind: 'ipv4', bytes: Uint8Array.of(192, 0, 2, 1) } as const;
  const candidates = [{ type: 'host', address, port: 5_000 }] as const;
  return { type, credentials, fingerprint: new Uint8Array(32).fill(fill), candidates };
}

export interface Invited {
  readonly clock: SimClock;
  readonly guest: GuestWorld;
  /** Whoever sits where the inviter should. */
  readonly host: WelcomeWorld;
  readonly invitation: Invitation;
  /** The same, as it is passed on. */
  readonly text: string;
  readonly links: { readonly dialer: WiredLink; readonly listener: WiredLink };
  /** The answer is carried back: the wire stands. */
  open(): void;
  /** No link comes about. */
  fail(code: DialError['code']): void;
  /** Answers that were taken back. */
  readonly withdrawn: () => number;
}

/** `namedBy`: who signed the invitation, when anybody. */
export async function makeInvited(namedBy?: Person): Promise<Invited> {
  const crypto = createNodeCrypto();
  const clock = createSimClock();
  const [guest, host] = [await makePerson(1, crypto), await makePerson(2, crypto)];
  const links = createWiredLinks();
  let open: (link: Result<Link, DialError>) => void = () => undefined;
  let withdrawn = 0;
  const opened = new Promise<Result<Link, DialError>>((resolve) => (open = resolve));
  const transport: InvitationTransport = {
    offer: () => Promise.resolve(err({ code: 'failed', detail: 'a guest' })),
    answer: () =>
      Promise.resolve(
        ok({ description: describeWith('answer', 2), opened, cancel: () => void (withdrawn += 1) }),
      ),
  };
  const identity = namedBy?.peer.identity;
  const bytes = await encodeInvitation({
    expiresAtMs: WALL_MS + 600_000,
    secret: SECRET,
    description: describeWith('offer', 1),
    inviter: identity && { key: identity.publicKey, sign: (data: Uint8Array) => identity.sign(data) },
  });
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'invitation') throw new Error('no invitation');
  return {
    clock,
    guest: { ...guest, clock, transport, wallTimeMs: () => WALL_MS },
    host: { ...host, clock },
    invitation: decoded.value,
    text: formatMeetingText('invitation', bytes),
    links,
    open: () => open(ok(links.dialer)),
    fail: (code) => open(err({ code, detail: 'as the test says' })),
    withdrawn: () => withdrawn,
  };
}

/** Throws when it is not answered at all. */
export async function replyOf({ guest, invitation }: Invited): Promise<Reply> {
  const reply = await replyTo(guest, invitation);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}

export function answerOf({ bytes }: Reply): Answer {
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'answer') throw new Error('no answer');
  return decoded.value;
}
