import { expect, it } from 'vitest';
import { createLazyWorld, type FilesWorld } from '../../../../src/features/files/files-world.ts';
import { createSimClock } from '../../../support/sim-clock.ts';
import { choose, createTestFilesWorld } from '../../../support/files-room.ts';

const SHAPE = { sizeBytes: 10, chunkSizeBytes: 16_384 } as const;
const REQUEST = { root: undefined, shape: SHAPE, fileName: 'a', folders: [], mimeType: '' };

function makeScene() {
  const world = createTestFilesWorld(createSimClock());
  const scene = { loads: 0, fails: false };
  const lazy = createLazyWorld(async (): Promise<FilesWorld> => {
    scene.loads += 1;
    if (scene.fails) throw new Error('offline');
    return world;
  });
  return { world, lazy, scene };
}

it('is loaded at the first use of anything, once', async () => {
  const { lazy, scene, world } = makeScene();
  const source = lazy.sourceOf(choose('a', 10).file, SHAPE);
  expect(scene.loads).toBe(0);
  expect(await source.reader.get(0)).toMatchObject({ ok: true });
  expect(await source.reader.get(0)).toMatchObject({ ok: true });
  expect(await lazy.stores.open(REQUEST)).toMatchObject({ ok: true });
  expect(await lazy.hash.sha256(new Uint8Array(1))).toHaveLength(32);
  expect([scene.loads, world.given.size]).toEqual([1, 1]);
});

it('says so where it cannot be loaded, and is tried again', async () => {
  const { lazy, scene } = makeScene();
  scene.fails = true;
  const { reader, hasher } = lazy.sourceOf(choose('a', 10).file, SHAPE);
  const options = { onLeaves: () => undefined, signal: new AbortController().signal };
  expect(await hasher.hashLeaves(SHAPE, options)).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  expect(await reader.get(0)).toMatchObject({ ok: false, error: { code: 'broken' } });
  expect(await lazy.stores.open(REQUEST)).toMatchObject({ ok: false, error: { code: 'broken' } });
  scene.fails = false;
  expect(await lazy.stores.open(REQUEST)).toMatchObject({ ok: true });
});

it('goes with its room, also while it is being loaded; one that nobody used is never loaded', async () => {
  const used = makeScene();
  const opening = used.lazy.stores.open(REQUEST);
  used.lazy.dispose();
  await opening;
  expect(used.world.isDisposed).toBe(true);
  const unused = makeScene();
  unused.lazy.dispose();
  expect(await unused.lazy.stores.open(REQUEST)).toMatchObject({ ok: false });
  expect(unused.scene.loads).toBe(0);
});
