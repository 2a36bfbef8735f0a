import { describe, expect, test } from 'vitest';
import { ANSWERABLE_MS } from '../../../../src/room/invite/invitation-state.ts';
import { welcomeGuest } from '../../../../src/room/invite/welcome.ts';
import { encodeAnswer, encodeInvitation } from '../../../../src/signaling/invitation.ts';
import { formatMeetingText } from '../../../../src/signaling/invitation-text.ts';
import { readDrawnCode } from '../../../support/drawn-codes.ts';
import { describeWith, SECRET } from '../../../support/invited-pair.ts';
import { createNodeCrypto } from '../../../support/node-crypto.ts';
import { answerOf, CODE, inRoom, setScriptScene } from '../../../support/script-meeting.ts';
import { makePerson } from '../../../support/secure-pair.ts';

async function accepted(made: Awaited<ReturnType<typeof setScriptScene>>) {
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
  const made = await setScriptScene();
  const meeting = await accepted(made);
  made.state.value = { kind: 'room', visit: made.visit };
  expect(await meeting.end()).toMatchObject({ name: 'ConnectionError', code: 'in-a-room' });
  expect([made.joined, made.invited.links.dialer.isOpen]).toEqual([[], false]);
});

test('a room that a script cannot enter closes the link that led to it', async () => {
  const made = await setScriptScene();
  const meeting = await accepted(made);
  expect(await meeting.end()).toMatchObject({ code: 'incomplete' });
  expect([made.joined, made.invited.links.dialer.isOpen]).toEqual([['a room'], false]);
});

test('[O6] invitations of scripts end with the visit', async () => {
  const made = await setScriptScene();
  made.state.value = { kind: 'room', visit: made.visit };
  const [first, second] = await Promise.all([made.byHand.createInvitation(), made.byHand.createInvitation()]);
  expect([first.url === second.url, made.waiting()]).toEqual([false, 2]);
  made.state.value = { kind: 'home' };
  expect(made.waiting()).toBe(0);
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'no-room' });
});

test('a copy that was cut short says so', async () => {
  const made = await setScriptScene({ isKnown: false });
  made.state.value = { kind: 'room', visit: made.visit };
  await expect(made.byHand.createInvitation()).rejects.toMatchObject({ code: 'incomplete' });
});

const refusal = (code: string) => ({ name: 'ConnectionError', code });

describe('a script that invites is refused', () => {
  test('where it is in no room, and where its person has not opened their identity', async () => {
    const { byHand } = await setScriptScene();
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

test('[O5] a script completes with the whole reply, or with its url alone', async () => {
  const made = await inRoom();
  for (const wrap of [(url: string) => ({ url, qr: undefined }), (url: string) => url]) {
    const reply = wrap(await answerOf(made, (await made.byHand.createInvitation()).url));
    // It is read for what it is: only the way is missing here.
    await expect(made.byHand.completeInvitation(reply)).rejects.toMatchObject(refusal('no-link'));
  }
});

test.each([undefined, 'https://kith.example/'])(
  '[O5] the code of a script says its url: page %s',
  async (page) => {
    const made = await inRoom({ page });
    const invitation = await made.byHand.createInvitation();
    expect(await readDrawnCode(invitation.qr ?? '')).toBe(invitation.url);
    const { reply } = await (await setScriptScene({ page })).byHand.acceptInvitation(invitation.url);
    expect(await readDrawnCode(reply.qr ?? '')).toBe(reply.url);
  },
);

test('a script whose page has an address that no code holds is given none', async () => {
  const made = await inRoom({ page: `https://kith.example/${'a'.repeat(3_000)}/` });
  const { url, qr } = await made.byHand.createInvitation();
  expect([url.length > 3_000, qr]).toEqual([true, undefined]);
});

describe('a script that completes is refused', () => {
  /** An answer to what it invited with. */
  async function answered(
    made: Awaited<ReturnType<typeof setScriptScene>>,
    secret?: Uint8Array,
  ): Promise<string> {
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
    [null],
    [['kith:a/AAAA']],
    [{ toString: () => 'kith:a/A' }],
    [{ qr: 'kith:a/AAAA' }],
    [{ url: { toString: () => 'kith:a/AAAA' } }],
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
  const textOf = async ({ invited }: Awaited<ReturnType<typeof setScriptScene>>, afterMs = 0) => {
    const { expiresAtMs } = invited.invitation;
    const description = describeWith('offer', 1);
    const bytes = await encodeInvitation({ expiresAtMs: expiresAtMs + afterMs, secret: SECRET, description });
    return formatMeetingText('invitation', bytes);
  };

  test.each([['nothing of Kith'], ['kith:i2/AAAA'], [undefined], [7]])(
    'with what is no invitation: %s',
    async (given) => {
      const { byHand } = await setScriptScene();
      const accepting = byHand.acceptInvitation(given as string);
      await expect(accepting).rejects.toMatchObject(refusal('invalid-invitation'));
    },
  );

  test('with an answer, and with an invitation that is over', async () => {
    const made = await setScriptScene();
    const description = describeWith('answer', 2);
    const answer = formatMeetingText('answer', encodeAnswer({ tag: new Uint8Array(8), description }));
    await expect(made.byHand.acceptInvitation(answer)).rejects.toMatchObject(refusal('invalid-invitation'));
    const over = await textOf(made, -3_600_000);
    await expect(made.byHand.acceptInvitation(over)).rejects.toMatchObject(refusal('expired'));
  });

  test.each(['no-candidates', 'unsupported', 'failed'] as const)(
    'where no answer can be made: %s',
    async (code) => {
      const made = await setScriptScene({ failure: code });
      await expect(made.byHand.acceptInvitation(await textOf(made))).rejects.toMatchObject(refusal(code));
    },
  );

  test('and told later where nobody took the answer, and where it cannot connect at all', async () => {
    const made = await setScriptScene();
    made.invited.fail('timeout');
    const { connected } = await made.byHand.acceptInvitation(await textOf(made));
    await expect(connected).rejects.toMatchObject(refusal('not-taken'));
    const cut = await setScriptScene({ isKnown: false });
    await expect(cut.byHand.acceptInvitation(await textOf(cut))).rejects.toMatchObject({
      code: 'incomplete',
    });
  });

  test('and told later where somebody else than the invitation says is at the other end', async () => {
    const made = await setScriptScene({ namedBy: await makePerson(7, createNodeCrypto()) });
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
