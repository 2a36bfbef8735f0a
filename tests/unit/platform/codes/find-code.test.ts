import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { createCodeDecoder } from '../../../../src/platform/codes/code-decoder.ts';
import { findCode } from '../../../../src/platform/codes/find-code.ts';
import type { Pixels } from '../../../../src/platform/codes/pixels.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import {
  invitationTexts,
  photographInvitation,
  readerProgram,
  SET_SEED,
} from '../../../support/photographs/photographed-invitations.ts';

/** The whole set of 200, with the bars, is `npm run bench -- invitation`. */
const SHARE = 10;

function grey(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(128) };
}

it(`reads at least nine of ten photographed invitations (seed ${SET_SEED})`, async () => {
  const decode = await createCodeDecoder(readerProgram());
  const texts = await invitationTexts();
  const read: boolean[] = [];
  for (let number = 0; number < SHARE; number += 1) {
    const picture = photographInvitation(texts, number);
    read.push((await decode(picture)) === picture.text);
  }
  expect(read.filter(Boolean).length).toBeGreaterThanOrEqual(9);
});

/** Codes side by side on white, each with as many pixels a module. */
function drawBeside(...codes: readonly (readonly [text: string, scale: number])[]): Pixels {
  const drawn = codes.map(([text, scale]) => ({ ...encode(text, { border: 4 }), scale }));
  const width = drawn.reduce((sum, { size, scale }) => sum + size * scale, 0);
  const height = Math.max(...drawn.map(({ size, scale }) => size * scale));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let left = 0;
  for (const { data: modules, size, scale } of drawn) {
    for (let at = 0; at < (size * scale) ** 2; at += 1) {
      const [x, y] = [at % (size * scale), Math.floor(at / (size * scale))];
      const pixel = 4 * (y * width + left + x);
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)]) data.fill(0, pixel, pixel + 3);
    }
    left += size * scale;
  }
  return { width, height, data };
}

describe('[O8] in a picture with several codes', () => {
  const pay = 'https://example.org/pay?to=somebody&amount=12.50';
  const wifi = 'WIFI:T:WPA;S:Home;P:secret;;';

  it('Kith’s is found, wherever it is and however small', async () => {
    const decode = await createCodeDecoder(readerProgram());
    const [ours = ''] = await invitationTexts();
    for (const picture of [
      drawBeside([pay, 4], [ours, 4]),
      drawBeside([ours, 4], [pay, 4]),
      drawBeside([pay, 8], [ours, 3]),
      drawBeside([wifi, 4], [pay, 6], [ours, 3]),
    ])
      expect(await decode(picture)).toBe(ours);
  });

  it('one of another app is told where there is none of Kith', async () => {
    const decode = await createCodeDecoder(readerProgram());
    expect([pay, wifi]).toContain(await decode(drawBeside([pay, 4], [wifi, 4])));
  });
});

it('finds nothing in noise, and in a picture of one pixel', async () => {
  const decode = await createCodeDecoder(readerProgram());
  const noise = new Uint8ClampedArray(createSeededRandom(7).bytes(320 * 240 * 4));
  expect(await decode({ width: 320, height: 240, data: noise })).toBeUndefined();
  expect(await decode(grey(1, 1))).toBeUndefined();
});

describe('the ways to help a reader', () => {
  it('are tried one after the other until it reads', async () => {
    const sizes: string[] = [];
    const text = await findCode(grey(64, 48), async ({ width, height }) => {
      sizes.push(`${width}x${height}`);
      return sizes.length === 3 ? 'kith:i/AAAA' : undefined;
    });
    expect([text, sizes]).toEqual(['kith:i/AAAA', ['64x48', '64x48', '128x96']]);
  });

  it('never make a large picture larger', async () => {
    const widths: number[] = [];
    await findCode(grey(1_280, 720), async ({ width }) => void widths.push(width));
    expect(widths).toEqual([1_280, 1_280]);
  });

  it('cost nothing where the reader needs none', async () => {
    let reads = 0;
    await findCode(grey(64, 48), async () => `kith:i/${(reads += 1)}`);
    expect(reads).toBe(1);
  });

  it('[O8] look once more for Kith’s where there is a code of another app, and never double it', async () => {
    const widths: number[] = [];
    const texts = ['https://example.org/pay', 'kith:a/AAAA'];
    const read = async ({ width }: Pixels) => texts[widths.push(width) - 1];
    expect([await findCode(grey(64, 48), read), widths]).toEqual(['kith:a/AAAA', [64, 64]]);
    widths.length = 0;
    const other = async ({ width }: Pixels) => `https://example.org/${widths.push(width)}`;
    expect([await findCode(grey(64, 48), other), widths]).toEqual(['https://example.org/1', [64, 64]]);
  });
});
