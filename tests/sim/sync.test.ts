// Shared documents in simulated rooms: whoever comes, goes, is cut off or edits at once, all agree in the end.

import { describe, expect, test, vi } from 'vitest';
import { createSimWorld } from '../support/make-room.ts';
import { allAgree, joinAndShare } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('two people', () => {
  test('see what the other writes', async () => {
    const world = createSimWorld(1);
    const ada = await joinAndShare(world, 'Ada');
    const bob = await joinAndShare(world, 'Bob');
    await world.clock.until(() => ada.room.sees.length === 1 && bob.room.sees.length === 1, 20_000);
    ada.doc.text('text').insert(0, 'Hello');
    ada.doc.map('map').set('k', { a: [1, 2.5, null, true] });
    bob.doc.list('list').push('x', 1);
    await world.clock.advance(500);
    bob.doc.text('text').insert(5, ' world');
    await world.clock.advance(500);
    expect(ada.doc.text('text').toString()).toBe('Hello world');
    expect(allAgree([ada, bob])).toBe(true);
    expect(ada.doc.isSynced.value).toBe(true);
  });
});
