// What a person lets others know is chosen on a page of the settings, and holds for all their rooms.

import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { PeoplePage } from '../../../src/app/settings/PeoplePage.tsx';
import { defaultSettings } from '../../../src/app/settings.ts';
import { ShellProvider, type Shell } from '../../../src/app/shell.tsx';
import { createMemoryStore } from '../../../src/platform/storage.ts';
import { LocaleProvider } from '../../../src/ui/locale.tsx';
import { mount } from '../../support/mount.tsx';
import { openSettings } from '../../support/open-settings.ts';

it('switches off, for this device, that others learn what was read and who writes', async () => {
  const store = createMemoryStore();
  const settings = await openSettings(store, defaultSettings('device'));
  const people = { open: signal(undefined), use: async () => undefined };
  const profile = { state: signal({ kind: 'making' }) };
  const shell = { settings, people, profile } as unknown as Shell;
  const { place } = await mount(
    <LocaleProvider locale="en">
      <ShellProvider value={shell}>
        <PeoplePage />
      </ShellProvider>
    </LocaleProvider>,
  );
  const [read, writing] = Array.from(place.querySelectorAll<HTMLInputElement>('[role=switch]'));
  expect([read?.checked, writing?.checked]).toEqual([true, true]);
  read?.click();
  writing?.click();
  expect(settings.current.value).toMatchObject({ tellsRead: false, tellsWriting: false });
  const stored = async () => (await openSettings(store, defaultSettings('device'))).current.value;
  await expect.poll(stored).toMatchObject({ tellsRead: false, tellsWriting: false });
});
