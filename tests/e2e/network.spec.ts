// Over the network, as a phone would: an address that is not this machine's own, https with the certificate the host
// made, and no flag that makes an insecure address pass for a secure one.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join as joinPath } from 'node:path';
import { networkAddresses } from '../../host/addresses.ts';
import { JoinPage } from './pages/join-page.ts';
import { join, startRoom } from './support/meeting.ts';
import { CERTIFICATE_IS_HOMEMADE, expect, test } from './support/test.ts';

const PAGE = joinPath(import.meta.dirname, '../../dist/index.html');
const [address] = networkAddresses();
/** The certificate is home-made: a person accepts it once, the test here. */
const ACCEPTED = { ignoreHTTPSErrors: true, mayComplain: CERTIFICATE_IS_HOMEMADE };

test.skip(address === undefined, 'this machine has no network address');

test('https over the network is a secure context, and two people talk', async ({
  newcomer,
  otherBrowser,
  host,
}) => {
  const at = `${host.networkUrl}/`;
  const alice = await startRoom(await newcomer('Alice', { at, ...ACCEPTED }));
  expect(await alice.page.evaluate(() => isSecureContext)).toBe(true);
  const options = { at, ...ACCEPTED, browser: otherBrowser };
  const bob = await join(await newcomer('Bob', options), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await alice.room.say('Over the network');
  await expect(bob.room.saidBy('Alice')).toContainText('Over the network');
  await bob.room.say('And back');
  await expect(alice.room.saidBy('Bob')).toContainText('And back');
});

test("the invitation of somebody on the host's own machine leads in over the network", async ({
  newcomer,
  otherBrowser,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const { link } = await alice.room.readInvitation();
  const bob = await newcomer('', { at: link, ...ACCEPTED, browser: otherBrowser });
  await bob.home.callMyself('Bob');
  const room = await new JoinPage(bob.page).enter();
  await room.expectLinkedWith(['Alice']);
  await alice.room.expectLinkedWith(['Bob']);
});

test('plain http over the network is sent to https', async ({ newcomer, host }) => {
  const { page } = await newcomer('', { at: `http://${address}:${host.port}/`, ...ACCEPTED });
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  expect(page.url()).toBe(`https://${address}:${host.port}/`);
});

test('a page on an insecure address says so, and where to go', async ({ newcomer, host }) => {
  const config = { version: 1, brokers: [], iceServers: [], publicOrigin: host.publicOrigin };
  const plain = createServer((request, response) => {
    const isConfig = request.url === '/kith.json';
    // As a host behind a proxy without https sends it along.
    response.setHeader('server-timing', 'kith');
    response.setHeader('content-type', isConfig ? 'application/json' : 'text/html; charset=utf-8');
    response.end(isConfig ? JSON.stringify(config) : readFileSync(PAGE));
  });
  await new Promise<void>((resolve) => plain.listen(0, address, resolve));
  const { port } = plain.address() as AddressInfo;
  const { page } = await newcomer('', { at: `http://${address}:${port}/`, ...ACCEPTED });
  await expect(page.getByRole('heading', { name: 'This address isn’t secure enough' })).toBeVisible();
  await page.getByRole('link', { name: `Go to ${host.publicOrigin}/` }).click();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeVisible();
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await new Promise((resolve) => plain.close(resolve));
});

test('a plain static server is not asked for what only a host has, and nothing is promised in its name', async ({
  newcomer,
}) => {
  const asked: (string | undefined)[] = [];
  const plain = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(readFileSync(PAGE));
  });
  await new Promise<void>((resolve) => plain.listen(0, address, resolve));
  const { port } = plain.address() as AddressInfo;
  const { page } = await newcomer('', { at: `http://${address}:${port}/` });
  await expect(page.getByText('Ask whoever hosts this page for an https address')).toBeVisible();
  await expect(page.getByRole('link')).toHaveCount(0);
  expect(asked).not.toContain('/kith.json');
  await new Promise((resolve) => plain.close(resolve));
});
