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
      return sizes.length === 3 ? 'found' : undefined;
    });
    expect([text, sizes]).toEqual(['found', ['64x48', '64x48', '128x96']]);
  });

  it('never make a large picture larger', async () => {
    const widths: number[] = [];
    await findCode(grey(1_280, 720), async ({ width }) => void widths.push(width));
    expect(widths).toEqual([1_280, 1_280]);
  });

  it('cost nothing where the reader needs none', async () => {
    let reads = 0;
    await findCode(grey(64, 48), async () => `text ${(reads += 1)}`);
    expect(reads).toBe(1);
  });
});
