import { describe, expect, it } from 'vitest';
import { readPictureFacts } from '../../../src/media/picture-header.ts';
import { makeAvif, makeGif, makeJpeg, makePng, makeWebp } from '../../support/made-pictures.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const MAKERS = { png: makePng, jpeg: makeJpeg, gif: makeGif, webp: makeWebp, avif: makeAvif };

describe.each(Object.entries(MAKERS))('of a %s', (kind, make) => {
  it('reads how large it unfolds', () => {
    const [width, height] = kind === 'webp' ? [16_000, 9_000] : [60_000, 50_000];
    expect(readPictureFacts(make({ width, height }))).toEqual({ width, height, isAnimated: false });
  });

  it('reads nothing of one that is cut before its size, and never throws', () => {
    const whole = make({ width: 300, height: 200 });
    const facts = Array.from(whole, (_, end) => readPictureFacts(whole.subarray(0, end)));
    expect(facts[0]).toBeUndefined();
    for (const each of facts)
      // Of the tile that stands before the whole.
      expect([undefined, 1, 300].includes(each?.width), `width ${each?.width}`).toBe(true);
  });

  it('takes whatever bytes follow its first for nothing worse than a number', () => {
    const seed = 20_261_120;
    const random = createSeededRandom(seed);
    for (let i = 0; i < 300; i += 1) {
      const picture = make();
      picture.set(random.bytes(8), 12 + (i % Math.max(1, picture.length - 20)));
      const facts = readPictureFacts(picture);
      expect(facts === undefined || facts.width * facts.height > 0, `seed ${seed}, ${i}`).toBe(true);
    }
  });
});

it.each([
  ['png', makePng],
  ['gif', makeGif],
  ['webp', makeWebp],
  ['avif', makeAvif],
] as const)('tells a %s that moves from one that stands', (_, make) => {
  expect([1, 3].map((frames) => readPictureFacts(make({ frames }))?.isAnimated)).toEqual([false, true]);
});

it('reads the largest frame of a GIF, not what it says of its screen', () => {
  const gif = makeGif({ width: 2, height: 2 });
  const frame = gif.indexOf(0x2c);
  gif.set([0, 0, 0, 0, 0x60, 0xea, 0x60, 0xea], frame + 1);
  expect(readPictureFacts(gif)).toMatchObject({ width: 60_000, height: 60_000 });
});

it.each([
  ['nothing', []],
  ['a BMP', [0x42, 0x4d, 0, 0, 0, 0]],
  ['an icon', [0, 0, 1, 0]],
  ['a page', Array.from('<svg xmlns="">', (letter) => letter.charCodeAt(0))],
])('reads nothing of %s', (_, bytes) => {
  expect(readPictureFacts(Uint8Array.from(bytes))).toBeUndefined();
});
