// Members who do not keep to the rules of the talk: they know the room, prove who they are, and send what they like. What
// they say in the name of others is not taken, what they do to others' messages has no effect, and the page goes on.

import { describe, expect, test } from 'vitest';
import { CLOCK_OFF_SHOWN_MS } from '../../src/features/chat/clock-watch.ts';
import { encodeContent, type Content } from '../../src/features/chat/log/content.ts';
import type { Entry } from '../../src/features/chat/log/entry.ts';
import { MAX_AHEAD_MS } from '../../src/features/chat/log/hybrid-clock.ts';
import { MAX_CONTENT_BYTES, type Run } from '../../src/features/chat/log/run.ts';
import { chatProtocol } from '../../src/features/chat/protocol.ts';
import { peerIdBytes } from '../../src/primitives/ids.ts';
import {
  createChatNet,
  messagesOf,
  shownBy,
  textsOf,
  type ChatNet,
  type ChatNode,
} from '../support/chat-net.ts';
import { makeWriter, runOf, text } from '../support/chat-writers.ts';
import { craft, refTo } from '../support/crafted-entries.ts';

interface Scene {
  readonly net: ChatNet;
  readonly ada: ChatNode;
  readonly bob: ChatNode;
  readonly mallory: ChatNode;
}

async function scene(): Promise<Scene> {
  const net = createChatNet(11, { keepsSent: true });
  const [ada, bob, mallory] = [await net.join('Ada'), await net.join('Bob'), await net.join('Mallory')];
  await net.clock.advance(500);
  return { net, ada, bob, mallory };
}

async function say({ net }: Scene, { chat }: ChatNode, words: string): Promise<string> {
  const sending = chat.room.send({ kind: 'text', text: words });
  await net.clock.advance(300);
  const sent = await sending;
  return sent.ok ? sent.value : '';
}

describe('in the name of somebody else', () => {
  test('[N2] nothing is said live: not by a changed entry, not by a true one', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    await say(all, bob, 'mine');
    const said = net.sent.find(
      ({ from, message }) => from === bob.peerId && (message as { type: string }).type === 'say',
    );
    const { run } = said!.message as { run: Run };
    const items = run.items.map((item) => ({ ...item, content: encodeContent(text('not mine')) }));
    net.inject(mallory, ada, 'chat', { type: 'say', run: { ...run, seq: 1, items } });
    net.inject(mallory, ada, 'chat', { type: 'say', run });
    await net.clock.advance(10_000);
    expect(textsOf(ada)).toEqual(['mine']);
  });

  test('[N7] what is handed on with a signature that is none is dropped, blamed on who handed it on, and told', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    await say(all, bob, 'mine');
    const head = { peer: peerIdBytes(bob.peerId), base: 0, next: 5, hash: new Uint8Array(8), fault: 0 };
    net.inject(mallory, ada, 'chat-exchange', { type: 'heads', heads: [head], asks: false });
    await net.clock.advance(10);
    const want = net.sent.findLast(
      ({ to, message }) => to === mallory.peerId && (message as { type: string }).type === 'want',
    );
    const { id } = want!.message as { id: number };
    const { run } = await craft(mallory, text('bob says'), { seq: 1 });
    const forged = { ...run, key: bob.identity.publicKey };
    net.inject(mallory, ada, 'chat-exchange', { type: 'batch', id, runs: [forged], isLast: true });
    await net.clock.advance(100);
    expect(textsOf(ada)).toEqual(['mine']);
    expect(ada.chat.room.rows.value.at(-1)).toMatchObject({
      what: 'forged',
      by: mallory.identity.id,
      count: 1,
    });
    // For a while nothing of hers is taken.
    const own = await craft(mallory, text('hers'), {});
    net.inject(mallory, ada, 'chat', { type: 'say', run: own.run });
    await net.clock.advance(100);
    expect(textsOf(ada)).toEqual(['mine']);
  });

  test('[N6] an answer that nobody asked for is not looked at', async () => {
    const { net, ada, mallory } = await scene();
    const { run } = await craft(mallory, text('unasked'), {});
    net.inject(mallory, ada, 'chat-exchange', { type: 'batch', id: 77, runs: [run], isLast: true });
    await net.clock.advance(100);
    expect(textsOf(ada)).toEqual([]);
  });

  test('[N8] nobody edits, deletes or takes back', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    const id = await say(all, bob, 'mine');
    void bob.chat.room.send({ kind: 'react', of: id, emoji: '👍', on: true });
    await net.clock.advance(300);
    let prev = new Uint8Array(32);
    const acts: Content[] = [
      { kind: 'edit', of: refTo(id), text: 'hers', mentions: [] },
      { kind: 'delete', of: refTo(id) },
      { kind: 'react', of: refTo(id), emoji: '👍', on: false },
    ];
    for (const [seq, act] of acts.entries()) {
      const { entry, run } = await craft(mallory, act, { seq, prev, ms: 1_763_000_002_000 + seq });
      prev = entry.hash;
      net.inject(mallory, ada, 'chat', { type: 'say', run });
    }
    await net.clock.advance(300);
    expect(ada.chat.threads.value[0]!.log.order).toHaveLength(5);
    expect(messagesOf(ada.chat)[0]).toMatchObject({
      body: { text: 'mine' },
      reactions: [{ emoji: '👍', by: [bob.identity.id] }],
    });
  });

  test('[N1] a room’s words are not said in another', async () => {
    const { net, ada, mallory } = await scene();
    const elsewhere = await makeWriter(5, {
      identity: mallory.identity,
      namespace: new Uint8Array(16).fill(99),
    });
    const run = runOf(elsewhere, [await elsewhere.say('from the other room')]);
    net.inject(mallory, ada, 'chat', { type: 'say', run });
    await net.clock.advance(100);
    expect(textsOf(ada)).toEqual([]);
  });
});

describe('an author who lies about their own', () => {
  test('[N4] by two things at once is cut there by all, with a notice, though each heard one', async () => {
    const { net, ada, bob, mallory } = await scene();
    const first = await craft(mallory, text('hello'), {});
    const at = { seq: 1, prev: first.entry.hash, ms: 1_763_000_003_000 };
    const [one, other] = [await craft(mallory, text('to ada'), at), await craft(mallory, text('to bob'), at)];
    for (const to of [ada, bob]) net.inject(mallory, to, 'chat', { type: 'say', run: first.run });
    net.inject(mallory, ada, 'chat', { type: 'say', run: one.run });
    net.inject(mallory, bob, 'chat', { type: 'say', run: other.run });
    await net.clock.advance(90_000);
    for (const each of [ada, bob]) {
      expect(textsOf(each)).toEqual(['hello']);
      expect(each.chat.room.rows.value.at(-1)).toMatchObject({ what: 'fork', by: mallory.identity.id });
    }
    const late = await net.join('Zoe');
    await net.clock.advance(2_000);
    expect(shownBy(late)).toEqual(shownBy(ada));
  });

  test('[N8] by a vote a hundred times counts once, and never with more than there may be', async () => {
    const all = await scene();
    const { net, ada, mallory } = all;
    void ada.chat.room.send({ kind: 'poll', question: 'Tea?', options: ['yes', 'no'], multiple: false });
    await net.clock.advance(300);
    const of = refTo(messagesOf(ada.chat)[0]!.id);
    let prev = new Uint8Array(32);
    for (let seq = 0; seq < 100; seq += 1) {
      const choices = seq === 99 ? [0, 1] : [seq % 2];
      const made = await craft(
        mallory,
        { kind: 'vote', of, choices },
        { seq, prev, ms: 1_763_000_004_000 + seq },
      );
      prev = made.entry.hash;
      net.inject(mallory, ada, 'chat', { type: 'say', run: made.run });
    }
    await net.clock.advance(500);
    expect(messagesOf(ada.chat)[0]?.body).toMatchObject({ votes: [[mallory.identity.id], []] });
  });

  test('[N3] by a clock of next week is not taken, is told, and holds up nobody’s clock', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    const sending = mallory.chat.room.send({ kind: 'text', text: 'fine' });
    await net.clock.advance(300);
    await sending;
    const { log } = mallory.chat.threadOf('room');
    const [{ hash: prev }] = log.order as readonly [Entry];
    const ms = 1_763_000_000_000 + MAX_AHEAD_MS + 60_000;
    const { run } = await craft(mallory, text('from the future'), { ms, seq: 0, prev: new Uint8Array(32) });
    const later = await craft(mallory, text('and more'), { ms, seq: 1, prev });
    for (const to of [ada, bob])
      for (const each of [run, later.run]) net.inject(mallory, to, 'chat', { type: 'say', run: each });
    await say(all, bob, 'now');
    expect(textsOf(ada)).toEqual(['fine', 'now']);
    // Of three one is off: it is told, and nobody else.
    const areOff = () => [ada, bob, mallory].map(({ chat }) => chat.isClockOff.value);
    expect(areOff()).toEqual([false, false, true]);
    await net.clock.advance(CLOCK_OFF_SHOWN_MS);
    expect(areOff()).toEqual([false, false, false]);
  });

  test('[N3] by a clock of tonight pins nothing to the bottom', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    const { run } = await craft(mallory, text('last word'), {
      ms: 1_763_000_000_000 + MAX_AHEAD_MS - 60_000,
    });
    for (const to of [ada, bob]) net.inject(mallory, to, 'chat', { type: 'say', run });
    await net.clock.advance(100);
    await say(all, bob, 'no');
    expect(textsOf(ada)).toEqual(['last word', 'no']);
  });
});

describe('too much', () => {
  test('a thousand messages in a second are taken a few at a time, and the others are heard', async () => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    let prev = new Uint8Array(32);
    for (let seq = 0; seq < 1_000; seq += 1) {
      const { entry, run } = await craft(mallory, text(`${seq}`), { seq, prev, ms: 1_763_000_001_000 + seq });
      prev = entry.hash;
      net.inject(mallory, ada, 'chat', { type: 'say', run });
    }
    await net.clock.advance(1_000);
    expect(messagesOf(ada.chat).length).toBeLessThanOrEqual(35);
    await say(all, bob, 'still here');
    expect(textsOf(ada).at(-1)).toBe('still here');
  });

  test('in one message never reaches the talk', async () => {
    const { net, ada, mallory } = await scene();
    const { run } = await craft(mallory, new Uint8Array(MAX_CONTENT_BYTES + 1), {});
    expect(chatProtocol.message.parse({ type: 'say', run }).ok).toBe(false);
    net.inject(mallory, ada, 'chat', { type: 'say', run });
    await net.clock.advance(100);
    expect(ada.chat.threads.value[0]!.log.order).toEqual([]);
  });

  test.each([
    ['noise', new Uint8Array(100).fill(0xff)],
    ['nothing', new Uint8Array()],
    ['a text beyond its length', encodeContent(text('x'.repeat(10_001)))],
    ['a text of blanks', encodeContent(text(' \n'))],
  ])('%s shows no row and breaks nothing', async (_, content) => {
    const all = await scene();
    const { net, ada, bob, mallory } = all;
    const { run } = await craft(mallory, content, {});
    for (const to of [ada, bob]) net.inject(mallory, to, 'chat', { type: 'say', run });
    await say(all, bob, 'hello');
    expect([textsOf(ada), textsOf(bob)]).toEqual([['hello'], ['hello']]);
  });

  test('heads of everybody and their mothers cost a bounded number of questions', async () => {
    const { net, ada, mallory } = await scene();
    const heads = Array.from({ length: 512 }, (_, index) => {
      const peer = new Uint8Array(16);
      new DataView(peer.buffer).setUint32(0, index);
      return { peer, base: 0, next: 2 ** 32, hash: new Uint8Array(8), fault: 0 };
    });
    for (let i = 0; i < 50; i += 1)
      net.inject(mallory, ada, 'chat-exchange', { type: 'heads', heads, asks: false });
    await net.clock.advance(60_000);
    const asked = net.sent.filter(
      ({ from, message }) => from === ada.peerId && (message as { type: string }).type === 'want',
    );
    expect(asked.length).toBeLessThan(20);
  });
});
