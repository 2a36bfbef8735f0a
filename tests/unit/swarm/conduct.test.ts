// What is remembered of those who were in a swarm, and who is forgotten when that is too much.

import { expect, it } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { Conducts } from '../../../src/swarm/conduct.ts';
import { MAX_CONDUCTS } from '../../../src/swarm/limits.ts';

const CHUNK_BYTES = 65_536;
const peer = (number: number) => `peer ${number}` as PeerId;

function makeConducts() {
  const partners = new Map<PeerId, unknown>();
  return { partners, conducts: new Conducts(CHUNK_BYTES, partners) };
}

function crowd(conducts: Conducts, count: number): void {
  for (let number = 0; number < count; number += 1) conducts.of(peer(number));
}

it('[F4] who comes back is met as who it was', () => {
  const { conducts } = makeConducts();
  conducts.of(peer(1)).badChunks = 1;
  crowd(conducts, MAX_CONDUCTS);
  expect(conducts.of(peer(1)).badChunks).toBe(1);
});

it('the banned, those with a fault and those who take part are not pushed out by a crowd that did nothing', () => {
  const { conducts, partners } = makeConducts();
  const names = ['banned', 'faulty', 'pushy', 'partner'];
  const before = names.map((name) => conducts.of(name as PeerId));
  const [banned, faulty, pushy] = before;
  banned!.isBanned = true;
  faulty!.badChunks = 1;
  pushy!.lateBytes -= 1;
  partners.set('partner' as PeerId, {});
  crowd(conducts, 4 * MAX_CONDUCTS);
  const after = names.map((name) => conducts.of(name as PeerId));
  expect(after.map((conduct, at) => conduct === before[at])).toEqual([true, true, true, true]);
});

it('memory is bounded even when all are banned: the one of longest ago is forgotten', () => {
  const { conducts } = makeConducts();
  for (let number = 0; number <= MAX_CONDUCTS; number += 1) conducts.of(peer(number)).isBanned = true;
  const last = conducts.of(peer(MAX_CONDUCTS + 1));
  expect(last.isBanned).toBe(false);
  expect(conducts.of(peer(MAX_CONDUCTS)).isBanned).toBe(true);
  expect(conducts.of(peer(0)).isBanned).toBe(false);
});
