// Safari's engine as far as it can be had here: WebKitGTK renders and scripts alike but is built without WebRTC. The page
// must come up, say what it cannot do, and complain about nothing.

import { startWebKit, whyNoWebKit, type WebKit } from './support/webkit-driver.ts';
import { expect, test as base } from './support/test.ts';

const reason = whyNoWebKit();

const test = base.extend<{ webkit: WebKit }>({
  webkit: async ({}, use) => {
    const webkit = await startWebKit();
    await use(webkit);
    await webkit.close();
  },
});

test.skip(reason !== undefined, reason ?? '');

const text = (webkit: WebKit) => webkit.run<string>('return document.body.innerText');

test('renders the page and says that this browser cannot connect', async ({ webkit, host }) => {
  await webkit.open(`${host.localUrl}/`);
  await expect.poll(() => text(webkit), { timeout: 20_000 }).toContain('Start a room');
  expect(await text(webkit)).toContain('This browser can’t connect.');
  expect(await webkit.run('return typeof RTCPeerConnection')).toBe('undefined');
  expect(await webkit.run('return document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  const picture = await webkit.screenshot();
  const { width, height } = sizeOfPng(picture);
  expect(width).toBeGreaterThan(600);
  expect(height).toBeGreaterThan(400);
  // A blank page of that size compresses to a few hundred bytes.
  expect(picture.length).toBeGreaterThan(10_000);
});

test('reads a room’s link, says at the door why it cannot go in, and throws nothing', async ({
  webkit,
  host,
}) => {
  await webkit.open(`${host.localUrl}/#/r/abandon-ability-able-about-above-absent`);
  await expect.poll(() => text(webkit), { timeout: 20_000 }).toContain('You’re invited to Abandon Ability');
  await webkit.run(`
    globalThis.thrown = [];
    addEventListener('error', (event) => thrown.push(String(event.message)));
    addEventListener('unhandledrejection', (event) => thrown.push(String(event.reason)));
    [...document.querySelectorAll('button')].find((button) => button.innerText.trim() === 'Join').click();
  `);
  await expect.poll(() => text(webkit)).toContain('Open the link in a current Firefox');
  expect(await webkit.run('return thrown')).toEqual([]);
});

/** From the header: width and height are the two numbers after `IHDR`. */
function sizeOfPng(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
