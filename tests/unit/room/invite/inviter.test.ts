import { expect, test } from 'vitest';
import { err, ok } from '../../../../src/primitives/result.ts';
import { replyTo } from '../../../../src/room/invite/guest.ts';
import { createHandedLinks } from '../../../../src/room/invite/handed-links.ts';
import { RETRY_MS } from '../../../../src/room/invite/invitation-state.ts';
import { createInviter, type Inviter } from '../../../../src/room/invite/inviter.ts';
import { parseRoomCode } from '../../../../src/room/room-code.ts';
import { decodeInvitation } from '../../../../src/signaling/invitation.ts';
import type { InvitationTransport } from '../../../../src/transport/invitation-transport.ts';
import { answerOf, describeWith, makeInvited } from '../../../support/invited-pair.ts';

/** `second`: what becomes of the second offer; the others are made. */
async function scene(second: InvitationTransport['offer']) {
  const invited = await makeInvited();
  const code = parseRoomCode('slow river window seven other lamp');
  if (!code.ok) throw new Error(code.error.code);
  let offers = 0;
  const inviter = createInviter({
    ...invited.host,
    wallTimeMs: invited.guest.wallTimeMs,
    address: { code: code.value, owner: undefined },
    handed: createHandedLinks(),
    isProven: false,
    transport: {
      answer: () => Promise.reject(new Error('an inviter')),
      offer() {
        offers += 1;
        if (offers === 2) return second();
        const complete = () => Promise.resolve(err({ code: 'timeout', detail: 'no path' } as const));
        return Promise.resolve(
          ok({ description: describeWith('offer', offers), complete, cancel: () => undefined }),
        );
      },
    },
  });
  await invited.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
  return { invited, inviter, offers: () => offers };
}

function shownBy({ state: { value } }: Inviter): Uint8Array {
  if (value.kind !== 'shown') throw new Error(value.kind);
  return value.bytes;
}

test('[O6] what was answered is shown no more, while the next is being made', async () => {
  const { invited, inviter } = await scene(() => new Promise<never>(() => undefined));
  const shown = decodeInvitation(shownBy(inviter));
  if (!shown.ok || shown.value.kind !== 'invitation') throw new Error('no invitation');
  const reply = await replyTo(invited.guest, shown.value);
  if (!reply.ok) throw new Error(reply.error.code);
  expect(await inviter.take(answerOf(reply.value))).toEqual({ ok: false, error: { code: 'no-link' } });
  expect(inviter.state.value).toEqual({ kind: 'making' });
});

test('[O6] what can be answered stays shown when another cannot be made, which is tried again soon', async () => {
  const failing = () => Promise.resolve(err({ code: 'no-candidates', detail: 'no network' } as const));
  const { invited, inviter, offers } = await scene(failing);
  const first = shownBy(inviter);
  inviter.renew();
  await invited.clock.advance(100);
  expect([offers(), shownBy(inviter)]).toEqual([2, first]);
  await invited.clock.advance(RETRY_MS);
  expect(shownBy(inviter)).not.toEqual(first);
});
