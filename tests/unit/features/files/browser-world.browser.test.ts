// Several files as one archive on a browser that has neither a save dialog nor a worker to stream through.

import { afterEach, expect, it, vi } from 'vitest';
import { createBrowserWorld } from '../../../../src/features/files/browser-world.ts';
import { ok } from '../../../../src/primitives/result.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function makeWorld(memoryBytes: number) {
  vi.stubGlobal('showSaveFilePicker', undefined);
  const clicks = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const world = createBrowserWorld({
    random: createSeededRandom(1),
    clock: createSimClock(),
    memoryBytes: () => memoryBytes,
    spots: new Map(),
  });
  return { world, clicks };
}

const entry = (path: string, open: () => Promise<Blob>) => ({
  path,
  sizeBytes: 1_000,
  lastModifiedMs: 0,
  open,
});
const thousand = () => Promise.resolve(new Blob([new Uint8Array(1_000)]));
const gone = () => Promise.reject(new DOMException('…', 'NotFoundError'));

it('is put together in memory as far as that may hold it, and says so where it may not', async () => {
  const { world, clicks } = makeWorld(4_000);
  expect(await world.saveArchive('a.zip', [entry('a', thousand)])).toEqual(ok('handed'));
  expect(clicks).toHaveBeenCalledTimes(1);
  const many = Array.from({ length: 4 }, (_, at) => entry(String(at), thousand));
  expect(await world.saveArchive('b.zip', many)).toMatchObject({ ok: false, error: { code: 'over-budget' } });
  expect(clicks).toHaveBeenCalledTimes(1);
  world.dispose();
});

it('lacks a file: it says which way, and gives its place in memory back', async () => {
  const { world, clicks } = makeWorld(2_000);
  const lacking = [entry('a', gone)];
  for (let time = 0; time < 3; time += 1)
    expect(await world.saveArchive('a.zip', lacking)).toMatchObject({
      ok: false,
      error: { code: 'missing' },
    });
  expect(await world.saveArchive('a.zip', [entry('a', thousand)])).toEqual(ok('handed'));
  expect(clicks).toHaveBeenCalledTimes(1);
  world.dispose();
});
