// Settings are the person's, not the tab's: what is changed in one tab is so in the others of this browser at once.

import { expect, test } from './support/test.ts';

test('a name and a theme chosen in one tab are there in the other', async ({ newcomer }) => {
  const { page, home } = await newcomer('Alice');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await home.callMyself('Alicia');
  await page.goto(`${page.url().split('#', 1)[0]}#/settings/appearance`);
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(other.getByText('Alicia', { exact: true })).toBeVisible();
});
