// What the page says about itself: the licences of everything in it, from the one file alone.

import { AxeBuilder } from '@axe-core/playwright';
import { BUNDLED_PARTS } from '../../build/licences/bundled-parts.ts';
import { expect, test } from './support/test.ts';

test('the licences of everything in the file are shown by the file itself', async ({ newcomer, host }) => {
  const { page } = await newcomer('', { at: `${host.localUrl}/#/settings/file` });
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Show the licences' }).click();
  const list = page.getByRole('list', { name: 'Licences' });
  await expect(list.getByRole('listitem')).toHaveCount(BUNDLED_PARTS.length);
  for (const { name } of BUNDLED_PARTS) await expect(list.getByText(name, { exact: true })).toBeVisible();
  const preact = list.getByRole('listitem').filter({ hasText: 'Preact' }).first();
  await preact.getByText('Preact', { exact: true }).click();
  await expect(preact.locator('pre')).toContainText('Copyright (c) 2015-present Jason Miller');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.context().setOffline(false);
});
