import { describe, expect, it } from 'vitest';
import { decodeKeptFile } from '../../../../src/features/chat/attachments/kept-file.ts';
import { decodeKeptTalk, keepTalk } from '../../../../src/features/chat/kept.ts';
import type { Regard } from '../../../../src/room/standing.ts';
import {
  createChatNet,
  messagesOf,
  shownBy,
  textsOf,
  type ChatNet,
  type ChatNode,
} from '../../../support/chat-net.ts';

async function say(net: ChatNet, { chat }: ChatNode, text: string): Promise<string> {
  const sending = chat.room.send({ kind: 'text', text });
  await net.clock.advance(300);
  const sent = await sending;
  return sent.ok ? sent.value : sent.error;
}

/** A message with a file of so many bytes, each of which is that number. */
async function attach(net: ChatNet, { chat }: ChatNode, size: number) {
  const bytes = size < 10 ? Uint8Array.of(size) : new Uint8Array(size).fill(size);
  const added = await chat.blobs.add(bytes, { name: `${size}.bin`, type: '' });
  if (!added.ok) throw new Error(added.error);
  const sending = chat.room.send({ kind: 'text', text: 'look', attachments: [added.value] });
  await net.clock.advance(300);
  const sent = await sending;
  return { file: added.value, of: sent.ok ? sent.value : '' };
}

async function pair(options: Parameters<ChatNet['join']>[1] = {}) {
  const net = createChatNet(7);
  const [ada, bob] = [await net.join('Ada', options), await net.join('Bob', options)];
  await net.clock.advance(500);
  return { net, ada, bob };
}

it.each(['waiting', 'blocked'] as const)(
  'nothing is said to whoever is %s, in a thread of two',
  async (how) => {
    const net = createChatNet(7);
    let regard: Regard = 'open';
    const ada = await net.join('Ada', { regardOf: () => regard });
    const bob = await net.join('Bob');
    await net.clock.advance(500);
    const thread = ada.chat.openDirect(bob.identity.id);
    const write = async (text: string) => {
      const sending = thread.send({ kind: 'text', text });
      await net.clock.advance(300);
      return (await sending).ok;
    };
    expect(await write('before')).toBe(true);
    regard = how;
    expect(await write('for somebody else of that name')).toBe(false);
    regard = 'open';
    expect(await write('after')).toBe(true);
    const [heard] = bob.chat.direct.value;
    expect(messagesOf(bob.chat, heard).map(({ body }) => body)).toMatchObject([
      { text: 'before' },
      { text: 'after' },
    ]);
  },
);

describe('what vanishes', () => {
  it('[N9] is gone everywhere when its time is over, and so is what it was changed to', async () => {
    const { net, ada, bob } = await pair();
    await say(net, ada, 'stays');
    expect((await ada.chat.setTimer(60_000)).ok).toBe(true);
    await net.clock.advance(300);
    const of = await say(net, bob, 'goes');
    void bob.chat.room.send({ kind: 'edit', of, text: 'goes too' });
    await net.clock.advance(300);
    expect([ada.chat.timerMs.value, textsOf(ada)]).toEqual([60_000, ['stays', 'goes too']]);
    expect(ada.chat.room.rows.value[1]).toMatchObject({ what: 'timer', ms: 60_000, by: ada.identity.id });
    await net.clock.advance(60_000);
    for (const each of [ada, bob]) {
      expect(textsOf(each)).toEqual(['stays', '(expired)']);
      const held = each.chat.threads.value[0]!.log.order.map(
        ({ content }) => content && Buffer.from(content).toString(),
      );
      expect(held.join()).not.toContain('goes');
    }
    const late = await net.join('Zoe');
    await net.clock.advance(2_000);
    expect(shownBy(late)).toEqual(shownBy(ada));
  });

  it('[N9] is decided by owners only', async () => {
    const mayRule = () => false;
    const { net, ada, bob } = await pair({ room: { mayRule } });
    expect(await ada.chat.setTimer(60_000)).toEqual({ ok: false, error: 'not-allowed' });
    // Whoever does it all the same is not followed.
    void ada.chat.threadOf('room').write({ kind: 'timer', ms: 1_000 });
    await net.clock.advance(300);
    expect([bob.chat.timerMs.value, bob.chat.room.rows.value]).toEqual([0, []]);
  });
});

describe('newcomers', () => {
  it('[N11] get what was said since they came where the room says so, by whoever is there', async () => {
    let joinedAtMs = Infinity;
    const room = { historyPolicy: () => 'since-joined' as const, admittedAtMs: () => joinedAtMs };
    const { net, ada, bob } = await pair({ room: { ...room, admittedAtMs: () => -Infinity } });
    await say(net, ada, 'before');
    await net.clock.advance(10_000);
    bob.crash();
    joinedAtMs = net.clock.nowMs();
    const again = await net.join('Bea', { room });
    // From here on Ada knows since when.
    Object.assign(ada.room, room);
    await net.clock.advance(1_000);
    net.split({ Bea: 1 });
    await say(net, ada, 'while away');
    net.split({});
    await net.clock.advance(40_000);
    expect(textsOf(again).filter((text) => text !== 'before')).toEqual(['while away']);
  });

  it('[N11] are given nothing while nobody knows since when they are there', async () => {
    const room = { historyPolicy: () => 'since-joined' as const, admittedAtMs: () => undefined };
    const { net, ada } = await pair({ room });
    await say(net, ada, 'before');
    const late = await net.join('Zoe', { room });
    await net.clock.advance(60_000);
    expect(textsOf(late)).toEqual([]);
    await say(net, ada, 'after');
    expect(textsOf(late)).toEqual(['after']);
  });
});

describe('what is kept', () => {
  async function keptBy({ chat }: ChatNode) {
    return keepTalk(chat).snapshot();
  }

  it('comes back as it was, verified, with threads between two', async () => {
    const { net, ada, bob } = await pair();
    for (let i = 0; i < 5; i += 1) await say(net, i % 2 === 0 ? ada : bob, `${i}`);
    void bob.chat.openDirect(ada.identity.id).send({ kind: 'text', text: 'between us' });
    await net.clock.advance(500);
    const pieces = await keptBy(ada);
    const later = createChatNet(8);
    const back = await later.join('Ada', { identity: ada.identity });
    const keepable = keepTalk(back.chat);
    expect(pieces.map((piece) => keepable.restore(piece))).toEqual(pieces.map(() => true));
    await later.clock.advance(500);
    expect(textsOf(back)).toEqual(textsOf(ada));
    expect(back.chat.direct.value.map(({ id, rows }) => [id, rows.value.length])).toEqual([
      [bob.identity.id, 1],
    ]);
    expect([back.chat.unread.value, messagesOf(back.chat).filter(({ isSelf }) => isSelf).length]).toEqual([
      0, 3,
    ]);
  });

  it('counts what was said while this person was away, in the room and between two', async () => {
    const { net, ada, bob } = await pair();
    await say(net, ada, 'before');
    void ada.chat.openDirect(bob.identity.id).send({ kind: 'text', text: 'to you' });
    await net.clock.advance(500);
    const pieces = await keptBy(bob);
    bob.crash();
    await say(net, ada, 'meanwhile');
    const zoe = await net.join('Zoe');
    await say(net, zoe, 'new here');
    const back = await net.join('Bob', { identity: bob.identity });
    net.split({ Bob: 1 });
    const keepable = keepTalk(back.chat);
    for (const piece of pieces) keepable.restore(piece);
    await net.clock.advance(500);
    expect(back.chat.unread.value).toBe(0);
    net.split({});
    await net.clock.advance(5_000);
    expect(textsOf(back)).toEqual(['before', 'meanwhile', 'new here']);
    expect([back.chat.room.unread.value, back.chat.unread.value]).toEqual([2, 2]);
  });

  it('[N9] does not bring back what vanished meanwhile', async () => {
    const { net, ada } = await pair();
    await ada.chat.setTimer(60_000);
    await net.clock.advance(300);
    await say(net, ada, 'goes');
    const pieces = await keptBy(ada);
    await net.clock.advance(61_000);
    const back = await net.join('Ada', { identity: ada.identity });
    const keepable = keepTalk(back.chat);
    for (const piece of pieces) keepable.restore(piece);
    await net.clock.advance(1_000);
    expect(textsOf(back)).toEqual(['(expired)']);
  });

  it('[N9] goes from what is written, when it vanishes and when it is deleted', async () => {
    const { net, ada, bob } = await pair();
    await ada.chat.setTimer(60_000);
    await net.clock.advance(300);
    let gone = 0;
    const keepable = keepTalk(bob.chat);
    keepable.onGone!(() => void (gone += 1));
    const holds = (words: string) => keepable.snapshot().some((piece) => Buffer.from(piece).includes(words));
    const of = await say(net, ada, 'TOPSECRET');
    await say(net, ada, 'OTHERSECRET');
    expect([gone, holds('TOPSECRET'), holds('OTHERSECRET')]).toEqual([0, true, true]);
    void ada.chat.room.send({ kind: 'delete', of });
    await net.clock.advance(1_000);
    expect([gone, holds('TOPSECRET'), holds('OTHERSECRET')]).toEqual([1, false, true]);
    await net.clock.advance(60_000);
    expect([gone, holds('OTHERSECRET')]).toEqual([2, false]);
  });

  it('is told piece by piece, each message once, what was restored never', async () => {
    const { net, ada, bob } = await pair();
    await say(net, ada, 'one');
    const pieces = await keptBy(ada);
    const told: number[] = [];
    const keepable = keepTalk(bob.chat);
    for (const piece of pieces) keepable.restore(piece);
    await net.clock.advance(300);
    keepable.onChange((piece) => void told.push(piece.length));
    const before = told.length;
    await say(net, ada, 'two');
    expect(told.length).toBe(before + 1);
  });

  it('has the small files that the talk names, and brings back only those', async () => {
    const { net, ada } = await pair();
    const [stays, goes] = [await attach(net, ada, 1), await attach(net, ada, 2)];
    const told: Uint8Array[] = [];
    keepTalk(ada.chat).onChange((piece) => void told.push(piece));
    const before = await keptBy(ada);
    void ada.chat.room.send({ kind: 'delete', of: goes.of });
    await net.clock.advance(300);
    const later = createChatNet(8);
    for (const pieces of [[...before, ...(await keptBy(ada))], told]) {
      const back = await later.join('Ada', { identity: ada.identity });
      const keepable = keepTalk(back.chat);
      expect(pieces.map((piece) => keepable.restore(piece))).toEqual(pieces.map(() => true));
      await later.clock.advance(500);
      expect(back.chat.blobs.get(stays.file).value).toEqual({ kind: 'here', bytes: Uint8Array.of(1) });
      expect(back.chat.blobs.get(goes.file).value).toEqual({ kind: 'missing' });
      back.crash();
    }
    expect((await keptBy(ada)).length).toBe(before.length - 1);
  });

  it('holds so many bytes of files, those of the newest messages', async () => {
    const { net, ada } = await pair();
    const sizes = Array.from({ length: 10 }, (_, index) => 2 ** 21 - index);
    for (const size of sizes) await attach(net, ada, size);
    const files = (await keptBy(ada)).map(decodeKeptFile).filter((file) => file.ok);
    expect(files.map(({ value }) => value.data.length)).toEqual(sizes.slice(2).toReversed());
    expect(files.every(({ value }) => value.isOwn)).toBe(true);
  });

  it('goes out in runs that are no longer than what goes to others', async () => {
    const { net, ada } = await pair();
    for (let i = 0; i < 8; i += 1) await say(net, ada, 'x'.repeat(10_000));
    const runs = (await keptBy(ada)).map(decodeKeptTalk).flatMap((talk) => (talk.ok ? talk.value.runs : []));
    expect(runs.map(({ items }) => items.length)).toEqual([3, 3, 2]);
  });

  it('changed by somebody is not taken', async () => {
    const { net, ada } = await pair();
    await say(net, ada, 'true');
    const [piece] = await keptBy(ada);
    const changed = Uint8Array.from(piece!);
    changed[Buffer.from(piece!).indexOf('true')] = 0x66;
    const later = createChatNet(8);
    const back = await later.join('Ada', { identity: ada.identity });
    keepTalk(back.chat).restore(changed);
    await later.clock.advance(500);
    expect(textsOf(back)).toEqual([]);
  });
});

describe('small files', () => {
  it('[A1] come from whoever has them when their author has left', async () => {
    const { net, ada, bob } = await pair();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 7);
    const added = await ada.chat.blobs.add(bytes, { name: 'a.bin', type: '' });
    if (!added.ok) throw new Error(added.error);
    void ada.chat.room.send({ kind: 'text', text: 'look', attachments: [added.value] });
    await net.clock.advance(500);
    bob.chat.blobs.get(added.value);
    await net.clock.advance(3_000);
    const late = await net.join('Zoe');
    await net.clock.advance(1_000);
    ada.crash();
    const state = late.chat.blobs.get(added.value);
    await net.clock.advance(5_000);
    expect(state.value).toEqual({ kind: 'here', bytes });
  });

  it('are missing while nobody has them, and come when somebody does', async () => {
    const { net, ada, bob } = await pair();
    const added = await ada.chat.blobs.add(Uint8Array.of(1), { name: 'a', type: '' });
    if (!added.ok) throw new Error(added.error);
    void ada.chat.room.send({ kind: 'text', text: 'look', attachments: [added.value] });
    await net.clock.advance(500);
    net.split({ Ada: 1 });
    const state = bob.chat.blobs.get(added.value);
    await net.clock.advance(10_000);
    expect(state.value).toEqual({ kind: 'missing' });
    net.split({});
    await net.clock.advance(6_000);
    expect(state.value).toMatchObject({ kind: 'here' });
  });

  it('go with the message that named them', async () => {
    const { net, ada } = await pair();
    const added = await ada.chat.blobs.add(Uint8Array.of(1), { name: 'a', type: '' });
    if (!added.ok) throw new Error(added.error);
    const sent = ada.chat.room.send({ kind: 'text', text: 'look', attachments: [added.value] });
    await net.clock.advance(3_000);
    const of = await sent;
    void ada.chat.room.send({ kind: 'delete', of: of.ok ? of.value : '' });
    await net.clock.advance(3_000);
    expect(ada.chat.blobs.get(added.value).value).toEqual({ kind: 'missing' });
  });

  it('larger than may be are refused', async () => {
    const { ada } = await pair();
    const facts = { name: 'a', type: '' };
    expect(await ada.chat.blobs.add(new Uint8Array(2 ** 21 + 1), facts)).toEqual({
      ok: false,
      error: 'too-large',
    });
  });
});
