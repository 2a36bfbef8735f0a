// Thousands of long texts whose signatures are far apart, as they are after a long way: no answer has room for all that
// one signature vouches for. They are there seconds after the first link, and not with one comparison after the other.

import { describe, expect, test, vi } from 'vitest';
import type { Run } from '../../src/features/chat/log/run.ts';
import { MAX_RUN_ENTRIES } from '../../src/features/chat/log/run.ts';
import { createChatNet, textsOf, type ChatNet, type ChatNode } from '../support/chat-net.ts';
import { makeWriter, runOf } from '../support/chat-writers.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Of the conversation in chat-net.ts. */
const NAMESPACE = new Uint8Array(16).fill(5);
const AUTHORS = 5;
const EACH = 1_000;
const LONG = 'x'.repeat(2_000);
/** Ten megabytes, over links of 20 ms. */
const THERE_WITHIN_MS = 10_000;

async function write(author: number): Promise<readonly Run[]> {
  const writer = await makeWriter(100 + author, { namespace: NAMESPACE });
  const runs: Run[] = [];
  for (let at = 0; at < EACH; at += MAX_RUN_ENTRIES) {
    const entries = [];
    for (let i = at; i < Math.min(at + MAX_RUN_ENTRIES, EACH); i += 1)
      entries.push(await writer.say(`${author}/${i} ${LONG}`));
    runs.push(runOf(writer, entries));
  }
  return runs;
}

const withWords = (node: ChatNode) => textsOf(node).filter((text) => text.endsWith(LONG)).length;

/** Virtual milliseconds until somebody has all of it; Infinity when it takes longer than it may. */
async function waitForAll(net: ChatNet, node: ChatNode): Promise<number> {
  for (let waitedMs = 0; waitedMs <= THERE_WITHIN_MS; waitedMs += 250) {
    if (withWords(node) === AUTHORS * EACH) return waitedMs;
    await net.clock.advance(250);
  }
  return Infinity;
}

describe('5,000 long texts under few signatures', () => {
  test('are there within seconds of the first link', async () => {
    const net = createChatNet(21);
    const holder = await net.join('Ada');
    for (let author = 0; author < AUTHORS; author += 1)
      await holder.chat.threadOf('room').restore(await write(author));
    expect(withWords(holder)).toBe(AUTHORS * EACH);
    const newcomer = await net.join('Ben');
    expect(await waitForAll(net, newcomer)).toBeLessThanOrEqual(THERE_WITHIN_MS);
    expect(textsOf(newcomer)).toEqual(textsOf(holder));
  });
});
