// A partner that says anything at any time, each message well-formed: nothing throws, nothing grows, and the others get
// their file all the same.

import { describe, expect, it, vi } from 'vitest';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { encodeChunkFrame } from '../support/chunk-frames.ts';
import type { SwarmMessage, SwarmNews } from '../../src/swarm/protocol.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SEEDS = seedsToRun([1, 2, 3, 4]);
const CHUNKS = 32;
const ROUNDS = 400;

vi.setConfig({ testTimeout: 60_000 });

function randomRuns(random: RandomSource): number[] {
  const runs: number[] = [];
  for (let at = randomInteger(random, 8); at > 0; at -= 1)
    runs.push(randomInteger(random, CHUNKS + 4), randomInteger(random, 6));
  return randomInteger(random, 3) === 0 ? runs : [randomInteger(random, CHUNKS), 1];
}

function randomMessage(random: RandomSource, key: Bytes): SwarmMessage {
  const flag = () => (randomInteger(random, 2) === 0 ? {} : { whole: true });
  const some = (length: number) => random.bytes(length);
  const kinds: readonly (() => SwarmMessage)[] = [
    () => ({ type: 'accept', key, bits: some(CHUNKS / 8), ...flag() }),
    () => ({ type: 'accept', key, deals: true, answer: true, ...flag() }),
    () => ({ type: 'accept', key, paused: true }),
    () => ({ type: 'accept', key, bits: some(randomInteger(random, 8)) }),
    () => ({ type: 'have', key, runs: randomRuns(random), ...flag() }),
    () => ({ type: 'ask', key, slices: [randomInteger(random, 3)], top: true }),
    () => ({
      type: 'leaves',
      key,
      from: randomInteger(random, 600),
      hashes: some(32 * randomInteger(random, 3)),
    }),
    () => ({ type: 'top', key, root: some(32), slices: some(32) }),
    () => ({ type: 'request', key, runs: randomRuns(random) }),
    () => ({ type: 'request', key, runs: [0, CHUNKS], urgent: true }),
    () => ({ type: 'cancel', key, runs: randomRuns(random) }),
    () => ({ type: 'none', key, runs: randomRuns(random) }),
    () => ({ type: 'leave', key }),
  ];
  return kinds[randomInteger(random, kinds.length)]!();
}

function randomNews(random: RandomSource, key: Bytes): SwarmNews {
  const offer = {
    key,
    name: 'x',
    mime: '',
    size: randomInteger(random, 9),
    chunk: 16_384,
    root: random.bytes(32),
  } as const;
  const kinds: readonly SwarmNews[] = [
    { type: 'offer', offers: [offer] },
    { type: 'withdraw', keys: [key] },
    { type: 'hold', holds: [{ key, whole: randomInteger(random, 2) === 0 }] },
  ];
  return kinds[randomInteger(random, kinds.length)]!;
}

describe.each(SEEDS)('seed %i', (seed) => {
  it('of messages, news and chunks from one partner', async () => {
    const random = createSeededRandom(seed);
    const scene = await stageSwarm({ seed, leechers: 3, sizeBytes: 2 * MIB });
    const [storm, ...others] = scene.leechers;
    const key = Uint8Array.from(scene.id, (letter) => letter.charCodeAt(0));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { swarms } of [scene.seeder, ...others]) {
        const { id } = storm!;
        swarms.onMessage(id, randomMessage(random, key));
        if (randomInteger(random, 4) === 0) swarms.onNews(id, randomNews(random, key));
        const index = randomInteger(random, CHUNKS + 2);
        const offset = 16 * KIB * randomInteger(random, 4);
        const bytes = new Uint8Array(1 + randomInteger(random, 16 * KIB));
        if (randomInteger(random, 4) === 0)
          swarms.onFrame(id, encodeChunkFrame({ key, index, offset, bytes }));
        if (randomInteger(random, 9) === 0) swarms.onFrame(id, random.bytes(randomInteger(random, 40)));
      }
      await scene.net.clock.advance(randomInteger(random, 20));
    }
    await scene.untilWhole(others, 120_000);
    expect(others.map((peer) => scene.hasFile(peer))).toEqual([true, true]);
    const blamed = [scene.seeder, ...others].flatMap((peer) => peer.blamed);
    expect(blamed.filter((line) => !line.startsWith(storm!.id))).toEqual([]);
  });
});
