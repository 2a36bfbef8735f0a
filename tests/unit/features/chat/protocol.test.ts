import { expect, it } from 'vitest';
import { MAX_RUNS } from '../../../../src/features/chat/exchange/messages.ts';
import { MAX_TEXT_LENGTH } from '../../../../src/features/chat/api.ts';
import {
  chatExchangeProtocol,
  chatProtocol,
  directProtocol,
} from '../../../../src/features/chat/protocol.ts';
import { encodeMessage } from '../../../../src/primitives/codec.ts';
import { makeWriter, runOf, text } from '../../../support/chat-writers.ts';

const accepts = (message: unknown) => chatProtocol.message.parse(message).ok;

it('refuses what is no message of its own', async () => {
  const ada = await makeWriter(1);
  const run = runOf(ada, [await ada.say('hello')]);
  expect([accepts({ type: 'say', run }), accepts({ type: 'typing' })]).toEqual([true, false]);
  for (const message of [
    'text',
    { type: 'shout', run },
    { type: 'say', run: { ...run, key: new Uint8Array(64) } },
    { type: 'say', run: { ...run, seq: -1 } },
    { type: 'say', run: { ...run, items: [{ ...run.items[0], ms: 0.5 }] } },
  ])
    expect(accepts(message)).toBe(false);
});

it('[N2] says one entry at a time, in the room and between two', async () => {
  const ada = await makeWriter(1);
  const [one, two] = [await ada.say('one'), await ada.say('two')];
  for (const [entries, isFine] of [
    [[one], true],
    [[one, two], false],
  ] as const) {
    const said = { type: 'say', run: runOf(ada, entries) };
    expect(accepts(said)).toBe(isFine);
    expect(directProtocol.message.parse({ pair: new Uint8Array(64), said }).ok).toBe(isFine);
  }
  expect(accepts({ type: 'say', run: { ...runOf(ada, [one]), items: [] } })).toBe(false);
});

it('lets the longest text of any script through its frame limits', async () => {
  const ada = await makeWriter(1);
  const reply = { peer: new Uint8Array(16), seq: 2 ** 32 - 1 };
  const file = {
    hash: new Uint8Array(32),
    size: 2 ** 21,
    name: '가'.repeat(255),
    type: 'application/octet-stream',
  };
  const mentions = Array.from({ length: 20 }, () => new Uint8Array(32));
  const files = Array.from({ length: 10 }, () => file);
  const longest = { ...text('가'.repeat(MAX_TEXT_LENGTH)), reply, mentions, files };
  const run = runOf(ada, [await ada.do(longest)]);
  const batch = { type: 'batch', id: 2 ** 32 - 1, runs: [run], isLast: true } as const;
  expect(run.items[0]?.content).toBeDefined();
  expect(chatProtocol.message.parse({ type: 'say', run }).ok).toBe(true);
  expect(encodeMessage({ type: 'say', run }).length).toBeLessThanOrEqual(chatProtocol.maxBytes);
  expect(encodeMessage(batch).length).toBeLessThanOrEqual(chatExchangeProtocol.maxBytes);
  const direct = { pair: new Uint8Array(64), said: batch };
  expect(encodeMessage(direct).length).toBeLessThanOrEqual(directProtocol.maxBytes);
});

it('holds a bounded number of runs in a batch', async () => {
  const ada = await makeWriter(1);
  const run = runOf(ada, [await ada.say('hello')]);
  const batch = { type: 'batch', id: 0, runs: Array.from({ length: MAX_RUNS + 1 }, () => run), isLast: true };
  expect(chatExchangeProtocol.message.parse(batch).ok).toBe(false);
});
