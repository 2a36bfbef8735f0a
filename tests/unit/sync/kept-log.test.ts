// A life of a kept log with crashes, full disks and compactions at random: what was confirmed is there afterwards.

import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { decodeUtf8, encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { randomInteger } from '../../../src/primitives/random.ts';
import { openKeptLog } from '../../../src/sync/kept-log.ts';
import { sealingOf } from '../../contract/kept-log-contract.ts';
import { createFaultyStore } from '../../support/faulty-store.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const STEPS = 60;

async function live(seed: number): Promise<{ readonly expected: Set<string>; readonly found: Set<string> }> {
  const random = createSeededRandom(seed);
  const disk = createMemoryStore();
  const sealing = await sealingOf(`room ${seed}`);
  const confirmed = new Set<string>();
  let faulty = createFaultyStore(disk);
  let opened = await openKeptLog(faulty, sealing);
  for (let step = 0; step < STEPS; step += 1) {
    if (!opened.ok) throw new Error(`seed ${seed}, step ${step}: ${opened.error}`);
    const { log } = opened.value;
    const dice = randomInteger(random, 10);
    if (dice < 6) {
      const text = `${seed}/${step}`;
      if ((await log.append(encodeUtf8(text))).ok) confirmed.add(text);
    } else if (dice < 8) await log.compact(Array.from(confirmed, encodeUtf8));
    else if (dice < 9) faulty.failWrites('full', randomInteger(random, 6));
    else {
      faulty = createFaultyStore(disk);
      opened = await openKeptLog(faulty, sealing);
    }
  }
  const last = await openKeptLog(disk, sealing);
  const texts = last.ok ? last.value.found.map((each) => decodeUtf8(each) ?? '') : [];
  expect(last, `seed ${seed}`).toMatchObject({ ok: true, value: { lost: 0 } });
  return { expected: confirmed, found: new Set(texts) };
}

describe('a kept log', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('loses nothing that was confirmed (seed %i)', async (seed) => {
    const { expected, found } = await live(seed);
    expect(expected.size, `seed ${seed}`).toBeGreaterThan(0);
    expect(found, `seed ${seed}`).toEqual(expected);
  });
});
