// What nobody holds, as its receiver is told of it.

import { expect, it } from 'vitest';
import { formatHex } from '../../src/primitives/bytes.ts';
import { createMemoryStores } from '../support/memory-chunks.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const MIB = 2 ** 20;

it('[F8] what is missing is counted to the last piece, in however many places it lies', async () => {
  const scene = await stageSwarm({ leechers: 0, sizeBytes: 16 * MIB });
  const { net, seeder, file, id } = scene;
  const rootOf = () => seeder.swarms.snapshot(id)?.root;
  await net.clock.until(() => rootOf() !== undefined, 10_000, 10);
  const stores = createMemoryStores();
  const everyOther = Array.from({ length: 128 }, (_, at) => [2 * at, file.chunk(2 * at)] as const);
  stores.kept.set(formatHex(rootOf()!), new Map(everyOther));
  const peer = net.add({ stores });
  net.link(peer, seeder);
  await net.clock.until(() => peer.swarms.offers.length > 0, 10_000, 10);
  net.unlink(peer, seeder);
  peer.swarms.accept(id);
  await net.clock.until(() => scene.state(peer) === 'stuck', 10_000, 10);
  expect(peer.swarms.snapshot(id)).toMatchObject({ unheldCount: 128, haveBytes: 8 * MIB });
});
