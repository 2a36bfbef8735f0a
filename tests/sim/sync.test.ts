// Shared documents in simulated rooms: whoever comes, goes, is cut off or edits at once, all agree in the end.

import { describe, expect, test, vi } from 'vitest';
import { createSimWorld, type SimWorld } from '../support/make-room.ts';
import { allAgree, contentOf, joinAndShare, KEY, type SharingRoom } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 120_000 });

async function meet(world: SimWorld, names: readonly string[]): Promise<readonly SharingRoom[]> {
  const rooms: SharingRoom[] = [];
  for (const name of names) rooms.push(await joinAndShare(world, name, { isPlain: true }));
  await world.clock.until(() => rooms.every(({ room }) => room.sees.length === names.length - 1), 30_000);
  return rooms;
}

describe('two people', () => {
  test('see what the other writes, at once', async () => {
    const world = createSimWorld(1);
    const [ada, bob] = (await meet(world, ['Ada', 'Bob'])) as [SharingRoom, SharingRoom];
    ada.doc.text('text').insert(0, 'Hello');
    ada.doc.map('map').set('k', { a: [1, 2.5, null, true] });
    bob.doc.list('list').push('x', 1);
    await world.clock.advance(100);
    expect(bob.doc.text('text').toString()).toBe('Hello');
    bob.doc.text('text').insert(5, ' world');
    await world.clock.advance(100);
    expect(contentOf(ada.doc)).toBe('[[["k",{"a":[1,2.5,null,true]}]],["x",1],"Hello world"]');
    expect(allAgree([ada, bob])).toBe(true);
  });

  test('who type at once lose no letter', async () => {
    const world = createSimWorld(2);
    const rooms = await meet(world, ['Ada', 'Bob']);
    for (let i = 0; i < 40; i += 1) {
      for (const { doc, room } of rooms) doc.text('text').insert(doc.text('text').length, room.name[0] ?? '');
      await world.clock.advance(15);
    }
    await world.clock.advance(500);
    expect(allAgree(rooms)).toBe(true);
    const letters = rooms[0]?.doc.text('text').toString() ?? '';
    expect(Array.from(letters).sort().join('')).toBe('A'.repeat(40) + 'B'.repeat(40));
  });

  test('[Y3] are told of what is typed quickly twenty times a second, and of the first letter at once', async () => {
    const world = createSimWorld(3);
    const [ada, bob] = (await meet(world, ['Ada', 'Bob'])) as [SharingRoom, SharingRoom];
    let changes = 0;
    let firstAfterMs = 0;
    const startMs = world.clock.nowMs();
    bob.doc.text('text').observe(() => {
      firstAfterMs ||= world.clock.nowMs() - startMs;
      changes += 1;
    });
    for (let i = 0; i < 200; i += 1) {
      ada.doc.text('text').insert(i, 'x');
      await world.clock.advance(5);
    }
    await world.clock.advance(200);
    expect(bob.doc.text('text').length).toBe(200);
    expect(firstAfterMs).toBeLessThan(40);
    expect(changes).toBeLessThanOrEqual(21);
  });

  test('[Y2] who come back to the room write under another name of their own, so that nothing is taken for old', async () => {
    const world = createSimWorld(4);
    const ada = await joinAndShare(world, 'Ada');
    const bob = await joinAndShare(world, 'Bob');
    await world.clock.until(() => ada.doc.isSynced.value && bob.room.sees.length === 1, 30_000);
    ada.doc.text('text').insert(0, 'before ');
    await world.clock.advance(500);
    ada.docs.dispose();
    ada.room.leave();
    await world.clock.advance(5_000);
    const again = await joinAndShare(world, 'Ada', { identity: ada.room.identity, sharing: { visit: 1 } });
    // Written before anything of the others is known.
    again.doc.text('text').insert(0, 'after ');
    await world.clock.until(() => again.room.sees.length === 1 && bob.room.sees.length === 1, 30_000);
    await world.clock.advance(2_000);
    expect(allAgree([again, bob])).toBe(true);
    expect(bob.doc.text('text').toString()).toContain('before ');
    expect(bob.doc.text('text').toString()).toContain('after ');
  });
});

describe('somebody who comes later', () => {
  test('[Y4] gets everything, from one neighbour and not from each', async () => {
    const world = createSimWorld(5);
    const rooms = await meet(world, ['Ada', 'Bob', 'Cem', 'Dag', 'Eva', 'Fay']);
    for (let i = 0; i < 300; i += 1)
      rooms[i % 6]?.doc.list('list').push({ text: `line ${i} ${'x'.repeat(1_000)}` });
    await world.clock.advance(5_000);
    expect(allAgree(rooms)).toBe(true);
    world.network.traffic.reset();
    const late = await joinAndShare(world, 'Late', { isPlain: true });
    expect(late.doc.isSynced.value).toBe(false);
    await world.clock.until(() => late.doc.isSynced.value, 10_000);
    expect(allAgree([...rooms, late])).toBe(true);
    await world.clock.advance(5_000);
    const { bytes } = world.network.traffic.channels.bulk;
    expect(bytes).toBeGreaterThan(300_000);
    expect(bytes).toBeLessThan(2 * 310_000);
  });

  test('[Y4] gets a document of several megabytes, with a text in one piece that is larger than a message', async () => {
    const world = createSimWorld(6);
    const ada = await joinAndShare(world, 'Ada');
    ada.doc.text('text').insert(0, 'é🎉'.repeat(700_000));
    for (let i = 0; i < 20; i += 1) ada.doc.map('map').set(`k${i}`, 'y'.repeat(100_000));
    ada.doc.list('list').push(...Array.from({ length: 2_000 }, (_, i) => `${i}`.repeat(200)));
    const bob = await joinAndShare(world, 'Bob');
    await world.clock.until(() => bob.room.sees.length === 1 && bob.doc.isSynced.value, 60_000);
    expect(bob.doc.snapshot().length).toBeGreaterThan(7_000_000);
    expect(allAgree([ada, bob])).toBe(true);
  });

  test('is in agreement at once where there is nothing, and alone', async () => {
    const world = createSimWorld(7);
    const ada = await joinAndShare(world, 'Ada');
    expect(ada.doc.isSynced.value).toBe(false);
    await world.clock.until(() => ada.room.state.value.kind === 'open', 20_000);
    expect(ada.doc.isSynced.value).toBe(true);
    const bob = await joinAndShare(world, 'Bob');
    await world.clock.until(() => bob.room.sees.length === 1 && bob.doc.isSynced.value, 5_000);
    expect(bob.docs.facts.value.pendingUpdates).toBe(0);
  });

  test('finds a document that others have open only now', async () => {
    const world = createSimWorld(8);
    const [ada, bob] = (await meet(world, ['Ada', 'Bob'])) as [SharingRoom, SharingRoom];
    ada.docs.open('later', { space: 'later' }).text('text').insert(0, 'written before');
    // Too much for one message: Bob is told that there is something, and does not know of what.
    ada.docs.open('later', { space: 'later' }).map('m').set('k', 'x'.repeat(100_000));
    await world.clock.advance(1_000);
    const doc = bob.docs.open('later', { space: 'later' });
    await world.clock.advance(1_000);
    expect(doc.text('text').toString()).toBe('written before');
    expect(doc.map<string>('m').get('k')).toHaveLength(100_000);
    expect(doc.isSynced.value).toBe(true);
  });
});

describe('two halves', () => {
  test('that edited apart for an hour agree when they see each other again, with everything of both', async () => {
    const world = createSimWorld(9);
    const rooms = await meet(world, ['Ada', 'Bob', 'Cem', 'Dag', 'Eva', 'Fay']);
    rooms[0]?.doc.text('text').insert(0, 'start');
    await world.clock.advance(2_000);
    const [left, right] = [rooms.slice(0, 3), rooms.slice(3)];
    world.network.partition(
      left.map(({ room }) => room.machine),
      right.map(({ room }) => room.machine),
    );
    for (let minute = 0; minute < 60; minute += 1) {
      const [one, other] = [left[minute % 3], right[minute % 3]];
      one?.doc.list('list').push(`left ${minute}`);
      other?.doc.list('list').push(`right ${minute}`);
      one?.doc.map('map').set('last', `left ${minute}`);
      other?.doc.text('text').delete(0, Math.min(1, other.doc.text('text').length));
      await world.clock.advance(60_000);
    }
    expect(allAgree(left)).toBe(true);
    expect(allAgree(right)).toBe(true);
    expect(allAgree(rooms)).toBe(false);
    world.network.heal();
    await world.clock.until(() => rooms.every(({ room }) => room.sees.length === 5), 180_000, 500);
    await world.clock.until(() => allAgree(rooms), 10_000);
    const [room] = rooms;
    expect(room?.doc.list('list').length).toBe(120);
    expect(room?.doc.map('map').get('last')).toBe('left 59');
    expect(room?.doc.text('text').toString()).toBe('');
  });

  test('[Y4] that only deleted apart agree too', async () => {
    const world = createSimWorld(10);
    const rooms = await meet(world, ['Ada', 'Bob']);
    const [ada, bob] = rooms as [SharingRoom, SharingRoom];
    ada.doc.list('list').push(1, 2, 3, 4, 5, 6);
    await world.clock.advance(1_000);
    world.network.cut(ada.room.machine, bob.room.machine);
    await world.clock.advance(120_000);
    ada.doc.list('list').delete(0, 2);
    bob.doc.list('list').delete(4, 2);
    await world.clock.advance(10_000);
    expect(allAgree(rooms)).toBe(false);
    world.network.heal();
    await world.clock.until(() => allAgree(rooms), 180_000, 500);
    expect(ada.doc.list('list').toJSON()).toEqual([3, 4]);
  });
});

describe('a room where nobody writes', () => {
  test('compares what it has now and then, and says nothing else', async () => {
    const world = createSimWorld(11);
    const rooms = await meet(world, ['Ada', 'Bob', 'Cem', 'Dag']);
    rooms[0]?.doc.text('text').insert(0, 'Hello');
    await world.clock.advance(60_000);
    const spoken = (): number => rooms.reduce((sum, { docs }) => sum + docs.facts.value.stateBytes, 0);
    const before = spoken();
    world.network.traffic.reset();
    await world.clock.advance(600_000);
    expect(spoken()).toBe(before);
    expect(world.network.traffic.channels.bulk.frames).toBe(0);
    expect(rooms[0]?.docs.facts.value.lastSyncMs).toBeGreaterThan(world.clock.nowMs() - 120_000);
    expect(rooms.every(({ docs }) => docs.open(KEY, { space: KEY }).isSynced.value)).toBe(true);
  });
});
