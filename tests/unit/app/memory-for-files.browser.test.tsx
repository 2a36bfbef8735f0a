// What is chosen of memory holds for what is shared, from the press to what is refused; and how much is in use is said.

import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import '@preact/signals';
import { createFileMemory } from '../../../src/app/file-memory.ts';
import { MemoryForFiles } from '../../../src/app/settings/MemoryForFiles.tsx';
import { defaultSettings } from '../../../src/app/settings.ts';
import { ShellProvider, type Shell } from '../../../src/app/shell.tsx';
import { createBrowserWorld } from '../../../src/features/files/browser-world.ts';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { LocaleProvider } from '../../../src/ui/locale.tsx';
import { mount } from '../../support/mount.tsx';
import { openSettings } from '../../support/open-settings.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

afterEach(() => void vi.unstubAllGlobals());

const MIB = 2 ** 20;

async function scene() {
  // Neither dialog nor worker: an archive can only lie in memory.
  vi.stubGlobal('showSaveFilePicker', undefined);
  const settings = await openSettings(createMemoryStore(), defaultSettings('device'));
  const fileMemory = createFileMemory(settings);
  const world = createBrowserWorld({
    random: createSeededRandom(1),
    clock: createSimClock(),
    memoryBytes: fileMemory.limitBytes,
    tellMemoryUse: fileMemory.tellUse,
    spots: new Map(),
  });
  const { place } = await mount(
    <LocaleProvider locale="en">
      <ShellProvider value={{ settings, fileMemory } as unknown as Shell}>
        <MemoryForFiles />
      </ShellProvider>
    </LocaleProvider>,
  );
  const save = (sizeBytes: number, open: () => Promise<Blob>) =>
    world.saveArchive('a.zip', [{ path: 'a', sizeBytes, lastModifiedMs: 0, open }]);
  return { place, world, save };
}

const gone = () => Promise.reject(new DOMException('…', 'NotFoundError'));

async function choose(place: Element, label: string): Promise<void> {
  const choice = Array.from(place.querySelectorAll<HTMLElement>('label, button')).find(
    (each) => each.textContent?.trim() === label,
  );
  await act(() => choice?.click());
}

it('a file larger than was chosen is refused, and taken once more is chosen', async () => {
  const { place, world, save } = await scene();
  await choose(place, '128 MiB');
  await expect.poll(() => place.textContent).toContain('0 MiB of 128 MiB in use now');
  expect(await save(200 * MIB, gone)).toMatchObject({ ok: false, error: { code: 'over-budget' } });
  await choose(place, '1 GiB');
  await expect.poll(() => place.textContent).toContain('of 1 GiB in use now');
  // There is room for it now: it is asked for, and it is gone.
  expect(await save(200 * MIB, gone)).toMatchObject({ ok: false, error: { code: 'missing' } });
  world.dispose();
});

it('says how much is in use while it is', async () => {
  const { place, world, save } = await scene();
  let fail: (error: Error) => void = () => undefined;
  const saving = save(3 * MIB, () => new Promise((_, reject) => (fail = reject)));
  await expect.poll(() => place.textContent).toMatch(/[34] MiB of 512 MiB in use now/);
  fail(new Error('…'));
  await saving;
  await expect.poll(() => place.textContent).toContain('0 MiB of 512 MiB in use now');
  world.dispose();
});
