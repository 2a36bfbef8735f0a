// Somebody comes into a talk whose history is longer than an answer may be, by several people.

import { describe, expect, test } from 'vitest';
import { createChatNet, messagesOf } from '../../../support/chat-net.ts';
import { makeWriter, runOf } from '../../../support/chat-writers.ts';

/** Of the conversation in chat-net.ts. */
const NAMESPACE = new Uint8Array(16).fill(5);
/** Together more than the eight batches of 32 KiB that are one answer. */
const AUTHORS = 3;
const EACH = 40;
const LONG = 'x'.repeat(8_000);

describe('a long history of several people', () => {
  test('[N6] is there at once, not with the next comparison', async () => {
    const net = createChatNet(11);
    const holder = await net.join('Ada');
    for (let author = 0; author < AUTHORS; author += 1) {
      const writer = await makeWriter(100 + author, { namespace: NAMESPACE });
      for (let said = 0; said < EACH; said += 1)
        await holder.chat.threadOf('room').restore([runOf(writer, [await writer.say(LONG)])]);
    }
    expect(messagesOf(holder.chat)).toHaveLength(AUTHORS * EACH);
    const newcomer = await net.join('Ben');
    await net.clock.advance(5_000);
    expect(messagesOf(newcomer.chat)).toHaveLength(AUTHORS * EACH);
  });
});
