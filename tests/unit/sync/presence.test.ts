import { describe, expect, test } from 'vitest';
import { createSimWorld } from '../../support/make-room.ts';
import { joinAndShare } from '../../support/shared-room.ts';

async function pair(seed: number, lossRate = 0) {
  const world = createSimWorld(seed, { lossRate });
  const ada = await joinAndShare(world, 'Ada');
  const bob = await joinAndShare(world, 'Bob');
  await world.clock.until(() => ada.room.sees.length === 1 && bob.room.sees.length === 1, 20_000);
  const seen = () => ada.docs.presence.states.value.get(bob.room.self.peerId);
  return { world, clock: world.clock, ada, bob, seen };
}

describe('presence', () => {
  test('[Y8] is there in a moment, with every field, and goes when its person goes', async () => {
    const { clock, bob, seen } = await pair(1);
    bob.docs.presence.set('cursor', { x: 0.5, y: 3 });
    bob.docs.presence.set('typing', true);
    await clock.advance(150);
    expect(seen()).toEqual({ cursor: { x: 0.5, y: 3 }, typing: true });
    bob.docs.presence.set('typing', undefined);
    await clock.advance(150);
    expect(seen()).toEqual({ cursor: { x: 0.5, y: 3 } });
    expect(bob.docs.presence.own.value).toEqual(seen());
    bob.docs.dispose();
    bob.room.leave();
    await clock.advance(5_000);
    expect(seen()).toBeUndefined();
  });

  test('[Y8] is sent at most twenty times a second, the last state always', async () => {
    const { world, clock, bob, seen } = await pair(2);
    world.network.traffic.reset();
    for (let i = 0; i < 1_000; i += 1) {
      bob.docs.presence.set('x', i);
      await clock.advance(1);
    }
    await clock.advance(500);
    expect(seen()).toEqual({ x: 999 });
    expect(world.network.traffic.channels.realtime.frames).toBeLessThanOrEqual(24);
  });

  test('[Y8] arrives although messages are lost', async () => {
    for (const seed of [3, 4, 5]) {
      const { clock, bob, seen } = await pair(seed, 0.3);
      bob.docs.presence.set('away', true);
      await clock.advance(60_000);
      expect([seed, seen()]).toEqual([seed, { away: true }]);
    }
  });

  test('[Y8] of somebody nothing is heard of is dropped, and a newcomer is told', async () => {
    const { world, clock, bob, seen } = await pair(6);
    bob.docs.presence.set('typing', true);
    await clock.advance(500);
    const cem = await joinAndShare(world, 'Cem');
    await clock.until(() => cem.docs.presence.states.value.size === 1, 20_000);
    bob.docs.dispose();
    await clock.advance(70_000);
    expect(seen()).toBeUndefined();
  });

  test('has at most 2,000 characters', async () => {
    const { bob } = await pair(7);
    expect(() => bob.docs.presence.set('x', 'x'.repeat(2_000))).toThrow(RangeError);
    expect(bob.docs.presence.own.value).toEqual({});
  });
});
