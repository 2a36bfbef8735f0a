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

it('draws no picture by itself that unfolds beyond 40 megapixels or into who knows what', async () => {
  const { place, log } = await showFiles({
    'bomb.png': makePng({ width: 60_000, height: 60_000 }),
    'page.png': new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'small.png': makePng({ width: 8_000, height: 5_000 }),
  });
  expect(log().querySelectorAll('img')).toHaveLength(1);
  expect(log().textContent).toContain('a large picture, 3,600 megapixels');
  expect(log().textContent).toContain('a picture of unknown size');
  await click(buttonNamed(place, 'Show small.png'));
  const dialog = () => place.querySelector('dialog')!;
  expect(dialog().querySelectorAll('img')).toHaveLength(1);
  await press(dialog(), 'ArrowRight');
  expect(dialog().textContent).toContain('3,600 megapixels');
  expect(dialog().querySelectorAll('img')).toHaveLength(0);
  await press(dialog(), 'Escape');
  await change(() => dialog()?.close());
  await click(buttonNamed(log(), 'Show page.png here'));
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
