import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import type { HandOver, WaitingTab } from '../../../src/app/invite/hand-over.ts';
import { ownUp } from '../../../src/app/own-invitations.ts';
import type { SessionState, Visit } from '../../../src/app/session.ts';
import { createPastInvitations } from '../../../src/room/invite/past-invitations.ts';
import { encodeInvitation } from '../../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../../src/signaling/invitation-text.ts';
import { describeWith } from '../../support/invited-pair.ts';

async function invitationWith(fill: number) {
  const secret = new Uint8Array(16).fill(fill);
  const bytes = await encodeInvitation({ expiresAtMs: 0, secret, description: describeWith('offer', 1) });
  return { secret, text: formatMeetingText('invitation', bytes) };
}

test('[O6] other tabs hear whose an invitation is as long as its room is stayed in, shown or not', async () => {
  const [own, other] = [await invitationWith(1), await invitationWith(2)];
  const state = signal<SessionState>({ kind: 'home' });
  const waiting = new Set<WaitingTab>();
  const handOver = {
    wait(tab: WaitingTab) {
      waiting.add(tab);
      return () => waiting.delete(tab);
    },
  } as unknown as HandOver;
  const stop = ownUp({ state }, handOver);
  expect(waiting.size).toBe(0);
  const pastInvitations = createPastInvitations();
  state.value = { kind: 'room', visit: { pastInvitations } as unknown as Visit };
  const [tab] = waiting;
  expect(tab?.isOwn(own.text)).toBe(false);
  pastInvitations.note(own.secret);
  const known = [own.text, other.text, 'kith:i/AAAA', ''].map((text) => tab?.isOwn(text));
  expect(known).toEqual([true, false, false, false]);
  state.value = { kind: 'home' };
  expect(waiting.size).toBe(0);
  stop();
});

test('[O6] of the invitations of a visit the newest 48 are known as its own', () => {
  const past = createPastInvitations();
  const secrets = Array.from({ length: 49 }, (_, i) => new Uint8Array(16).fill(i));
  for (const secret of secrets) past.note(secret);
  expect(secrets.map((secret) => past.isOwn(secret))).toEqual([false, ...secrets.slice(1).map(() => true)]);
});
