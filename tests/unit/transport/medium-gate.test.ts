import { beforeEach, describe, expect, test } from 'vitest';
import { createMediumGate, type MediumGate } from '../../../src/transport/medium-gate.ts';
import type { NegotiationMessage } from '../../../src/transport/negotiation-message.ts';

const offer = (round: number): NegotiationMessage => ({ type: 'offer', round, sdp: 'v=0' });
const ANSWER: NegotiationMessage = { type: 'answer', round: 1, sdp: 'v=0' };
const CANDIDATE: NegotiationMessage = { type: 'candidate', round: 1, candidate: 'c', mid: '0', lineIndex: 0 };

let isDoubted: boolean;
let probes: ((hasAnswered: boolean) => void)[];
let passed: NegotiationMessage[];
let gate: MediumGate;

beforeEach(() => {
  isDoubted = false;
  probes = [];
  passed = [];
  gate = createMediumGate({
    isDoubted: () => isDoubted,
    probe: (listener) => probes.push(listener),
    pass: (message) => passed.push(message),
  });
});

describe('[R8] what a medium says of a link that works', () => {
  test('is not believed: an offer makes us ask the other side, and an answer ends it', () => {
    gate.take(offer(1));
    expect([passed, probes.length]).toEqual([[], 1]);
    probes[0]?.(true);
    isDoubted = true;
    gate.onDoubted();
    expect(passed).toEqual([]);
  });

  test('is believed when the other side does not answer over the link', () => {
    gate.take(offer(1));
    probes[0]?.(false);
    expect(passed).toEqual([offer(1)]);
  });

  test('is believed when the link falls silent meanwhile, and once', () => {
    gate.take(offer(1));
    isDoubted = true;
    gate.onDoubted();
    probes[0]?.(false);
    expect(passed).toEqual([offer(1)]);
  });

  test('asks one question however much is said, and the last offer counts', () => {
    for (let round = 1; round <= 100; round += 1) gate.take(offer(round));
    expect(probes).toHaveLength(1);
    probes[0]?.(false);
    expect(passed).toEqual([offer(100)]);
  });

  test('an answer is ignored, candidates pass', () => {
    gate.take(ANSWER);
    gate.take(CANDIDATE);
    expect([passed, probes.length]).toEqual([[CANDIDATE], 0]);
  });
});

test('everything passes while the link is interrupted', () => {
  isDoubted = true;
  for (const message of [offer(1), ANSWER, CANDIDATE]) gate.take(message);
  expect([passed, probes.length]).toEqual([[offer(1), ANSWER, CANDIDATE], 0]);
});
