import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { createByHand } from '../../../../src/app/p2p/by-hand.ts';
import type { SessionState, Visit } from '../../../../src/app/session.ts';
import { err, ok } from '../../../../src/primitives/result.ts';
import { createHandedLinks } from '../../../../src/room/invite/handed-links.ts';
import { createPastInvitations } from '../../../../src/room/invite/past-invitations.ts';
import { welcomeGuest } from '../../../../src/room/invite/welcome.ts';
import { parseRoomCode } from '../../../../src/room/room-code.ts';
import { encodeInvitation } from '../../../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../../../src/signaling/invitation-text.ts';
import { describeWith, makeInvited, SECRET } from '../../../support/invited-pair.ts';

const CODE = parseRoomCode('slow river window seven other lamp');

async function scene(isKnown = true) {
  const invited = await makeInvited();
  const state = signal<SessionState>({ kind: 'home' });
  const joined: string[] = [];
  let waiting = 0;
  const transport = {
    ...invited.guest.transport,
    offer() {
      waiting += 1;
      const complete = () => Promise.reject(new Error('nobody answers'));
      return Promise.resolve(
        ok({ description: describeWith('offer', waiting), complete, cancel: () => void (waiting -= 1) }),
      );
    },
  };
  const shell = {
    meetByHand: () => Promise.resolve(isKnown ? { ...invited.guest, transport } : undefined),
    network: { meetingPage: signal<string | undefined>(undefined) },
    navigation: { go: () => undefined },
    profile: { state: signal({ kind: 'ready' }) },
    session: {
      state,
      join() {
        joined.push('a room');
        return Promise.resolve(err('incomplete' as const));
      },
    },
  };
  const visit = {
    room: { code: CODE.ok ? CODE.value : [], owner: undefined },
    handed: createHandedLinks(),
    pastInvitations: createPastInvitations(),
  } as unknown as Visit;
  const byHand = createByHand(shell as unknown as Parameters<typeof createByHand>[0]);
  return { invited, state, joined, visit, byHand, waiting: () => waiting };
}

async function accepted(made: Awaited<ReturnType<typeof scene>>) {
  const { invited } = made;
  const bytes = await encodeInvitation({
    expiresAtMs: invited.invitation.expiresAtMs,
    secret: SECRET,
    description: describeWith('offer', 1),
  });
  const { connected } = await made.byHand.acceptInvitation(formatMeetingText('invitation', bytes));
  const ended = connected.then(
    () => 'in',
    (error: unknown) => error,
  );
  return {
    async end() {
      invited.open();
      if (!CODE.ok) throw new Error('no code');
      const address = { code: CODE.value, owner: undefined };
      void welcomeGuest(invited.host, invited.links.listener, { secret: SECRET, address });
      await invited.clock.advance(1_000);
      return ended;
    },
  };
}

test('[O6] what a script accepted leaves no room that was entered meanwhile, and closes the link', async () => {
  const made = await scene();
  const meeting = await accepted(made);
  made.state.value = { kind: 'room', visit: made.visit };
  expect(await meeting.end()).toMatchObject({ name: 'ConnectionError', code: 'in-a-room' });
  expect([made.joined, made.invited.links.dialer.isOpen]).toEqual([[], false]);
});

test('a room that a script cannot enter closes the link that led to it', async () => {
  const made = await scene();
  const meeting = await accepted(made);
  expect(await meeting.end()).toMatchObject({ code: 'incomplete' });
  expect([made.joined, made.invited.links.dialer.isOpen]).toEqual([['a room'], false]);
});

test('[O6] invitations of scripts end with the visit', async () => {
  const made = await scene();
  made.state.value = { kind: 'room', visit: made.visit };
  const [first, second] = await Promise.all([made.byHand.createInvitation(), made.byHand.createInvitation()]);
  expect([first.url === second.url, made.waiting()]).toEqual([true, 1]);
  made.state.value = { kind: 'home' };
  expect(made.waiting()).toBe(0);
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'no-room' });
});

test('a copy that was cut short says so', async () => {
  const made = await scene(false);
  made.state.value = { kind: 'room', visit: made.visit };
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'incomplete' });
});
