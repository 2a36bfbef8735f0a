// One who asks for much and takes nothing, or claims without end.

import { expect, it, vi } from 'vitest';
import { createTokenBucket } from '../../src/primitives/token-bucket.ts';
import { HAVE_RATE } from '../../src/swarm/limits.ts';
import type { SwarmMessage } from '../../src/swarm/protocol.ts';
import { SwarmCore } from '../../src/swarm/swarm-core.ts';
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

it('[F5] HAVE beyond the rate are dropped, and memory stays as it is', async () => {
  const scene = await stageSwarm({ leechers: 2, sizeBytes: MIB });
  const [flooder, other] = scene.leechers;
  const key = keyed(scene.id).key;
  const message: SwarmMessage = { type: 'have', key, runs: [0, 16] };
  await scene.net.clock.advance(200);
  const heard = vi.spyOn(SwarmCore.prototype, 'addHave');
  for (let times = 0; times < 100_000; times += 1) other!.swarms.onMessage(flooder!.id, message);
  expect(heard.mock.calls.length).toBeGreaterThan(0);
  expect(heard.mock.calls.length).toBeLessThanOrEqual(HAVE_RATE.burst);
  heard.mockRestore();
  // Ten million, a thousand in each millisecond: nothing but the allowance is looked at.
  const allowance = createTokenBucket(HAVE_RATE);
  let taken = 0;
  for (let times = 0; times < 10_000_000; times += 1) if (allowance.take(times / 1_000)) taken += 1;
  expect(taken).toBeLessThanOrEqual(HAVE_RATE.burst + 10 * HAVE_RATE.perSecond);
  await scene.untilWhole([other!], 60_000);
  expect(scene.hasFile(other!)).toBe(true);
});
