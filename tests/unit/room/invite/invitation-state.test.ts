import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ANSWERABLE_MS,
  MAX_WAITING,
  nextInvitationMs,
  NO_INVITATIONS,
  RETRY_MS,
  SHOWN_MS,
  SINGLE_INVITATION,
  stepInvitations,
  type InvitationEvent,
  type InvitationState,
} from '../../../../src/room/invite/invitation-state.ts';

function run(events: readonly (readonly [InvitationEvent, number])[]): InvitationState {
  return events.reduce((state, [event, atMs]) => stepInvitations(state, event, atMs).state, NO_INVITATIONS);
}

test('[O6] one is made at once, and the next when it was shown for long enough', () => {
  const first = stepInvitations(NO_INVITATIONS, { type: 'tick' }, 0);
  expect(first.effects).toEqual([{ type: 'make', id: 1 }]);
  const made = stepInvitations(first.state, { type: 'made', id: 1 }, 100);
  expect([made.effects, nextInvitationMs(made.state)]).toEqual([[], 100 + SHOWN_MS]);
  const due = stepInvitations(made.state, { type: 'tick' }, 100 + SHOWN_MS);
  expect(due.effects).toEqual([{ type: 'make', id: 2 }]);
  expect(nextInvitationMs(due.state)).toBe(100 + ANSWERABLE_MS);
});

test('[O6] a single one is made at once, and no other, whatever becomes of it', () => {
  const first = stepInvitations(SINGLE_INVITATION, { type: 'tick' }, 0);
  expect(first.effects).toEqual([{ type: 'make', id: 1 }]);
  const made = stepInvitations(first.state, { type: 'made', id: 1 }, 100);
  expect(nextInvitationMs(made.state)).toBe(100 + ANSWERABLE_MS);
  const over = stepInvitations(made.state, { type: 'tick' }, 100 + ANSWERABLE_MS);
  expect([over.effects, nextInvitationMs(over.state)]).toEqual([[{ type: 'withdraw', id: 1 }], undefined]);
  for (const type of ['answered', 'renew'] as const)
    expect(stepInvitations(made.state, { type, id: 1 }, SHOWN_MS + 100).effects).toEqual([]);
  const failed = stepInvitations(first.state, { type: 'not-made' }, 100).state;
  expect(nextInvitationMs(failed)).toBeUndefined();
});

test('[O6] what cannot be made is tried again later, or when the person wants it', () => {
  const failed = run([
    [{ type: 'tick' }, 0],
    [{ type: 'not-made' }, 10],
  ]);
  expect(nextInvitationMs(failed)).toBe(10 + RETRY_MS);
  expect(stepInvitations(failed, { type: 'tick' }, 20).effects).toEqual([]);
  expect(stepInvitations(failed, { type: 'renew' }, 20).effects).toHaveLength(1);
});

test('[O6] one that was wanted and could not be made is tried again soon, beside the one that is shown', () => {
  const failed = run([
    [{ type: 'tick' }, 0],
    [{ type: 'made', id: 1 }, 0],
    [{ type: 'renew' }, 1_000],
    [{ type: 'not-made' }, 1_010],
  ]);
  expect(nextInvitationMs(failed)).toBe(1_010 + RETRY_MS);
  const again = stepInvitations(failed, { type: 'tick' }, 1_010 + RETRY_MS);
  expect(again.effects).toEqual([{ type: 'make', id: 3 }]);
  const made = stepInvitations(again.state, { type: 'made', id: 3 }, 6_100);
  expect(nextInvitationMs(made.state)).toBe(6_100 + SHOWN_MS);
});

test('[O6] whatever happens: three wait at most, none too long, each that goes is withdrawn once', () => {
  const event: fc.Arbitrary<InvitationEvent['type']> = fc.constantFrom(
    'tick',
    'made',
    'not-made',
    'answered',
    'renew',
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.integer({ min: 0, max: SHOWN_MS })), { maxLength: 60 }),
      (story) => {
        let state = NO_INVITATIONS;
        let nowMs = 0;
        const withdrawn: number[] = [];
        for (const [type, passedMs] of story) {
          nowMs += passedMs;
          // What is under way was asked for.
          if (type.includes('made') && !state.isMaking) continue;
          const id = type === 'made' ? state.nextId - 1 : (state.waiting[0]?.id ?? 0);
          const step = stepInvitations(
            state,
            type === 'made' || type === 'answered' ? { type, id } : { type },
            nowMs,
          );
          state = step.state;
          withdrawn.push(...step.effects.filter((each) => each.type === 'withdraw').map((each) => each.id));
          expect(state.waiting.length).toBeLessThanOrEqual(MAX_WAITING);
          for (const { madeAtMs } of state.waiting) expect(nowMs - madeAtMs).toBeLessThan(ANSWERABLE_MS);
        }
        expect(new Set(withdrawn).size).toBe(withdrawn.length);
      },
    ),
  );
});
