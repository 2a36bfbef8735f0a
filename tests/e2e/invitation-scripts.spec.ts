// Scripts that meet with no server, as docs/API.md has it, and what people do with the links they were given.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { P2p, P2pError, P2pInvitation, P2pPassed } from '../../src/app/p2p/api.ts';
import { readDrawnCode } from '../support/drawn-codes.ts';
import { codeIn, recordRequests } from './support/by-hand.ts';
import { expect, test } from './support/test.ts';

declare const p2p: P2p;

/** What docs/API.md says, in three steps: here, there, and here again. */
function documentedSteps(): readonly string[] {
  const document = readFileSync('docs/API.md', 'utf8');
  const [code = ''] = /^const \{ url, qr, expires \}[^`]+/m.exec(document) ?? [];
  return code.split(/^\/\/.*$/m).slice(0, 3);
}

test('[O5] scripts invite, accept and complete, as the document has it', async ({
  newcomer,
  otherBrowser,
}) => {
  const alice = await newcomer('Alice');
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const [invite = '', accept = '', complete = ''] = documentedSteps();
  expect(complete).toContain('completeInvitation(reply)');
  const invitation = await alice.page.evaluate<P2pInvitation>(
    `p2p.createRoom().then(async () => { ${invite}\n return { url, qr, expires }; })`,
  );
  expect(await readDrawnCode(invitation.qr ?? '')).toBe(invitation.url);
  expect(invitation.expires).toBeGreaterThan(Date.now() + 8 * 60_000);
  const reply = await bob.page.evaluate<P2pPassed>(
    `(async (url) => { ${accept}\n globalThis.connected = connected; return reply; })(${JSON.stringify(invitation.url)})`,
  );
  expect(await readDrawnCode(reply.qr ?? '')).toBe(reply.url);
  await alice.page.evaluate(`(async (reply) => { ${complete}\n })(${JSON.stringify(reply)})`);
  const state = await bob.page.evaluate<string>(`connected.then((room) => room.state)`);
  expect(state).toBe('open');
  const again = await alice.page.evaluate(
    (url) => p2p.completeInvitation(url).catch((error: P2pError) => [error.name, error.code]),
    reply.url,
  );
  expect(again).toEqual(['ConnectionError', 'already-answered']);
});

test('[O9] a reply that is opened in another tab of a browser reaches the invitation of a script there', async ({
  host,
  newcomer,
  otherBrowser,
}) => {
  const alice = await newcomer('Alice');
  const bob = await newcomer('Bob', { browser: otherBrowser });
  const url = await alice.page.evaluate(async () => {
    await p2p.createRoom();
    return (await p2p.createInvitation()).url;
  });
  const tab = await alice.page.context().newPage();
  await tab.goto(`${host.localUrl}/#/i/${codeIn(url)}`);
  await expect(tab.getByText('This is your own invitation.')).toBeVisible();
  const reply = await bob.page.evaluate(async (given) => {
    const accepted = await p2p.acceptInvitation(given);
    Object.assign(globalThis, { connected: accepted.connected });
    return accepted.reply.url;
  }, url);
  await tab.goto(`${host.localUrl}/#/a/${codeIn(reply)}`);
  await expect(tab.getByText('Handed to the tab that waits for it.')).toBeVisible();
  expect(await bob.page.evaluate<string>(`connected.then((room) => room.state)`)).toBe('open');
});

test('[O5] scripts of two saved files meet with neither host nor broker, and what one says the other hears', async ({
  newcomer,
  otherBrowser,
}) => {
  const at = pathToFileURL(join(import.meta.dirname, '../../dist/index.html')).href;
  const alice = await newcomer('Alice', { at });
  const bob = await newcomer('Bob', { at, browser: otherBrowser });
  const records = [alice, bob].map(({ page }) => recordRequests(page.context()));
  const url = await alice.page.evaluate(async () => {
    await p2p.createRoom();
    return (await p2p.createInvitation()).url;
  });
  expect(url).toMatch(/^kith:i\//);
  const reply = await bob.page.evaluate(async (given) => {
    const accepted = await p2p.acceptInvitation(given);
    Object.assign(globalThis, { connected: accepted.connected });
    return accepted.reply;
  }, url);
  await alice.page.evaluate((given) => p2p.completeInvitation(given), reply);
  expect(await bob.page.evaluate<string>(`connected.then((room) => room.state)`)).toBe('open');
  for (const { page } of [alice, bob])
    await expect
      .poll(() => page.evaluate(async () => (await p2p.getPeers()).map(({ connection }) => connection)))
      .toEqual(['direct']);
  await alice.page.evaluate(() => {
    p2p.on('message', ({ data }) => Object.assign(globalThis, { heard: data }));
  });
  await bob.page.evaluate(() => p2p.broadcast('From disk to disk'));
  await expect.poll(() => alice.page.evaluate<unknown>('globalThis.heard')).toBe('From disk to disk');
  expect(records.flatMap(({ asked }) => asked)).toEqual([]);
});
