import { effect, signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { NewContent } from '../../../../src/features/chat/api.ts';
import { MAX_TEXT_LENGTH } from '../../../../src/features/chat/api.ts';
import { createDraft, TAKEN_BACK_AFTER_MS, TYPING_EVERY_MS } from '../../../../src/features/chat/draft.ts';
import { openRoomWay } from '../../../../src/features/chat/room-way.ts';
import { TYPING_SHOWN_MS } from '../../../../src/features/chat/typists.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import type { SaidField } from '../../../../src/sync/shared-docs.ts';
import {
  createChatNet,
  messagesOf,
  shownBy,
  textsOf,
  type ChatNet,
  type ChatNode,
} from '../../../support/chat-net.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

async function trio() {
  const net = createChatNet(1);
  const [ada, bob, mei] = [await net.join('Ada'), await net.join('Bob'), await net.join('Mei')];
  await net.clock.advance(500);
  return { net, ada, bob, mei };
}

async function say(net: ChatNet, { chat }: ChatNode, content: string | NewContent) {
  const sending = chat.room.send(typeof content === 'string' ? { kind: 'text', text: content } : content);
  await net.clock.advance(200);
  const sent = await sending;
  return sent.ok ? sent.value : `(${sent.error})`;
}

describe('what is said', () => {
  it('stands with everybody in one order', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada, 'one');
    await say(net, bob, 'two');
    await say(net, ada, 'three');
    for (const each of [ada, bob, mei]) expect(textsOf(each)).toEqual(['one', 'two', 'three']);
    expect(shownBy(bob)).toEqual(shownBy(ada));
    expect(messagesOf(ada.chat).map(({ isSelf }) => isSelf)).toEqual([true, false, true]);
  });

  it('is on its way to the others before it is shown here', async () => {
    const net = createChatNet(1, { keepsSent: true });
    const [ada] = [await net.join('Ada'), await net.join('Bob')];
    await net.clock.advance(500);
    const sentWhenShown: number[] = [];
    const stop = effect(() => {
      const shown = ada.chat.room.rows.value.length;
      sentWhenShown[shown] ??= net.sent.filter(({ protocol }) => protocol === 'chat').length;
    });
    for (const text of ['one', 'two']) await say(net, ada, text);
    stop();
    expect(sentWhenShown).toEqual([0, 1, 2]);
  });

  it('before somebody came is there for them', async () => {
    const { net, ada, bob } = await trio();
    await say(net, ada, 'one');
    await say(net, bob, 'two');
    const late = await net.join('Zoe');
    await net.clock.advance(1_000);
    expect(shownBy(late)).toEqual(shownBy(ada));
    expect(late.chat.unread.value).toBe(0);
  });

  it('with nobody there waits, and goes out when somebody comes', async () => {
    const net = createChatNet(1);
    const ada = await net.join('Ada');
    const id = await say(net, ada, 'anybody?');
    expect(ada.chat.room.reach(id).value?.to.size).toBe(0);
    const bob = await net.join('Bob');
    await net.clock.advance(1_000);
    expect(textsOf(bob)).toEqual(['anybody?']);
    expect(ada.chat.room.reach(id).value?.reached).toEqual(new Set([bob.identity.id]));
  });
});

describe('receipts', () => {
  it('[N12] tell who has it and who has read it', async () => {
    const { net, ada, bob, mei } = await trio();
    bob.chat.room.setLooking(true);
    const id = await say(net, ada, 'hello');
    const { to, reached, read } = ada.chat.room.reach(id).value!;
    expect(to).toEqual(new Set([bob.identity.id, mei.identity.id]));
    expect(reached).toEqual(to);
    expect(read).toEqual(new Set([bob.identity.id]));
    expect(bob.chat.room.reach(id).value).toBeUndefined();
  });

  it('[N12] of reading can be switched off', async () => {
    const { net, ada, bob } = await trio();
    bob.chat.setReadReceipts(false);
    bob.chat.room.setLooking(true);
    const id = await say(net, ada, 'hello');
    expect(ada.chat.room.reach(id).value?.read.size).toBe(0);
    bob.chat.setReadReceipts(true);
    await net.clock.advance(500);
    expect(ada.chat.room.reach(id).value?.read.size).toBe(1);
  });

  it('[N12] go by what this person lets others know, in every thread and at once', async () => {
    const net = createChatNet(2);
    const tells = signal({ read: false, writing: false });
    const ada = await net.join('Ada');
    const bob = await net.join('Bob', { tells: () => tells.value });
    await net.clock.advance(500);
    const direct = ada.chat.openDirect(bob.identity.id);
    const theirs = bob.chat.openDirect(ada.identity.id);
    bob.chat.room.setLooking(true);
    theirs.setLooking(true);
    theirs.setDraft('h');
    const id = await say(net, ada, 'hello');
    const sending = direct.send({ kind: 'text', text: 'psst' });
    await net.clock.advance(500);
    const sent = await sending;
    const to = sent.ok ? sent.value : '';
    const read = () => [ada.chat.room.reach(id), direct.reach(to)].map((reach) => reach.value?.read.size);
    expect([read(), direct.typing.value]).toEqual([[0, 0], []]);
    tells.value = { read: true, writing: true };
    await net.clock.advance(TYPING_EVERY_MS);
    theirs.setDraft('he');
    await net.clock.advance(500);
    expect([read(), direct.typing.value.length]).toEqual([[1, 1], 1]);
  });

  it('[N12] tell nobody that it was read who read further up meanwhile', async () => {
    const { net, ada, bob } = await trio();
    bob.chat.room.setLooking(true);
    bob.chat.room.setAtEnd(false);
    const id = await say(net, ada, 'hello');
    const reach = () => ada.chat.room.reach(id).value!;
    expect([reach().reached.size, reach().read.size]).toEqual([2, 0]);
    bob.chat.room.setAtEnd(true);
    await net.clock.advance(500);
    expect(reach().read).toEqual(new Set([bob.identity.id]));
  });

  it.each(['blocked', 'waiting'] as const)(
    '[N12] tell %s people that it arrived, and never more',
    async (regard) => {
      const net = createChatNet(2);
      const ada = await net.join('Ada');
      const bob = await net.join('Bob', { regardOf: () => regard });
      await net.clock.advance(500);
      bob.chat.room.setLooking(true);
      const id = await say(net, ada, 'hello');
      void ada.chat.openDirect(bob.identity.id).send({ kind: 'text', text: 'psst' });
      await net.clock.advance(500);
      const { reached, read } = ada.chat.room.reach(id).value!;
      expect([reached.size, read.size]).toEqual([1, 0]);
      expect([bob.chat.room.rows.value, bob.chat.direct.value, bob.chat.unread.value]).toEqual([[], [], 0]);
    },
  );

  it('stand for what this person said before loading anew, as far as others hold it', async () => {
    const { net, ada, bob, mei } = await trio();
    const id = await say(net, ada, 'hello');
    ada.crash();
    const again = await net.join('Ada', { identity: ada.identity });
    await net.clock.advance(2_000);
    expect(again.chat.room.reach(id).value).toEqual({
      to: new Set([bob.identity.id, mei.identity.id]),
      reached: new Set([bob.identity.id, mei.identity.id]),
      read: new Set(),
    });
    expect(bob.chat.room.reach(id).value).toBeUndefined();
  });

  it('[N12] count a person once, and not one of this person’s own tabs', async () => {
    const { net, ada, bob } = await trio();
    await net.join('Bob', { identity: bob.identity });
    await net.join('Ada', { identity: ada.identity });
    await net.clock.advance(500);
    const id = await say(net, ada, 'hello');
    expect(ada.chat.room.reach(id).value?.reached.size).toBe(2);
  });
});

describe('unread', () => {
  it('counts what comes while nobody looks, and shows where to go on', async () => {
    const { net, ada, bob } = await trio();
    const id = await say(net, ada, 'one');
    await say(net, ada, 'two');
    const { room } = bob.chat;
    expect([room.unread.value, room.firstUnread.value, bob.chat.unread.value]).toEqual([2, id, 2]);
    room.setLooking(true);
    expect([room.unread.value, room.firstUnread.value]).toEqual([0, id]);
    await say(net, ada, 'three');
    expect(room.unread.value).toBe(0);
    room.setLooking(false);
    expect(room.firstUnread.value).toBeUndefined();
    expect(ada.chat.unread.value).toBe(0);
  });
});

describe('what is done about a message', () => {
  it('[N8] shows with everybody: reactions, pins, edits', async () => {
    const { net, ada, bob, mei } = await trio();
    const of = await say(net, ada, 'helo');
    await say(net, bob, { kind: 'react', of, emoji: '👍', on: true });
    await say(net, mei, { kind: 'react', of, emoji: '👍', on: true });
    await say(net, mei, { kind: 'react', of, emoji: '👍', on: false });
    await say(net, mei, { kind: 'pin', of, on: true });
    await say(net, ada, { kind: 'edit', of, text: 'hello' });
    for (const each of [ada, bob, mei]) {
      const [message] = messagesOf(each.chat);
      expect(message?.body).toEqual({ kind: 'text', text: 'hello', attachments: [] });
      expect(message?.reactions).toEqual([{ emoji: '👍', by: [bob.identity.id] }]);
      expect([message?.isPinned, message?.editedAtMs !== undefined]).toEqual([true, true]);
      expect(each.chat.room.pinned.value.map(({ id }) => id)).toEqual([of]);
    }
  });

  it('is a reaction by one emoji and nothing else', async () => {
    const { net, ada, bob } = await trio();
    const of = await say(net, ada, 'hello');
    for (const emoji of ['x', 'yes', '👍👍', '👍\n[10:02] Anna: yes', '', '\u200d', '🏽', '1', ' 👍'])
      expect(await say(net, bob, { kind: 'react', of, emoji, on: true })).toBe('(malformed)');
    for (const emoji of ['👍🏽', '❤️', '👩‍👩‍👧‍👦', '🇮🇳', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '☺'])
      expect(await say(net, bob, { kind: 'react', of, emoji, on: true })).not.toContain('malformed');
    expect(messagesOf(ada.chat)[0]?.reactions).toHaveLength(7);
  });

  it('[N8] may be a deletion by its author, from another tab too, and leaves nothing of it', async () => {
    const { net, ada, bob } = await trio();
    const of = await say(net, ada, 'secret');
    await say(net, ada, { kind: 'edit', of, text: 'more secret' });
    const tab = await net.join('Ada', { identity: ada.identity });
    await net.clock.advance(500);
    await say(net, tab, { kind: 'delete', of });
    for (const each of [ada, bob, tab]) {
      expect(messagesOf(each.chat)[0]?.body).toEqual({ kind: 'deleted' });
      const said = each.chat.threads.value[0]!.log.order.map(
        ({ content }) => content && Buffer.from(content).toString(),
      );
      expect(said.join()).not.toContain('secret');
    }
  });

  it('[N8] counts votes once a person, the last one', async () => {
    const { net, ada, bob, mei } = await trio();
    const of = await say(net, ada, {
      kind: 'poll',
      question: 'Tea?',
      options: ['yes', 'no'],
      multiple: false,
    });
    await say(net, bob, { kind: 'vote', of, choices: [0] });
    await say(net, bob, { kind: 'vote', of, choices: [1] });
    await say(net, mei, { kind: 'vote', of, choices: [1] });
    expect(messagesOf(ada.chat)[0]?.body).toMatchObject({ votes: [[], [bob.identity.id, mei.identity.id]] });
    expect(await say(net, mei, { kind: 'vote', of, choices: [0, 1] })).toBe('(malformed)');
    expect(await say(net, mei, { kind: 'vote', of, choices: [2] })).toBe('(malformed)');
  });

  it('is refused where it is not one’s own', async () => {
    const { net, ada, bob } = await trio();
    const of = await say(net, ada, 'hello');
    expect(await say(net, bob, { kind: 'edit', of, text: 'x' })).toBe('(not-yours)');
    expect(await say(net, bob, { kind: 'delete', of })).toBe('(not-yours)');
    expect(await say(net, bob, { kind: 'pin', of: `${bob.peerId}/9`, on: true })).toBe('(unknown-message)');
  });
});

describe('sending', () => {
  it.each<[string, NewContent, string]>([
    ['nothing', { kind: 'text', text: '' }, 'empty'],
    ['blanks', { kind: 'text', text: ' \n ' }, 'empty'],
    ['too much', { kind: 'text', text: 'x'.repeat(MAX_TEXT_LENGTH + 1) }, 'too-long'],
    ['a poll of one', { kind: 'poll', question: 'Tea?', options: ['yes', ' '], multiple: false }, 'empty'],
    ['a script', { kind: 'link', url: 'javascript:alert(1)', note: '' }, 'malformed'],
    ['an address with a user', { kind: 'link', url: 'https://a@b.example/', note: '' }, 'malformed'],
  ])('refuses %s', async (_, content, error) => {
    const { net, ada, bob } = await trio();
    expect(await say(net, ada, content)).toBe(`(${error})`);
    expect(messagesOf(bob.chat)).toEqual([]);
  });

  it('is held to what others take', async () => {
    const { net, ada, bob } = await trio();
    const sent = Array.from({ length: 40 }, (_, i) => ada.chat.room.send({ kind: 'text', text: `${i}` }));
    await net.clock.advance(1_000);
    const refused = (await Promise.all(sent)).filter((each) => !each.ok);
    expect([refused.length, textsOf(bob).length]).toEqual([10, 30]);
  });

  it('mends half a character that a wire would refuse', async () => {
    const { net, ada, bob } = await trio();
    await say(net, ada, 'half \uD83D');
    expect(textsOf(bob)).toEqual(['half \uFFFD']);
  });
});

describe('writing', () => {
  it('shows until a while has passed, or what was written comes', async () => {
    const { net, ada, bob, mei } = await trio();
    const [mine, theirs] = [ada.chat.openDirect(bob.identity.id), bob.chat.openDirect(ada.identity.id)];
    mine.setDraft('h');
    await net.clock.advance(100);
    expect(theirs.typing.value.map(({ name }) => name)).toEqual(['Ada']);
    await net.clock.advance(TYPING_SHOWN_MS);
    expect(theirs.typing.value).toEqual([]);
    await net.clock.advance(TYPING_EVERY_MS);
    mine.setDraft('he');
    void mine.send({ kind: 'text', text: 'he' });
    await net.clock.advance(300);
    expect(theirs.typing.value).toEqual([]);
    expect([bob, mei].map(({ chat }) => chat.room.typing.value)).toEqual([[], []]);
  });

  it('to everybody is what the shell says of it, once a person, and is over with what was written', async () => {
    const { net, ada, bob } = await trio();
    const said = signal<ReadonlyMap<IdentityId, string>>(new Map([[bob.identity.id, 'chat']]));
    let taken = 0;
    const field = { said, say: () => undefined, takeBack: () => void (taken += 1) };
    const world = { ...ada, clock: net.clock, wallTimeMs: () => 0, random: createSeededRandom(1) };
    const { way } = openRoomWay(world, { field: () => field as unknown as SaidField<never> });
    expect(way.typists.writing.value.map(({ name }) => name)).toEqual(['Bob']);
    said.value = new Map([[bob.identity.id, 'notes']]);
    expect(way.typists.writing.value).toEqual([]);
    const draft = createDraft(net.clock, way.tellTyping);
    for (const text of ['a', '', 'ab', '']) {
      draft.type(text);
      await net.clock.advance(TAKEN_BACK_AFTER_MS / 2);
    }
    expect(taken).toBe(0);
    await net.clock.advance(TAKEN_BACK_AFTER_MS);
    expect(taken).toBe(1);
  });
});

it('finds words whatever their case and marks', async () => {
  const { net, ada, bob } = await trio();
  await say(net, ada, 'Ein Müller geht');
  const id = await say(net, ada, 'zum CAFÉ Muller, dem Café');
  expect(bob.chat.room.search('cafe')).toEqual([id]);
  expect(bob.chat.room.search('muller')).toHaveLength(2);
  expect(bob.chat.room.search('  ')).toEqual([]);
});

it('leaves no timer behind', async () => {
  const { net, ada, bob, mei } = await trio();
  await say(net, ada, 'hello');
  for (const node of [ada, bob, mei]) node.crash();
  await net.clock.advance(100);
  expect(net.clock.pendingTimers).toBe(0);
});
