import { expect, test } from 'vitest';
import { routerId, SLOTS } from '../../../src/discovery/namespace.ts';
import { err, ok } from '../../../src/primitives/result.ts';
import type { PeerId, TransportId } from '../../../src/primitives/ids.ts';
import { createLookAround } from '../../../src/room/look-around.ts';
import type { Endpoint, Link } from '../../../src/transport/transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const namespace = new Uint8Array(16).fill(4);
const HOUR_MS = 3_600_000;

function looking(found: PeerId | undefined, isAnybodyThere = true) {
  const clock = createSimClock();
  const dialled: TransportId[] = [];
  const endpoint = {
    dial(address: TransportId) {
      dialled.push(address);
      return Promise.resolve(isAnybodyThere ? ok({} as Link) : err({ code: 'no-such-peer', detail: '' }));
    },
  } as unknown as Endpoint;
  const lookAround = createLookAround({
    clock,
    random: createSeededRandom(1),
    namespace,
    endpoints: () => [endpoint],
    adopt: () => Promise.resolve(found),
  });
  return { clock, dialled, lookAround };
}

test('[R10] every router address is looked at, soon at first and seldom then', async () => {
  const { clock, dialled } = looking('ann' as PeerId);
  await clock.advance(30_000);
  expect(dialled).toHaveLength(1);
  await clock.advance(HOUR_MS);
  expect(dialled.length).toBeGreaterThan(8);
  expect(dialled.length).toBeLessThan(26);
  expect(new Set(dialled)).toEqual(new Set(SLOTS.map((slot) => routerId(namespace, slot))));
});

test('[R10] where somebody is and nothing comes of it, twice; where nobody is, once', async () => {
  const [fruitless, empty] = [looking(undefined), looking(undefined, false)];
  for (const { clock } of [fruitless, empty]) await clock.advance(30_000);
  expect([fruitless.dialled.length, empty.dialled.length]).toEqual([2, 1]);
});

test('ends with the room', async () => {
  const { clock, dialled, lookAround } = looking('ann' as PeerId);
  lookAround.dispose();
  await clock.advance(HOUR_MS);
  expect(dialled).toEqual([]);
});
