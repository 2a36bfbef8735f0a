// What another app shares with the installed page: through the service worker, through the door, into the message box.

import type { Page } from '@playwright/test';
import { join, startRoom } from './support/meeting.ts';
import { expect, test } from './support/test.ts';

/** Hands text over as the system's share sheet does: a form posted by somebody who is not the page. */
async function shareWith(
  hostUrl: string,
  page: Page,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const sheet = await page.context().newPage();
  await sheet.setContent(`<form method="post" enctype="multipart/form-data"></form>`);
  await sheet.evaluate(
    ([action, entries]) => {
      const form = document.forms[0];
      if (!form) throw new Error('no form');
      form.action = action;
      for (const [name, value] of entries) {
        form.append(Object.assign(document.createElement('input'), { name, value }));
      }
      form.submit();
    },
    [`${hostUrl}/share`, Object.entries(fields)] as const,
  );
  await sheet.waitForURL(/#\/share\?/);
  const address = sheet.url();
  await sheet.close();
  await page.goto(address);
}

const workerIsInCharge = (page: Page) =>
  expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

test('shared text waits through the door and stands in the message box, unsent', async ({
  newcomer,
  host,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await newcomer('Bob');
  await workerIsInCharge(bob.page);
  await shareWith(host.localUrl, bob.page, {
    title: 'Bus',
    text: 'leaves at six',
    url: 'https://bus.example/6',
  });
  await expect(bob.page.getByText('Ready to share.')).toBeVisible();

  const { room } = await join(bob, alice);
  await expect(room.messageBox).toHaveValue('Bus\nleaves at six\nhttps://bus.example/6');
  await expect(alice.room.log.getByRole('article')).toHaveCount(0);

  await room.messageBox.press('Enter');
  await expect(alice.room.saidBy('Bob')).toContainText('leaves at six');
});

test('a shared room link stands in the join field', async ({ newcomer, host }) => {
  const alice = await startRoom(await newcomer('Alice'));
  const { link } = await alice.room.readInvitation();
  const bob = await newcomer('Bob');
  await workerIsInCharge(bob.page);
  await shareWith(host.localUrl, bob.page, { text: `Come to my room ${link}` });
  await expect(bob.home.joinField).toHaveValue(new RegExp(link.slice(link.indexOf('#/r/'))));
  await expect(bob.page.getByText('Ready to share.')).toBeHidden();
});
