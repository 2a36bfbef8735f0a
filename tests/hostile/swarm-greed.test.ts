// One who asks for much and takes nothing, or claims without end.

import { expect, it, vi } from 'vitest';
import { HAVE_RATE } from '../../src/swarm/limits.ts';
import type { SwarmMessage } from '../../src/swarm/protocol.ts';
import { SwarmCore } from '../../src/swarm/swarm-core.ts';
import { heldBytes } from '../support/held-bytes.ts';
import { makeFile } from '../support/swarm-files.ts';
import { createSwarmNet } from '../support/swarm-net.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

function keyed(id: string) {
  return { id, key: Uint8Array.from(id, (letter) => letter.charCodeAt(0)) };
}

it('requests for many files by one who takes nothing have little read for it, of all together', async () => {
  const net = createSwarmNet(1);
  const [giver, greedy] = [net.add(), net.add()];
  net.link(giver, greedy);
  let reads = 0;
  const offered = Array.from({ length: 40 }, (_, at) => {
    const { manifest, source } = makeFile({ clock: net.clock, sizeBytes: MIB, seed: at + 1 });
    const get = (index: number) => {
      reads += 1;
      return source.reader.get(index);
    };
    return giver.swarms.offer(manifest, { ...source, reader: { get } });
  });
  await net.clock.advance(1_000);
  giver.isFrozen = true;
  for (const { id, key } of offered.map((each) => keyed(each.ok ? each.value : ''))) {
    giver.swarms.onMessage(greedy.id, { type: 'accept', key });
    giver.swarms.onMessage(greedy.id, { type: 'request', key, runs: [0, 16], urgent: true });
    expect(giver.swarms.snapshot(id)?.sources).toHaveLength(1);
  }
  await net.clock.advance(5_000);
  expect(reads).toBeGreaterThan(16);
  // What is read and waits, and what the link has taken.
  expect(reads * 64 * KIB).toBeLessThanOrEqual(3 * MIB);
  giver.isFrozen = false;
  const [first] = offered;
  greedy.swarms.accept(first?.ok ? first.value : '');
  const state = () => greedy.swarms.snapshot(first?.ok ? first.value : '')?.state.kind;
  await net.clock.until(() => state() === 'complete', 60_000);
});

it('[F5] of a hundred thousand HAVE at once those beyond the burst are dropped, and the file comes', async () => {
  const { scene, flooder, other, message } = await stageFlood();
  const heard = vi.spyOn(SwarmCore.prototype, 'addHave');
  for (let times = 0; times < 100_000; times += 1) other.swarms.onMessage(flooder.id, message);
  expect(heard.mock.calls.length).toBeGreaterThan(0);
  expect(heard.mock.calls.length).toBeLessThanOrEqual(HAVE_RATE.burst);
  heard.mockRestore();
  await scene.untilWhole([other], 60_000);
  expect(scene.hasFile(other)).toBe(true);
});

it('[F5] a million messages of 128 HAVE each, in ten seconds, leave nothing in memory, and no timer', async () => {
  const { scene, flooder, other, message } = await stageFlood();
  const { clock } = scene.net;
  await scene.untilWhole(scene.leechers);
  await clock.advance(10_000);
  let heard = 0;
  const spy = vi.spyOn(SwarmCore.prototype, 'addHave');
  const flood = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      for (let times = 0; times < 10_000; times += 1) other.swarms.onMessage(flooder.id, message);
      // What was called is held by the spy.
      heard += spy.mock.calls.length;
      spy.mockClear();
      await clock.advance(100);
    }
  };
  // Whatever is compiled and made once is there then.
  await flood(1);
  const before = heldBytes();
  await flood(100);
  const grownBytes = heldBytes() - before;
  spy.mockRestore();
  expect(heard).toBeGreaterThan(HAVE_RATE.burst);
  expect(heard).toBeLessThanOrEqual(HAVE_RATE.burst + 11 * HAVE_RATE.perSecond);
  // A quarter of a byte for each.
  expect(grownBytes).toBeLessThan(256 * KIB);
  expect(clock.pendingTimers).toBe(0);
  expect(other.swarms.snapshot(scene.id)?.sources).toHaveLength(2);
});

/** Two fetch a file, and one of them may say much. Each HAVE names every second chunk: no list of runs is longer. */
async function stageFlood() {
  const scene = await stageSwarm({ leechers: 2, sizeBytes: 16 * MIB });
  const [flooder, other] = scene.leechers;
  await scene.net.clock.advance(200);
  const runs = Array.from({ length: 128 }, (_, at) => [2 * at, 1]).flat();
  const message: SwarmMessage = { type: 'have', key: keyed(scene.id).key, runs };
  return { scene, flooder: flooder!, other: other!, message };
}
