import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { createAnswering } from '../../../../src/app/invite/answering.ts';
import type { MeetProblem } from '../../../../src/app/invite/words.ts';
import type { EnterError, SessionState, Visit } from '../../../../src/app/session.ts';
import type { Route } from '../../../../src/app/routes.ts';
import { err } from '../../../../src/primitives/result.ts';
import { welcomeGuest } from '../../../../src/room/invite/welcome.ts';
import type { GuestWorld } from '../../../../src/room/invite/guest.ts';
import { parseRoomCode } from '../../../../src/room/room-code.ts';
import { makeInvited, SECRET, type Invited } from '../../../support/invited-pair.ts';
import { settle } from '../../../support/sim-clock.ts';

const CODE = parseRoomCode('slow river window seven other lamp');

interface Parts {
  readonly meetByHand?: () => Promise<GuestWorld | undefined>;
  readonly profile?: 'locked';
  /** Why the room is not entered. */
  readonly refusal?: EnterError;
}

async function scene({ profile, refusal = 'incomplete', ...parts }: Parts = {}) {
  const invited = await makeInvited();
  const state = signal<SessionState>({ kind: 'home' });
  const went: Route[] = [];
  const joined: string[] = [];
  const told: MeetProblem[] = [];
  const answering = createAnswering({
    meetByHand: () => Promise.resolve(invited.guest),
    navigation: { go: (route) => went.push(route) },
    overlay: { show: ({ kind }) => joined.push(kind) },
    session: {
      state,
      join: ({ code }) => {
        joined.push(code.join('-'));
        return Promise.resolve(err(refusal));
      },
    },
    profile: { state: signal({ kind: profile ?? 'loading' }) },
    tell: (problem) => told.push(problem),
    ...parts,
  });
  return { invited, state, went, joined, told, answering };
}

async function welcome(invited: Invited): Promise<void> {
  if (!CODE.ok) throw new Error('no code');
  invited.open();
  const address = { code: CODE.value, owner: undefined };
  void welcomeGuest(invited.host, invited.links.listener, { secret: SECRET, address });
  await invited.clock.advance(1_000);
}

describe('answering an invitation', () => {
  it('leads into the room; a room that cannot be entered is said, and its link closed', async () => {
    const { answering, invited, joined, went } = await scene();
    void answering.answer(invited.invitation);
    await invited.clock.until(() => answering.step.value.kind === 'answered', 1_000);
    await welcome(invited);
    expect(joined).toEqual(['slow-river-window-seven-other-lamp', 'incomplete']);
    expect([went.length, invited.links.dialer.isOpen]).toEqual([1, false]);
  });

  it.each([
    ['locked', ['locked']],
    ['overtaken', []],
  ] as const)(
    'to a room that is not entered (%s), closes the link and says what its person cannot know',
    async (refusal, said) => {
      const { answering, invited, joined, told } = await scene({ refusal });
      void answering.answer(invited.invitation);
      await invited.clock.until(() => answering.step.value.kind === 'answered', 1_000);
      await welcome(invited);
      expect([joined, told]).toEqual([['slow-river-window-seven-other-lamp'], said]);
      expect(invited.links.dialer.isOpen).toBe(false);
    },
  );

  it('given up while the answer is made takes it back as soon as it is there', async () => {
    const { answering, invited } = await scene();
    const done = answering.answer(invited.invitation);
    answering.dispose();
    await done;
    await settle();
    expect([invited.withdrawn(), answering.step.value.kind]).toEqual([0, 'making']);
    // And a moment later, while addresses are gathered.
    const late = await scene();
    const { transport } = late.invited.guest;
    const own = { ...transport };
    Object.assign(transport, {
      answer: (...given: Parameters<typeof transport.answer>) => {
        late.answering.dispose();
        return own.answer(...given);
      },
    });
    await late.answering.answer(late.invited.invitation);
    expect([late.invited.withdrawn(), late.answering.step.value.kind]).toEqual([1, 'making']);
  });

  it('given up when the link is open goes into no room', async () => {
    const { answering, invited, joined } = await scene();
    void answering.answer(invited.invitation);
    await invited.clock.until(() => answering.step.value.kind === 'answered', 1_000);
    invited.open();
    await settle();
    answering.dispose();
    await welcome(invited);
    expect([joined, invited.links.dialer.isOpen]).toEqual([[], false]);
  });

  it('leaves no room that was entered meanwhile', async () => {
    const { answering, invited, joined, state } = await scene();
    void answering.answer(invited.invitation);
    await invited.clock.until(() => answering.step.value.kind === 'answered', 1_000);
    state.value = { kind: 'room', visit: {} as Visit };
    await welcome(invited);
    expect([joined, invited.links.dialer.isOpen]).toEqual([[], false]);
  });

  it('says so where this copy of the page cannot', async () => {
    const { answering, invited } = await scene({ meetByHand: () => Promise.resolve(undefined) });
    await answering.answer(invited.invitation);
    expect(answering.step.value).toEqual({ kind: 'failed', problem: 'incomplete' });
    const locked = await scene({ meetByHand: () => Promise.resolve(undefined), profile: 'locked' });
    await locked.answering.answer(locked.invited.invitation);
    expect(locked.answering.step.value).toEqual({ kind: 'failed', problem: 'locked' });
  });
});
