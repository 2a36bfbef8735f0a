// Pictures of others on the page: what unfolds too far waits, what moves can be stopped, endings are never hidden.

import { signal } from '@preact/signals-core';
import { afterEach, expect, it, vi } from 'vitest';
import type { Attachment, BlobState } from '../../../../../src/features/chat/api.ts';
import { makeMessage, makeText } from '../../../../support/chat-fixture.ts';
import { makeGif, makePng } from '../../../../support/made-pictures.ts';
import { buttonNamed, change, click, press, showTalk, until } from '../../../../support/shown-talk.tsx';

afterEach(() => vi.restoreAllMocks());

async function showFiles(files: Readonly<Record<string, Uint8Array>>, type = 'image/png') {
  const attachments = Object.entries(files).map(([name, bytes]): Attachment => ({
    hash: name,
    size: bytes.length,
    name,
    type,
  }));
  const shown = await showTalk([]);
  await change(() => {
    for (const [name, bytes] of Object.entries(files))
      shown.model.held.set(name, signal<BlobState>({ kind: 'here', bytes: new Uint8Array(bytes) }));
    shown.model.room.rows.value = [makeMessage('mei', 0, { body: makeText('', attachments) })];
  });
  return shown;
}

/** One white pixel, of a kind whose size is not read. */
function makeBmp(): Uint8Array {
  const bmp = new Uint8Array(58);
  const view = new DataView(bmp.buffer);
  bmp.set([0x42, 0x4d]);
  const fields = [
    [2, 58],
    [10, 54],
    [14, 40],
    [18, 1],
    [22, 1],
    [26, 1 | (24 << 16)],
    [34, 4],
  ] as const;
  for (const [at, value] of fields) view.setUint32(at, value, true);
  bmp.fill(0xff, 54, 57);
  return bmp;
}

it('draws no picture by itself that unfolds beyond 40 megapixels or into who knows what', async () => {
  const { place, log } = await showFiles({
    'bomb.gif': makeGif({ width: 60_000, height: 60_000 }),
    'other.png': makeBmp(),
    'small.gif': makeGif({ width: 80, height: 50 }),
  });
  expect(log().querySelectorAll('img')).toHaveLength(1);
  expect(log().textContent).toContain('a large picture, 3,600 megapixels');
  expect(log().textContent).toContain('a picture of unknown size');
  await click(buttonNamed(log(), 'Show other.png here'));
  expect(log().querySelectorAll('img')).toHaveLength(2);
  await click(buttonNamed(log(), 'Show small.gif'));
  const dialog = place.querySelector('dialog')!;
  expect(dialog.querySelectorAll('img')).toHaveLength(1);
  // Leafing goes round.
  await press(dialog, 'ArrowRight');
  expect(dialog.textContent).toContain('3,600 megapixels');
  expect(dialog.querySelectorAll('img')).toHaveLength(0);
  await press(dialog, 'ArrowLeft');
  expect(dialog.querySelector('h2')?.textContent).toBe('small.gif');
  await press(dialog, 'ArrowLeft');
  expect(dialog.querySelector('h2')?.textContent).toBe('other.png');
});

it('draws of ten pictures of 40 megapixels in one message one by itself, and the others when asked for', async () => {
  const large = makePng({ width: 8_000, height: 5_000 });
  const names = Array.from({ length: 10 }, (_, i) => `large-${i}.png`);
  const { place, log } = await showFiles(Object.fromEntries(names.map((name) => [name, large])));
  expect(log().querySelectorAll('img')).toHaveLength(1);
  expect(log().textContent?.match(/a large picture, 40 megapixels/g)).toHaveLength(9);
  await click(buttonNamed(log(), 'Show large-0.png'));
  expect(place.querySelector('dialog')!.querySelectorAll('img')).toHaveLength(1);
  await press(place.querySelector('dialog')!, 'Escape');
  await click(buttonNamed(log(), 'Show large-5.png here'));
  expect(log().querySelectorAll('img')).toHaveLength(2);
});

it('stops a picture that moves, and lets it stand from the start for whoever wants little motion', async () => {
  const files = { 'dance.gif': makeGif({ frames: 3 }), 'still.gif': makeGif() };
  const { place, log } = await showFiles(files, 'image/gif');
  expect(log().querySelectorAll('img')).toHaveLength(2);
  expect(buttonNamed(place, 'Stop still.gif')).toBeUndefined();
  await click(buttonNamed(place, 'Stop dance.gif'));
  const canvas = () => log().querySelector('canvas')!;
  await until(() => canvas().width === 3);
  expect([canvas().width, canvas().height]).toEqual([3, 3]);
  await click(buttonNamed(place, 'Let dance.gif move'));
  expect(log().querySelectorAll('img')).toHaveLength(2);

  const match = globalThis.matchMedia.bind(globalThis);
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) =>
    query.includes('reduced-motion') ? match('all') : match(query),
  );
  const calm = await showFiles(files, 'image/gif');
  expect(calm.log().querySelectorAll('canvas')).toHaveLength(1);
  expect(buttonNamed(calm.place, 'Let dance.gif move')).toBeDefined();
});

it('never cuts off what a file is', async () => {
  const name = `invoice.pdf${' '.repeat(80)}${'\u3164'.repeat(20)}${'long'.repeat(25)}.exe`;
  const { log } = await showFiles({ [name]: makePng() }, 'application/pdf');
  const [, ending] = log().querySelectorAll('b > span > span');
  expect(ending?.textContent).toBe('.exe');
  expect(getComputedStyle(ending!).flexShrink).toBe('0');
});
