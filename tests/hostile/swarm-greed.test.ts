// One who asks for much and takes nothing.

import { expect, it } from 'vitest';
import { makeFile } from '../support/swarm-files.ts';
import { createSwarmNet } from '../support/swarm-net.ts';

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
