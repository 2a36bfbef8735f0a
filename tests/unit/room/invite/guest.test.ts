import { expect, test } from 'vitest';
import { CLOCK_TOLERANCE_MS, judgeInvitation, replyTo } from '../../../../src/room/invite/guest.ts';
import { makeInvited } from '../../../support/invited-pair.ts';

const HOUR_MS = 3_600_000;

test.each([
  ['a year behind', -365 * 24 * HOUR_MS, true],
  ['an hour behind', -HOUR_MS, true],
  ['at', 0, true],
  ['as far ahead as may be', CLOCK_TOLERANCE_MS, true],
  ['a millisecond further ahead', CLOCK_TOLERANCE_MS + 1, false],
  ['an hour ahead', HOUR_MS, false],
])('[O6] by a clock %s of the invitation’s end it is answered: %i %s', async (_, afterMs, isAnswered) => {
  const { guest, invitation } = await makeInvited();
  const world = { ...guest, wallTimeMs: () => invitation.expiresAtMs + afterMs };
  const expected = isAnswered ? { ok: true } : { ok: false, error: { code: 'expired' } };
  expect(await judgeInvitation(world, invitation)).toMatchObject(expected);
  const reply = await replyTo(world, invitation);
  expect(reply).toMatchObject(expected);
  if (reply.ok) reply.value.cancel();
});
