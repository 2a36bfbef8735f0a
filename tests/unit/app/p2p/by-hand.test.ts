import { signal } from '@preact/signals-core';
import { describe, expect, test } from 'vitest';
import type { HandOver, WaitingTab } from '../../../../src/app/invite/hand-over.ts';
import { createByHand } from '../../../../src/app/p2p/by-hand.ts';
import type { SessionState, Visit } from '../../../../src/app/session.ts';
import { err, ok } from '../../../../src/primitives/result.ts';
import { createHandedLinks } from '../../../../src/room/invite/handed-links.ts';
import { ANSWERABLE_MS } from '../../../../src/room/invite/invitation-state.ts';
import { createPastInvitations } from '../../../../src/room/invite/past-invitations.ts';
import { welcomeGuest } from '../../../../src/room/invite/welcome.ts';
import { parseRoomCode } from '../../../../src/room/room-code.ts';
import { answerTag, encodeAnswer, encodeInvitation } from '../../../../src/signaling/invitation.ts';
import { formatMeetingText, parseMeetingText } from '../../../../src/signaling/invitation-text.ts';
import type {
  InvitationLinkError,
  InvitationTransport,
} from '../../../../src/transport/invitation-transport.ts';
import { describeWith, makeInvited, SECRET } from '../../../support/invited-pair.ts';
import { createNodeCrypto } from '../../../support/node-crypto.ts';
import { makePerson, type Person } from '../../../support/secure-pair.ts';

const CODE = parseRoomCode('slow river window seven other lamp');

interface Scene {
  /** Whether this copy knows how to connect. */
  readonly isKnown?: boolean;
  readonly profile?: 'ready' | 'locked';
  /** Why neither an offer nor an answer can be made. */
  readonly failure?: InvitationLinkError['code'];
  /** Who signed the invitation that is accepted. */
  readonly namedBy?: Person;
}

async function scene({ isKnown = true, profile = 'ready', failure, namedBy }: Scene = {}) {
  const invited = await makeInvited(namedBy);
  const state = signal<SessionState>({ kind: 'home' });
  const joined: string[] = [];
  let waiting = 0;
  let offered = 0;
  const refused = failure && err({ code: failure, detail: 'as the test says' });
  const transport: InvitationTransport = {
    answer: (...given) => (refused ? Promise.resolve(refused) : invited.guest.transport.answer(...given)),
    offer() {
      if (refused) return Promise.resolve(refused);
      waiting += 1;
      offered += 1;
      const complete = () => Promise.resolve(err({ code: 'failed', detail: 'no way' } as const));
      return Promise.resolve(
        ok({ description: describeWith('offer', offered), complete, cancel: () => void (waiting -= 1) }),
      );
    },
  };
  const shell = {
    meetByHand: () => Promise.resolve(isKnown ? { ...invited.guest, transport } : undefined),
    network: { meetingPage: signal<string | undefined>(undefined) },
    navigation: { go: () => undefined },
    profile: { state: signal({ kind: profile }) },
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
  const tabs = new Set<WaitingTab>();
  const handOver = {
    wait(tab: WaitingTab) {
      tabs.add(tab);
      return () => void tabs.delete(tab);
    },
  } as HandOver;
  const byHand = createByHand(shell as unknown as Parameters<typeof createByHand>[0], handOver);
  return { invited, state, joined, visit, byHand, tabs, waiting: () => waiting, offered: () => offered };
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
  expect([first.url === second.url, made.waiting()]).toEqual([false, 2]);
  made.state.value = { kind: 'home' };
  expect(made.waiting()).toBe(0);
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'no-room' });
});

test('a copy that was cut short says so', async () => {
  const made = await scene({ isKnown: false });
  made.state.value = { kind: 'room', visit: made.visit };
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'incomplete' });
});

async function inRoom(parts?: Scene) {
  const made = await scene(parts);
  made.state.value = { kind: 'room', visit: made.visit };
  return made;
}

const refusal = (code: string) => ({ name: 'ConnectionError', code });

describe('a script that invites is refused', () => {
  test('where it is in no room, and where its person has not opened their identity', async () => {
    const { byHand } = await scene();
    await expect(byHand.createInvitation()).rejects.toMatchObject(refusal('no-room'));
    await expect(byHand.completeInvitation('kith:a/AAAA')).rejects.toMatchObject(refusal('invalid-reply'));
    const locked = await inRoom({ isKnown: false, profile: 'locked' });
    await expect(locked.byHand.createInvitation()).rejects.toMatchObject({ code: 'identity-locked' });
  });

  test.each(['no-candidates', 'unsupported', 'failed'] as const)(
    'where none can be made: %s',
    async (code) => {
      const { byHand } = await inRoom({ failure: code });
      await expect(byHand.createInvitation()).rejects.toMatchObject(refusal(code));
    },
  );

  test('where the room is left meanwhile', async () => {
    const made = await inRoom();
    const asked = made.byHand.createInvitation();
    made.state.value = { kind: 'home' };
    await expect(asked).rejects.toMatchObject(refusal('no-room'));
    expect(made.waiting()).toBe(0);
  });
});

test('[O6] what a script invites with is made once: none takes its place, and its time ends', async () => {
  const made = await inRoom();
  await made.byHand.createInvitation();
  await made.invited.clock.advance(ANSWERABLE_MS - 1_000);
  expect([made.offered(), made.waiting()]).toEqual([1, 1]);
  await made.invited.clock.advance(ANSWERABLE_MS);
  expect([made.offered(), made.waiting()]).toEqual([1, 0]);
});

test('[O6] of a fourth invitation of a script the oldest that waits is withdrawn', async () => {
  const made = await inRoom();
  const [first, ...others] = await Promise.all(
    [1, 2, 3].map(async () => (await made.byHand.createInvitation()).url),
  );
  expect(new Set([first, ...others]).size).toBe(3);
  await made.byHand.createInvitation();
  expect([made.offered(), made.waiting()]).toEqual([4, 3]);
  await expect(made.byHand.completeInvitation(await answerOf(made, first ?? ''))).rejects.toMatchObject(
    refusal('withdrawn'),
  );
  const atOnce = await Promise.allSettled([1, 2, 3, 4].map(() => made.byHand.createInvitation()));
  expect(atOnce.map(({ status }) => status).toSorted()).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
  expect(made.waiting()).toBe(3);
});

/** An answer to the invitation in `url`, or to one with another secret. */
async function answerOf(
  made: Awaited<ReturnType<typeof scene>>,
  url: string,
  secret?: Uint8Array,
): Promise<string> {
  const parsed = parseMeetingText(url);
  if (!parsed.ok || parsed.value.kind !== 'invitation') throw new Error('no invitation');
  const description = describeWith('answer', 9);
  const tag = await answerTag(made.invited.guest.crypto, secret ?? parsed.value.secret, description);
  return formatMeetingText('answer', encodeAnswer({ tag, description }));
}

test('[O9] an answer that was opened in another tab reaches what a script invited with, while it waits', async () => {
  const made = await inRoom();
  expect(made.tabs.size).toBe(0);
  const [first, second] = [await made.byHand.createInvitation(), await made.byHand.createInvitation()];
  expect(made.tabs.size).toBe(1);
  const [tab] = made.tabs;
  const stray = await answerOf(made, first.url, new Uint8Array(16).fill(5));
  for (const text of [stray, first.url, 'milk']) expect(await tab?.take(text)).toBeUndefined();
  expect([first.url, second.url, stray, 'milk'].map((text) => tab?.isOwn(text))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const answer = await answerOf(made, second.url);
  expect(await (await tab?.take(answer))?.ended).toBe('no-link');
  await expect(made.byHand.completeInvitation(answer)).rejects.toMatchObject(refusal('already-answered'));
  made.state.value = { kind: 'home' };
  expect(made.tabs.size).toBe(0);
});

describe('a script that completes is refused', () => {
  /** An answer to what it invited with. */
  async function answered(made: Awaited<ReturnType<typeof scene>>, secret?: Uint8Array): Promise<string> {
    return answerOf(made, (await made.byHand.createInvitation()).url, secret);
  }

  test('[O6] with an answer where it has invited nobody, and connects to nothing for it', async () => {
    const inviting = await inRoom();
    const stray = await answered(inviting);
    const made = await inRoom();
    await expect(made.byHand.completeInvitation(stray)).rejects.toMatchObject(refusal('other'));
    await made.invited.clock.advance(ANSWERABLE_MS);
    expect(made.offered()).toBe(0);
    made.state.value = { kind: 'home' };
    await expect(made.byHand.completeInvitation(stray)).rejects.toMatchObject(refusal('no-room'));
  });

  test.each([
    ['nothing of Kith'],
    ['kith:a2/AAAA'],
    [''],
    [undefined],
    [7],
    [{ toString: () => 'kith:a/A' }],
  ])('with what is no answer: %s', async (given) => {
    const { byHand } = await inRoom();
    const completing = byHand.completeInvitation(given as string);
    await expect(completing).rejects.toMatchObject(refusal('invalid-reply'));
  });

  test('with its own invitation, with an answer to another one, and once no way is found', async () => {
    const made = await inRoom();
    const { url } = await made.byHand.createInvitation();
    await expect(made.byHand.completeInvitation(url)).rejects.toMatchObject(refusal('invalid-reply'));
    const other = await answered(made, new Uint8Array(16).fill(5));
    await expect(made.byHand.completeInvitation(other)).rejects.toMatchObject(refusal('other'));
    const answer = await answered(made);
    await expect(made.byHand.completeInvitation(answer)).rejects.toMatchObject(refusal('no-link'));
    await expect(made.byHand.completeInvitation(answer)).rejects.toMatchObject(refusal('already-answered'));
  });

  test('with an answer that comes too late', async () => {
    const made = await inRoom();
    const answer = await answered(made);
    await made.invited.clock.advance(ANSWERABLE_MS);
    await expect(made.byHand.completeInvitation(answer)).rejects.toMatchObject(refusal('expired'));
  });
});

describe('a script that accepts is refused', () => {
  const textOf = async ({ invited }: Awaited<ReturnType<typeof scene>>, afterMs = 0) => {
    const { expiresAtMs } = invited.invitation;
    const description = describeWith('offer', 1);
    const bytes = await encodeInvitation({ expiresAtMs: expiresAtMs + afterMs, secret: SECRET, description });
    return formatMeetingText('invitation', bytes);
  };

  test.each([['nothing of Kith'], ['kith:i2/AAAA'], [undefined], [7]])(
    'with what is no invitation: %s',
    async (given) => {
      const { byHand } = await scene();
      const accepting = byHand.acceptInvitation(given as string);
      await expect(accepting).rejects.toMatchObject(refusal('invalid-invitation'));
    },
  );

  test('with an answer, and with an invitation that is over', async () => {
    const made = await scene();
    const description = describeWith('answer', 2);
    const answer = formatMeetingText('answer', encodeAnswer({ tag: new Uint8Array(8), description }));
    await expect(made.byHand.acceptInvitation(answer)).rejects.toMatchObject(refusal('invalid-invitation'));
    const over = await textOf(made, -3_600_000);
    await expect(made.byHand.acceptInvitation(over)).rejects.toMatchObject(refusal('expired'));
  });

  test.each(['no-candidates', 'unsupported', 'failed'] as const)(
    'where no answer can be made: %s',
    async (code) => {
      const made = await scene({ failure: code });
      await expect(made.byHand.acceptInvitation(await textOf(made))).rejects.toMatchObject(refusal(code));
    },
  );

  test('and told later where nobody took the answer, and where it cannot connect at all', async () => {
    const made = await scene();
    made.invited.fail('timeout');
    const { connected } = await made.byHand.acceptInvitation(await textOf(made));
    await expect(connected).rejects.toMatchObject(refusal('not-taken'));
    const cut = await scene({ isKnown: false });
    await expect(cut.byHand.acceptInvitation(await textOf(cut))).rejects.toMatchObject({
      code: 'incomplete',
    });
  });

  test('and told later where somebody else than the invitation says is at the other end', async () => {
    const made = await scene({ namedBy: await makePerson(7, createNodeCrypto()) });
    const { connected } = await made.byHand.acceptInvitation(made.invited.text);
    const ended = connected.catch((error: unknown) => error);
    made.invited.open();
    if (!CODE.ok) throw new Error('no code');
    const address = { code: CODE.value, owner: undefined };
    void welcomeGuest(made.invited.host, made.invited.links.listener, { secret: SECRET, address });
    await made.invited.clock.advance(1_000);
    expect(await ended).toMatchObject(refusal('impostor'));
    expect([made.joined, made.invited.links.dialer.isOpen]).toEqual([[], false]);
  });
});
