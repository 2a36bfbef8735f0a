// Without a browser to draw with: what is taken out of files that go as they are.

import { expect, it } from 'vitest';
import { prepareFile } from '../../../../../../src/features/chat/view/attachments/prepare-file.ts';
import { makeAvif, makeGif, makeJpeg, makePng, makeWebp } from '../../../../../support/made-pictures.ts';

const PLACE = '48.8584N 2.2945E';

async function prepare(bytes: Uint8Array, name: string, type: string) {
  const prepared = await prepareFile(new File([new Uint8Array(bytes)], name, { type }));
  return { ...prepared, text: Buffer.from(prepared?.bytes ?? []).toString('latin1') };
}

it.each([
  ['png', makePng, 'image/png'],
  ['jpeg', makeJpeg, 'image/jpeg'],
  ['gif', makeGif, 'image/gif'],
  ['webp', makeWebp, 'image/webp'],
  ['png of a wrong type', makePng, ''],
] as const)('takes the place out of a small %s', async (_, make, type) => {
  const { text, mayTellPlace } = await prepare(make({ place: PLACE }), 'x', type);
  expect(text).not.toBe('');
  expect(text).not.toContain(PLACE);
  expect(mayTellPlace ?? false).toBe(false);
});

it.each([
  ['a HEIC', makeAvif(), 'image/heic', true],
  ['a HEIC of unknown type', makeAvif(), '', true],
  ['a film', new TextEncoder().encode('\0\0\0 ftypqt  '), 'video/quicktime', true],
  ['a film that is WebM', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3), 'video/webm', true],
  ['a TIFF of unknown type', new TextEncoder().encode('II*\0'), '', true],
  ['words', new TextEncoder().encode('words'), 'text/plain', false],
  ['a drawing', new TextEncoder().encode('<svg/>'), 'image/svg+xml', false],
] as const)('says of %s whether it may tell where it was taken', async (_, bytes, type, mayTell) => {
  const { mayTellPlace } = await prepare(bytes, 'x', type);
  expect(mayTellPlace).toBe(mayTell);
});
