import { describe, expect, it } from 'vitest';
import { readPictureFacts } from '../../../../../../src/media/picture-header.ts';
import { stripPicture } from '../../../../../../src/features/chat/view/attachments/strip-picture.ts';
import { makeGif, makeJpeg, makePng, makeWebp } from '../../../../../support/made-pictures.ts';

const PLACE = '48.8584N 2.2945E';
const MAKERS = { png: makePng, jpeg: makeJpeg, gif: makeGif, webp: makeWebp };
const textIn = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');

describe.each(Object.entries(MAKERS))('of a %s', (_, make) => {
  it('nothing is left of where it was taken, and all of the picture is', () => {
    const picture = make({ width: 30, height: 20, frames: 2, place: PLACE });
    expect(textIn(picture)).toContain(PLACE);
    const stripped = stripPicture(picture);
    expect(textIn(stripped)).not.toContain(PLACE);
    expect(stripped).toEqual(make({ width: 30, height: 20, frames: 2 }));
    expect(readPictureFacts(stripped!)).toEqual(readPictureFacts(picture));
  });

  it('nothing changes where nothing is to be taken out', () => {
    const picture = make();
    expect(stripPicture(picture)).toEqual(picture);
  });

  it('cut short it is no picture, or has nothing of the place either', () => {
    const picture = make({ place: PLACE });
    for (let end = 0; end < picture.length; end += 1)
      expect(textIn(stripPicture(picture.subarray(0, end)))).not.toContain(PLACE);
  });
});

it('keeps the colours of a JPEG', () => {
  expect(textIn(stripPicture(makeJpeg({ place: PLACE })))).toContain('ICC_PROFILE');
});

it('knows no other kind', () => {
  for (const text of ['', 'BM', '\0\0\0 ftypheic', '%PDF-', '<svg/>'])
    expect(stripPicture(new TextEncoder().encode(text))).toBeUndefined();
});
