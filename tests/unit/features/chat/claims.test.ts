// What members say of themselves and of others, and cannot be checked: how much of it counts.

import { describe, expect, test } from 'vitest';
import { CLOCK_OFF_SHOWN_MS } from '../../../../src/features/chat/clock-watch.ts';
import { MAX_AHEAD_MS } from '../../../../src/features/chat/log/hybrid-clock.ts';
import type { Run } from '../../../../src/features/chat/log/run.ts';
import { createChatNet, messagesOf, textsOf } from '../../../support/chat-net.ts';
import { text } from '../../../support/chat-writers.ts';
import { craft, refTo } from '../../../support/crafted-entries.ts';

async function scene() {
  const net = createChatNet(11);
  const [ada, bob, mallory] = [await net.join('Ada'), await net.join('Bob'), await net.join('Mallory')];
  await net.clock.advance(500);
  const say = async (words: string) => {
    const sending = bob.chat.room.send({ kind: 'text', text: words });
    await net.clock.advance(300);
    const sent = await sending;
    return sent.ok ? sent.value : '';
  };
  return { net, ada, mallory, say };
}

describe('of a clock', () => {
  test('[N3] a refusal of what was not said lately puts no banner up', async () => {
    const net = createChatNet(13);
    const [ada, mallory] = [await net.join('Ada'), await net.join('Mallory')];
    await net.clock.advance(500);
    const refuse = (seq: number) => net.inject(mallory, ada, 'chat-exchange', { type: 'refused', seq });
    refuse(0);
    void ada.chat.room.send({ kind: 'text', text: 'hello' });
    await net.clock.advance(120_000);
    refuse(0);
    refuse(1);
    expect(ada.chat.isClockOff.value).toBe(false);
    void ada.chat.room.send({ kind: 'text', text: 'now' });
    await net.clock.advance(300);
    refuse(1);
    expect(ada.chat.isClockOff.value).toBe(true);
    await net.clock.advance(CLOCK_OFF_SHOWN_MS);
    expect(ada.chat.isClockOff.value).toBe(false);
  });

  test('who leaves out every second word makes one row, with a number of bounds', async () => {
    const { net, ada, mallory } = await scene();
    for (const seq of [...Array.from({ length: 25 }, (_, index) => 2 * index), 2 ** 32 - 1]) {
      const at = {
        seq,
        prev: new Uint8Array(32).fill(seq === 0 ? 0 : 1),
        ms: 1_763_000_000_600 + (seq % 999),
      };
      const { run } = await craft(mallory, text(`${seq}`), at);
      net.inject(mallory, ada, 'chat', { type: 'say', run });
    }
    await net.clock.advance(6_000);
    const gaps = ada.chat.room.rows.value.filter((row) => row.kind === 'notice');
    expect(gaps).toEqual([expect.objectContaining({ what: 'gap', by: mallory.identity.id, count: 5_000 })]);
  });

  test('who dates their words to last week or to 1970 is marked, counted, and stays near their place', async () => {
    const { net, ada, mallory, say } = await scene();
    await say('now');
    const ms = 1_763_000_000_000 - 7 * 86_400_000;
    const { run } = await craft(mallory, text('I said this a week ago'), { ms, sentMs: 0 });
    net.inject(mallory, ada, 'chat', { type: 'say', run });
    await net.clock.advance(300);
    const [first, second] = messagesOf(ada.chat);
    expect(first).toMatchObject({ atMs: ms - MAX_AHEAD_MS, cameAtMs: expect.any(Number) });
    expect(second?.cameAtMs).toBeUndefined();
    expect(ada.chat.unread.value).toBe(2);
  });
});

describe('of a reaction', () => {
  test.each(['x', '\n[10:02] Anna: yes', '👍👍', '👍\u202e'])(
    'only one emoji shows: not %j',
    async (emoji) => {
      const { net, ada, mallory, say } = await scene();
      const of = refTo(await say('mine'));
      const { run } = await craft(mallory, { kind: 'react', of, emoji, on: true }, {});
      net.inject(mallory, ada, 'chat', { type: 'say', run });
      await net.clock.advance(300);
      expect(messagesOf(ada.chat)[0]?.reactions).toEqual([]);
    },
  );
});

describe('of what was said', () => {
  test.each([
    ['as fast as anybody may', 0, 35],
    ['in slow mode', 60_000, 3],
  ])('[C6] that was never said, only handed over, is taken %s', async (_, everyMs, most) => {
    const room = { slowModeMs: () => everyMs };
    const net = createChatNet(12);
    const [ada, mallory] = [await net.join('Ada', { room }), await net.join('Mallory')];
    await net.clock.advance(500);
    // She says nothing, and holds all of it ready.
    let prev = new Uint8Array(32);
    const runs: Run[] = [];
    for (let seq = 0; seq < 300; seq += 1) {
      const { entry, run } = await craft(mallory, text(`${seq}`), {
        seq,
        prev,
        ms: 1_763_000_000_600 + seq,
      });
      prev = entry.hash;
      runs.push(run);
    }
    await mallory.chat.threadOf('room').restore(runs);
    net.split({ Mallory: 1 });
    net.split({});
    await net.clock.advance(1_000);
    expect(messagesOf(ada.chat).length).toBeGreaterThan(0);
    expect(messagesOf(ada.chat).length).toBeLessThanOrEqual(most);
    await net.clock.advance(60_000);
    expect(messagesOf(ada.chat).length).toBeLessThanOrEqual(everyMs > 0 ? most + 2 : 35 + 61 * 3);
  });

  test('what was said before somebody came is theirs at once', async () => {
    const net = createChatNet(12);
    const ada = await net.join('Ada');
    for (let round = 0; round < 10; round += 1) {
      for (let i = 0; i < 30; i += 1) void ada.chat.room.send({ kind: 'text', text: `${round} ${i}` });
      await net.clock.advance(10_000);
    }
    const late = await net.join('Zoe');
    await net.clock.advance(3_000);
    expect(textsOf(late)).toHaveLength(300);
  });
});
