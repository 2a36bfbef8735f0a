import { expect, test } from 'vitest';
import { createTaker, type Taking } from '../../../../src/app/invite/take-answer.ts';
import type { Inviter } from '../../../../src/room/invite/inviter.ts';
import { err, ok } from '../../../../src/primitives/result.ts';
import type { ProvenPeer } from '../../../../src/secure/secure-link.ts';
import { encodeAnswer } from '../../../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../../../src/signaling/invitation-text.ts';
import { describeWith } from '../../../support/invited-pair.ts';
import { settle } from '../../../support/sim-clock.ts';

/** One who invites, whose links come about when the test says. */
function scene() {
  const told: Taking[] = [];
  const settling: ((result: Awaited<ReturnType<Inviter['take']>>) => void)[] = [];
  const inviter = {
    take: () => new Promise((resolve) => settling.push(resolve)),
    isFor: () => Promise.resolve(true),
    isOwn: () => false,
  } as unknown as Inviter;
  return { told, settling, take: createTaker(inviter, (taking) => told.push(taking)) };
}

const answerOf = (fill: number) =>
  formatMeetingText(
    'answer',
    encodeAnswer({ tag: new Uint8Array(8).fill(fill), description: describeWith('answer', fill) }),
  );

test('[O9] an answer that is given while another connects is held, and not lost', async () => {
  const { settling, take, told } = scene();
  const [first, second] = [answerOf(1), answerOf(2)];
  await take(first, false);
  await take(first, false);
  expect(told).toEqual([{ kind: 'connecting', text: first }]);
  await take(second, false);
  expect(told.at(-1)).toEqual({ kind: 'connecting', text: first, held: second });
  settling[0]?.(err({ code: 'no-link' }));
  await settle();
  expect(told.at(-1)).toEqual({ kind: 'refused', problem: 'no-link' });
  await take(second, false);
  expect([told.at(-1), settling.length]).toEqual([{ kind: 'connecting', text: second }, 2]);
});

test('whoever was linked and is not in after all is told of', async () => {
  const { settling, take, told } = scene();
  const guest = {} as ProvenPeer;
  await take(answerOf(1), false);
  settling[0]?.(ok({ ...guest, isIn: Promise.resolve(true) }));
  await settle();
  expect(told.at(-1)).toMatchObject({ kind: 'connected', text: answerOf(1) });
  const second = await take(answerOf(2), false);
  settling[1]?.(ok({ ...guest, isIn: Promise.resolve(false) }));
  expect(await second?.ended).toBe('not-in');
  expect(told.slice(-2)).toMatchObject([{ kind: 'connected' }, { kind: 'refused', problem: 'not-in' }]);
});
