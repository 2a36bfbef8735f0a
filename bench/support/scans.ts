// How many of 200 photographed invitations are read, and how long a picture takes; the baseline is the same reader
// without help. The bars: at least 95 %, at most 150 ms.

import { createCodeDecoder, readPlain } from '../../src/platform/codes/code-decoder.ts';
import type { ReadPixels } from '../../src/platform/codes/find-code.ts';
import type { Pixels } from '../../src/platform/codes/pixels.ts';
import {
  invitationTexts,
  photographInvitation,
  readerProgram,
  SET_SIZE,
} from '../../tests/support/photographs/photographed-invitations.ts';
import { median, percentile, type Measurement } from '../bench.ts';

interface Tally {
  read: number;
  readonly times: number[];
}

export async function measureScans(): Promise<readonly Measurement[]> {
  const readHelped = await createCodeDecoder(readerProgram());
  const texts = await invitationTexts();
  const helped: Tally = { read: 0, times: [] };
  const plain: Tally = { read: 0, times: [] };
  // The first picture is read by code that no engine has seen yet.
  await time(readHelped, photographInvitation(texts, SET_SIZE), { read: 0, times: [] });
  for (let number = 0; number < SET_SIZE; number += 1) {
    const picture = photographInvitation(texts, number);
    await time(readPlain, picture, plain);
    await time(readHelped, picture, helped);
  }
  const figure = (metric: string, unit: '%' | 'ms', of: (tally: Tally) => number): Measurement => ({
    bench: 'invitation',
    metric,
    unit,
    value: of(helped),
    baseline: of(plain),
  });
  return [
    figure('scan_rate', '%', ({ read }) => (100 * read) / SET_SIZE),
    figure('scan_ms', 'ms', ({ times }) => round(percentile(times, 0.95))),
    figure('scan_ms_median', 'ms', ({ times }) => round(median(times))),
  ];
}

async function time(
  read: ReadPixels,
  picture: Pixels & { readonly text: string },
  tally: Tally,
): Promise<void> {
  const fromMs = performance.now();
  const text = await read(picture);
  tally.times.push(performance.now() - fromMs);
  if (text === picture.text) tally.read += 1;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
