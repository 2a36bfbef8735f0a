import { describe, expect, test } from 'vitest';
import { ANNOUNCE_MS, MAX_MEMBERS, MEMBER_UNSEEN_MS } from '../../../src/mesh/membership.ts';
import { MAX_CARD_BYTES } from '../../../src/mesh/membership-protocol.ts';
import { encodeUtf8 } from '../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { ADA, announcement, BEN, BYE, createScene, entryOf, SELF } from './membership-scene.ts';

describe('[M1] one who announces itself', () => {
  test('is a member, with what it says of itself', async () => {
    const { membership, hear, seen } = createScene();
    expect(await hear(ADA, announcement(ADA, { links: 5, card: 'Ada' }))).toBe(true);
    expect(membership.members.get(ADA)).toMatchObject({ links: 5, card: encodeUtf8('Ada') });
    expect(seen.map(({ entry }) => entry.peerId)).toEqual([ADA]);
  });

  test('with an entry of somebody else, or a forged one, is no honest peer and no member', async () => {
    const { membership, hear } = createScene();
    expect(await hear(ADA, announcement(BEN))).toBe(false);
    expect(await hear(ADA, announcement('forged' as PeerId))).toBe(false);
    expect(membership.members.size).toBe(0);
  });

  test('is gone 90 s after it was heard last, whatever it was heard with', async () => {
    const { membership, hear, clock, gone } = createScene();
    await hear(ADA, announcement(ADA));
    await hear(BEN, announcement(BEN));
    await clock.advance(50_000);
    membership.onHeard(ADA);
    await clock.advance(MEMBER_UNSEEN_MS - 50_000);
    expect(gone).toEqual([[BEN, false]]);
    await clock.advance(49_999);
    expect(membership.members.has(ADA)).toBe(true);
    await clock.advance(1);
    expect(gone).toEqual([
      [BEN, false],
      [ADA, false],
    ]);
  });

  test('and was silent for too long is back with the next announcement', async () => {
    const { membership, hear, clock } = createScene();
    await hear(ADA, announcement(ADA));
    await clock.advance(200_000);
    expect(membership.members.size).toBe(0);
    await hear(ADA, announcement(ADA));
    expect(membership.members.size).toBe(1);
  });

  test('more often than is honest is not looked at', async () => {
    const { hear, clock, seen } = createScene();
    for (let issued = 1; issued <= 100; issued += 1) {
      await hear(ADA, announcement(ADA, { issued }));
      await clock.advance(100);
    }
    expect(seen.length).toBeLessThan(20);
  });

  test('is as its last word says, though an earlier one came later', async () => {
    const { hear, membership } = createScene();
    await hear(ADA, announcement(ADA, { card: 'new' }), 2);
    await hear(ADA, announcement(ADA, { card: 'old' }), 1);
    expect(membership.members.get(ADA)?.card).toEqual(encodeUtf8('new'));
  });

  test('with an older entry than is known is not taken for newer', async () => {
    const { membership, hear } = createScene();
    await hear(ADA, announcement(ADA, { issued: 5, card: 'new' }));
    await hear(ADA, announcement(ADA, { issued: 4, card: 'old' }));
    expect(membership.members.get(ADA)?.card).toEqual(encodeUtf8('new'));
  });
});

describe('[M1] one who says goodbye', () => {
  test('is gone at once, and what was under way does not bring it back', async () => {
    const { hear, membership, gone } = createScene();
    await hear(ADA, announcement(ADA, { issued: 7 }), 20);
    await hear(ADA, BYE, 23);
    expect(gone).toEqual([[ADA, true]]);
    await hear(ADA, announcement(ADA, { issued: 7 }), 21);
    // The entry was new, and the goodbye overtook the announcement that told it.
    await hear(ADA, announcement(ADA, { issued: 8 }), 22);
    expect(membership.members.size).toBe(0);
    expect(membership.goodbyeAtMs(ADA)).toBe(0);
    await hear(ADA, announcement(ADA, { issued: 8 }), 24);
    expect(membership.members.size).toBe(1);
    expect(membership.goodbyeAtMs(ADA)).toBe(undefined);
  });

  test('while its announcement is looked into, or before any of it came, is no member', async () => {
    const { hear, membership, seen } = createScene();
    const announcing = hear(ADA, announcement(ADA), 1);
    await hear(ADA, BYE, 2);
    await announcing;
    await hear(BEN, BYE, 2);
    await hear(BEN, announcement(BEN), 1);
    expect(membership.members.size).toBe(0);
    expect(seen).toEqual([]);
  });

  test('and is back before that is heard stays', async () => {
    const { hear, membership, gone } = createScene();
    await hear(ADA, announcement(ADA), 1);
    await hear(ADA, announcement(ADA), 3);
    await hear(ADA, BYE, 2);
    expect(membership.members.has(ADA)).toBe(true);
    expect(gone).toEqual([]);
  });

  test('is known to leave otherwise: old copies of its entry do not bring it back', async () => {
    const { hear, membership } = createScene();
    await hear(ADA, announcement(ADA, { issued: 7 }));
    membership.forget(ADA);
    await hear(ADA, announcement(ADA, { issued: 7 }));
    expect(membership.members.size).toBe(0);
    await hear(ADA, announcement(ADA, { issued: 8 }));
    expect(membership.members.size).toBe(1);
  });

  test('and was not known changes nothing', async () => {
    const { hear, gone } = createScene();
    expect(await hear(ADA, BYE)).toBe(true);
    expect(gone).toEqual([]);
  });
});

describe('what is said of oneself', () => {
  test('is nothing in a full mesh, not even a goodbye', async () => {
    const { membership, clock, said } = createScene();
    membership.announceSoon();
    await clock.advance(300_000);
    expect(membership.sayGoodbye()).toBe(false);
    expect(said).toEqual([]);
  });

  test('goes out at once, and then about every minute', async () => {
    const { membership, clock, announcedAtMs } = createScene();
    membership.setAnnouncing(true);
    await clock.advance(10 * 60_000);
    const atMs = announcedAtMs();
    expect(atMs[0]).toBe(0);
    for (const [index, each] of atMs.slice(1).entries()) {
      const pauseMs = each - (atMs[index] ?? 0);
      expect(pauseMs).toBeGreaterThanOrEqual(0.8 * ANNOUNCE_MS);
      expect(pauseMs).toBeLessThanOrEqual(ANNOUNCE_MS);
    }
    expect(atMs.length).toBeGreaterThanOrEqual(10);
  });

  test('goes out soon when it changes, and not again and again', async () => {
    const { membership, clock, announcedAtMs } = createScene();
    membership.setAnnouncing(true);
    await clock.advance(10_000);
    for (let i = 0; i < 30; i += 1) {
      membership.announceSoon();
      await clock.advance(100);
    }
    expect(announcedAtMs()).toEqual([0, 10_000, 12_000]);
  });

  test('goes out early when somebody may have lost the way, and not again and again', async () => {
    const { membership, hear, clock, announcedAtMs } = createScene();
    membership.setAnnouncing(true);
    await clock.advance(30_000);
    await hear(ADA, announcement(ADA));
    await clock.advance(1_000);
    // Newcomers are told of everybody by their neighbours.
    expect(announcedAtMs()).toHaveLength(1);
    membership.announceAgain();
    await clock.advance(1_000);
    expect(announcedAtMs()).toHaveLength(2);
    membership.announceAgain();
    await clock.advance(8_000);
    expect(announcedAtMs()).toHaveLength(2);
    await clock.advance(3_000);
    expect(announcedAtMs()).toHaveLength(3);
  });

  test('ends with a goodbye, or when the mesh is full again', async () => {
    const { membership, clock, said } = createScene();
    membership.setAnnouncing(true);
    await clock.advance(1_000);
    expect(membership.sayGoodbye()).toBe(true);
    membership.setAnnouncing(false);
    await clock.advance(300_000);
    expect(said.map(({ type }) => type)).toEqual(['ANNOUNCE', 'BYE']);
  });

  test('waits for an entry', async () => {
    const { membership, clock, setOwn, said } = createScene();
    setOwn(undefined);
    membership.setAnnouncing(true);
    await clock.advance(1_000);
    expect(said).toEqual([]);
    setOwn({ entry: entryOf(SELF), links: 0, card: new Uint8Array() });
    membership.announceSoon();
    await clock.advance(2_000);
    expect(said).toHaveLength(1);
  });
});

describe('[M2] bounds', () => {
  test('at most 1,024 members are known, and there is room again when some are gone', async () => {
    const { membership, hear } = createScene();
    for (let i = 0; i < MAX_MEMBERS + 50; i += 1) {
      const peerId = `member-${i}` as PeerId;
      expect(await hear(peerId, announcement(peerId))).toBe(true);
    }
    expect(membership.members.size).toBe(1_024);
    await hear('member-3' as PeerId, BYE);
    await hear(ADA, announcement(ADA));
    expect(membership.members.has(ADA)).toBe(true);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['another type', encodeUtf8('hello')],
    ['a card too large', announcement(ADA, { card: 'x'.repeat(MAX_CARD_BYTES + 1) })],
    ['a message too large', new Uint8Array(4_000)],
  ])('%s is not honest', async (_, payload) => {
    expect(await createScene().hear(ADA, Uint8Array.from(payload))).toBe(false);
  });

  test('nothing waits once it is disposed', async () => {
    const { membership, hear, clock } = createScene();
    membership.setAnnouncing(true);
    await hear(ADA, announcement(ADA));
    await clock.advance(1_000);
    membership.dispose();
    expect(clock.pendingTimers).toBe(0);
  });
});
