// One who answers an invitation without a server: makes the answer, waits until it was carried back, and hears which room
// it is. Nothing is connected to anybody before the person asked for an answer.

import { formatIdentityId, type IdentityId } from '../../primitives/ids.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { answerTag, encodeAnswer, type Invitation } from '../../signaling/invitation.ts';
import type { Link } from '../../transport/transport.ts';
import type { InvitationTransport } from '../../transport/invitation-transport.ts';
import { ANSWERABLE_MS } from './invitation-state.ts';
import { takeWelcome, type Welcomed, type WelcomeError, type WelcomeWorld } from './welcome.ts';

/**
 * `forged`: the invitation names somebody who did not sign it. `impostor`: somebody else than the invitation said was at
 * the other end. `no-link`: the connection failed. `not-taken`: nobody took the answer in time, or no way was found: both
 * look the same from here.
 */
export type GuestError = {
  readonly code:
    | 'expired'
    | 'forged'
    | 'no-candidates'
    | 'unsupported'
    | 'failed'
    | 'no-link'
    | 'not-taken'
    | WelcomeError['code']
    | 'impostor';
};

export interface GuestWorld extends WelcomeWorld {
  readonly wallTimeMs: () => number;
  readonly transport: InvitationTransport;
}

export interface Reply {
  readonly bytes: Bytes;
  readonly connected: Promise<Result<Welcomed, GuestError>>;
  /** Takes the answer back, at any time before the room has the link: one that is open already is closed. */
  cancel(): void;
}

/** Devices without a network keep time badly; whether an invitation still counts is for the inviter to say. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Whether it is worth answering, and who invites, if that is said and true. */
export async function judgeInvitation(
  { crypto, wallTimeMs }: Pick<GuestWorld, 'crypto' | 'wallTimeMs'>,
  { expiresAtMs, inviter }: Invitation,
): Promise<Result<IdentityId | undefined, GuestError>> {
  if (wallTimeMs() > expiresAtMs + CLOCK_TOLERANCE_MS) return err({ code: 'expired' });
  if (!inviter) return ok(undefined);
  const isTrue = await crypto.verify(inviter.key, inviter.signature, inviter.signed);
  return isTrue ? ok(formatIdentityId(await crypto.sha256(inviter.key))) : err({ code: 'forged' });
}

export async function replyTo(world: GuestWorld, invitation: Invitation): Promise<Result<Reply, GuestError>> {
  const judged = await judgeInvitation(world, invitation);
  if (!judged.ok) return judged;
  const answered = await world.transport.answer(invitation.description, ANSWERABLE_MS);
  if (!answered.ok) return err({ code: answered.error.code });
  const { description, opened } = answered.value;
  const tag = await answerTag(world.crypto, invitation.secret, description);
  let link: Link | undefined;
  let isCancelled = false;
  const connect = async (): Promise<Result<Welcomed, GuestError>> => {
    const linked = await opened;
    if (!linked.ok) return err({ code: linked.error.code === 'timeout' ? 'not-taken' : 'no-link' });
    link = linked.value;
    if (isCancelled) link.close('withdrawn');
    const welcomed = await takeWelcome(world, link, invitation.secret);
    if (!welcomed.ok) return welcomed;
    if (judged.value === undefined || judged.value === welcomed.value.host) return welcomed;
    welcomed.value.link.close('somebody else');
    return err({ code: 'impostor' });
  };
  return ok({
    bytes: encodeAnswer({ tag, description }),
    connected: connect(),
    cancel() {
      isCancelled = true;
      answered.value.cancel();
      link?.close('withdrawn');
    },
  });
}
