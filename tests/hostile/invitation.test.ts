// Liars at the other end of a link that an invitation led to: each is left with a sentence and a closed link, and nothing
// of a room is said to them or believed of them.

import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../src/primitives/bytes.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { ok } from '../../src/primitives/result.ts';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo } from '../../src/room/invite/guest.ts';
import { createInviter } from '../../src/room/invite/inviter.ts';
import {
  decodeWelcome,
  encodeWelcome,
  welcomeGuest,
  WELCOME_TIMEOUT_MS,
} from '../../src/room/invite/welcome.ts';
import { parseRoomCode, type RoomCode } from '../../src/room/room-code.ts';
import { expandPlaceKeys } from '../../src/room/room-keys.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { FRAME, frameOf } from '../../src/secure/protocol.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import { decodeInvitation } from '../../src/signaling/invitation.ts';
import {
  answerOf,
  describeWith,
  makeInvited,
  replyOf,
  SECRET,
  type Invited,
} from '../support/invited-pair.ts';
import { makePerson } from '../support/secure-pair.ts';
import { createWiredLinks } from '../support/wired-links.ts';

const LABEL = 'kith/invitation/1';
const WORDS = 'slow river window seven other lamp';
const CODE = codeOf(WORDS);

function codeOf(words: string): RoomCode {
  const parsed = parseRoomCode(words);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

/** As whoever sits in the inviter's seat and knows the secret. */
async function sitDown({ host, links }: Invited): Promise<SecureLink> {
  const facts = { keyMaterial: SECRET, salt: encodeUtf8(LABEL), label: LABEL };
  const contexts = [await expandPlaceKeys(host.crypto, facts)];
  const link = await establishSecureLink(links.listener, { ...host, contexts, capabilities: [] });
  if (!link.ok) throw new Error(link.error.code);
  return link.value;
}

describe('[O5] in the inviter’s seat', () => {
  const welcome = (owner?: string) =>
    encodeMessage({ type: 'WELCOME', words: WORDS.split(' '), ...(owner && { owner }) });
  it.each<[string, Uint8Array]>([
    ['TAKEN where WELCOME belongs', encodeWelcome({ type: 'TAKEN' })],
    ['an owner of 22 letters that are no 16 bytes', welcome('//////////////////////')],
    ['an owner with bits to spare', welcome('AAAAAAAAAAAAAAAAAAAAAB')],
    ['words that no room has', encodeMessage({ type: 'WELCOME', words: ['slow', 'river'] })],
    ['bytes', new Uint8Array(40).fill(7)],
    ['more than a welcome may be', new Uint8Array(600)],
  ])('%s leads nowhere', async (_, said) => {
    const invited = await makeInvited();
    const reply = await replyOf(invited);
    invited.open();
    (await sitDown(invited)).send('control', said);
    expect(await reply.connected).toEqual({ ok: false, error: { code: 'odd' } });
    await invited.clock.advance(1_000);
    expect(invited.links.dialer.isOpen).toBe(false);
  });

  it('the same with an owner as links have them leads to the room', async () => {
    const invited = await makeInvited();
    const reply = await replyOf(invited);
    invited.open();
    (await sitDown(invited)).send('control', welcome('AAAAAAAAAAAAAAAAAAAAAA'));
    await invited.clock.advance(1_000);
    expect(await reply.connected).toMatchObject({ ok: true, value: { address: { code: CODE } } });
  });

  it('silence ends after ten seconds, with the link', async () => {
    const invited = await makeInvited();
    const reply = await replyOf(invited);
    invited.open();
    await sitDown(invited);
    await invited.clock.advance(WELCOME_TIMEOUT_MS + 1_000);
    expect(await reply.connected).toEqual({ ok: false, error: { code: 'link-lost' } });
    expect(invited.links.dialer.isOpen).toBe(false);
  });

  it('another secret proves nothing', async () => {
    const invited = await makeInvited();
    const reply = await replyOf(invited);
    invited.open();
    const address = { code: CODE, owner: undefined };
    const secret = new Uint8Array(16).fill(1);
    const welcomed = await welcomeGuest(invited.host, invited.links.listener, { secret, address });
    expect(welcomed.ok).toBe(false);
    expect(await reply.connected).toEqual({ ok: false, error: { code: 'not-proven' } });
    await invited.clock.advance(1_000);
    expect(invited.links.dialer.isOpen).toBe(false);
  });

  it('somebody else than the invitation named is an impostor', async () => {
    const invited = await makeInvited(await makePerson(5, (await makeInvited()).host.crypto));
    const reply = await replyOf(invited);
    invited.open();
    const address = { code: CODE, owner: undefined };
    void welcomeGuest(invited.host, invited.links.listener, { secret: SECRET, address });
    await invited.clock.advance(1_000);
    expect(await reply.connected).toEqual({ ok: false, error: { code: 'impostor' } });
    expect(invited.links.dialer.isOpen).toBe(false);
  });
});

/** One who invites, with the answer of whoever sits in the guest's seat, on a wire of their own. */
async function answeredInviter() {
  const invited = await makeInvited();
  const links = createWiredLinks();
  const handed = createHandedLinks();
  const given: unknown[] = [];
  handed.onLink((link) => Promise.resolve(given.push(link) > 0));
  const inviter = createInviter({
    ...invited.host,
    wallTimeMs: invited.guest.wallTimeMs,
    address: { code: CODE, owner: undefined },
    handed,
    isProven: false,
    transport: {
      offer: () =>
        Promise.resolve(
          ok({
            description: describeWith('offer', 1),
            complete: () => Promise.resolve(ok(links.listener)),
            cancel: () => undefined,
          }),
        ),
      answer: () => Promise.reject(new Error('an inviter')),
    },
  });
  await invited.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
  const state = inviter.state.value;
  const shown = state.kind === 'shown' ? decodeInvitation(state.bytes) : undefined;
  if (!shown?.ok || shown.value.kind !== 'invitation') throw new Error('no invitation');
  const reply = await replyTo(invited.guest, shown.value);
  if (!reply.ok) throw new Error(reply.error.code);
  const { secret } = shown.value;
  return { ...invited, links, given, secret, taken: inviter.take(answerOf(reply.value)) };
}

describe('[O5] in the guest’s seat', () => {
  it('whoever found the right tag without the secret hears nothing of the room', async () => {
    const { clock, given, guest, links, taken } = await answeredInviter();
    const facts = { keyMaterial: SECRET, salt: encodeUtf8(LABEL), label: LABEL };
    const contexts = [await expandPlaceKeys(guest.crypto, facts)];
    void establishSecureLink(links.dialer, { ...guest, contexts, capabilities: [] });
    await clock.advance(1_000);
    expect(await taken).toEqual({ ok: false, error: { code: 'not-proven' } });
    expect([links.listener.isOpen, given]).toEqual([false, []]);
    // Three frames of a handshake at most, none with a sealed word.
    expect(links.listener.sent.length).toBeLessThanOrEqual(2);
  });

  it.each<[string, Uint8Array]>([
    ['WELCOME', encodeWelcome({ type: 'WELCOME', words: CODE })],
    ['bytes', new Uint8Array(40).fill(7)],
  ])('whoever holds the secret and says %s for TAKEN knows the words, which is said', async (_, said) => {
    const { clock, given, guest, links, secret, taken } = await answeredInviter();
    const facts = { keyMaterial: secret, salt: encodeUtf8(LABEL), label: LABEL };
    const contexts = [await expandPlaceKeys(guest.crypto, facts)];
    const link = await establishSecureLink(links.dialer, { ...guest, contexts, capabilities: [] });
    if (!link.ok) throw new Error(link.error.code);
    const heard: unknown[] = [];
    link.value.onMessage(({ payload }) => heard.push(decodeWelcome(payload)));
    link.value.send('control', said);
    await clock.advance(1_000);
    expect(heard).toEqual([{ type: 'WELCOME', words: CODE }]);
    expect(await taken).toEqual({ ok: false, error: { code: 'odd' } });
    expect([links.listener.isOpen, given]).toEqual([false, []]);
  });

  it('whoever shakes hands in another version is told from one without the secret', async () => {
    const { clock, given, links, taken } = await answeredInviter();
    links.dialer.send('control', frameOf(FRAME.hello, encodeMessage({ version: 2 })));
    await clock.advance(1_000);
    expect(await taken).toEqual({ ok: false, error: { code: 'other-version' } });
    expect([links.listener.isOpen, given]).toEqual([false, []]);
  });
});

describe('[O6] an answer that was taken back', () => {
  it('lets nobody in, whenever it was: waiting, linked, or already welcomed', async () => {
    for (const moment of ['waiting', 'linked', 'welcomed'] as const) {
      const invited = await makeInvited();
      const reply = await replyOf(invited);
      if (moment === 'waiting') reply.cancel();
      invited.open();
      if (moment !== 'waiting') {
        const link = await sitDown(invited);
        if (moment === 'linked') reply.cancel();
        link.send('control', encodeWelcome({ type: 'WELCOME', words: CODE }));
        if (moment === 'welcomed') await invited.clock.advance(1_000);
        reply.cancel();
      }
      await invited.clock.advance(1_000);
      expect((await reply.connected).ok).toBe(moment === 'welcomed');
      expect([invited.links.dialer.isOpen, invited.withdrawn() > 0]).toEqual([false, true]);
    }
  });
});
