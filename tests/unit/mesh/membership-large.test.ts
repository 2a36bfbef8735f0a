import { describe, expect, test } from 'vitest';
import { announceMs, unseenMs } from '../../../src/mesh/membership.ts';
import { encodeUtf8 } from '../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { ADA, announcement, BEN, BYE, createScene } from './membership-scene.ts';

describe('[M4] in a room of more than 240', () => {
  /** So many others who announced themselves. */
  async function fill({ hear }: ReturnType<typeof createScene>, count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const peerId = `member-${i}` as PeerId;
      await hear(peerId, announcement(peerId));
    }
  }

  test('all together announce four times a second, and who is silent one and a half times as long is gone', () => {
    expect([1, 240, 480, 1_000].map(announceMs)).toEqual([60_000, 60_000, 120_000, 250_000]);
    expect([1, 240, 480].map(unseenMs)).toEqual([90_000, 90_000, 180_000]);
  });

  test('one announces itself as seldom, and waits as long for others', async () => {
    const scene = createScene();
    const { clock, membership, announcedAtMs, gone } = scene;
    await fill(scene, 480);
    membership.setAnnouncing(true);
    await clock.advance(179_999);
    expect(gone).toEqual([]);
    const [first = 0, second = 0, ...more] = announcedAtMs();
    expect(second - first).toBeGreaterThanOrEqual(0.8 * 120_000);
    expect(more).toEqual([]);
    await clock.advance(1);
    expect(gone).toHaveLength(480);
  });

  test('those who stay are not forgotten when others leave, though they still announce themselves as seldom', async () => {
    const scene = createScene();
    const { clock, membership, hear } = scene;
    await fill(scene, 480);
    await fill(scene, 480);
    for (let i = 10; i < 480; i += 1) await hear(`member-${i}` as PeerId, BYE);
    await clock.advance(170_000);
    expect(membership.members.size).toBe(10);
  });
});

describe('[M3] one who is told of by others', () => {
  test('counts as heard when it spoke, and is listed for 30 s at least', async () => {
    const { clock, hear, gone, membership } = createScene();
    await hear(ADA, announcement(ADA), 1, 50_000);
    await hear(BEN, announcement(BEN), 1, 110_000);
    expect(membership.heardAtMs(ADA)).toBe(-50_000);
    await clock.advance(30_000);
    expect(gone).toEqual([[BEN, false]]);
    await clock.advance(10_000);
    expect(gone).toEqual([
      [BEN, false],
      [ADA, false],
    ]);
  });

  test('is what it said last, whoever tells something older', async () => {
    const { hear, membership } = createScene();
    await hear(ADA, announcement(ADA, { card: 'new' }), 7);
    await hear(ADA, announcement(ADA, { card: 'old' }), 6, 60_000);
    expect(membership.members.get(ADA)?.card).toEqual(encodeUtf8('new'));
    expect(membership.heardAtMs(ADA)).toBe(0);
    expect(Array.from(membership.announcements(), ([peer, { ageMs }]) => [peer, ageMs])).toEqual([[ADA, 0]]);
  });

  test('and said goodbye meanwhile does not come back', async () => {
    const { hear, membership } = createScene();
    await hear(ADA, BYE, 7);
    await hear(ADA, announcement(ADA), 6, 60_000);
    expect(membership.members.size).toBe(0);
  });
});
