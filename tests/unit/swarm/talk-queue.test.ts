// Words that the room does not take now go later, in their order, and hold up nobody else.

import { describe, expect, it } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import type { SwarmMessage } from '../../../src/swarm/protocol.ts';
import {
  GIVE_UP_WORD_MS,
  MAX_WAITING_WORDS,
  RETRY_WORDS_MS,
  TalkQueue,
} from '../../../src/swarm/talk-queue.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const [noor, amara] = ['noor', 'amara'] as [PeerId, PeerId];

const word = (number: number): SwarmMessage => ({ type: 'leave', key: new Uint8Array([number]) });

function makeQueue() {
  const clock = createSimClock();
  const told: string[] = [];
  const taking = { of: new Map<PeerId, number>(), refuses: -1 };
  const queue = new TalkQueue(clock, (to, { key }) => {
    const left = taking.of.get(to) ?? Infinity;
    if (left < 1 || key[0] === taking.refuses) return false;
    taking.of.set(to, left - 1);
    told.push(`${to} ${key[0]}`);
    return true;
  });
  return { clock, told, taking, queue };
}

describe('words to partners', () => {
  it('[F19] wait where they are not taken, and go in their order', async () => {
    const { clock, told, taking, queue } = makeQueue();
    taking.of.set(noor, 1);
    expect([1, 2, 3].map((number) => queue.say(noor, word(number)))).toEqual([true, true, true]);
    queue.say(amara, word(4));
    expect(told).toEqual(['noor 1', 'amara 4']);
    taking.of.set(noor, 1);
    await clock.advance(RETRY_WORDS_MS);
    queue.say(noor, word(5));
    taking.of.set(noor, 9);
    await clock.advance(RETRY_WORDS_MS);
    expect(told).toEqual(['noor 1', 'amara 4', 'noor 2', 'noor 3', 'noor 5']);
  });

  it('are refused beyond a bound, and forgotten with their partner', async () => {
    const { clock, told, taking, queue } = makeQueue();
    taking.of.set(noor, 0);
    for (let at = 0; at < MAX_WAITING_WORDS; at += 1) expect(queue.say(noor, word(at % 256))).toBe(true);
    expect(queue.say(noor, word(1))).toBe(false);
    queue.forget(noor);
    taking.of.delete(noor);
    await clock.advance(RETRY_WORDS_MS);
    expect(told).toEqual([]);
  });

  it('that are never taken hold those behind them up for a while only', async () => {
    const { clock, told, taking, queue } = makeQueue();
    taking.refuses = 1;
    for (const number of [1, 2]) queue.say(noor, word(number));
    await clock.advance(GIVE_UP_WORD_MS - RETRY_WORDS_MS);
    expect(told).toEqual([]);
    await clock.advance(2 * RETRY_WORDS_MS);
    expect(told).toEqual(['noor 2']);
  });
});
