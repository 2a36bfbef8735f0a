// How many of 200 photographed invitations are read, and how long a picture takes; the baseline is the same reader
// without help. The bars: at least 95 %, at most 150 ms. Then the same for the largest codes, from a seed that nothing was
// tuned on, and what a frame takes in which there is no code.

import { createCodeDecoder, readPlain } from '../../src/platform/codes/code-decoder.ts';
import type { ReadPixels } from '../../src/platform/codes/find-code.ts';
import type { Pixels } from '../../src/platform/codes/pixels.ts';
import { photographNothing } from '../../tests/support/photographs/photograph.ts';
import {
  invitationTexts,
  largestInvitationTexts,
  photographInvitation,
  readerProgram,
  SET_SEED,
  SET_SIZE,
  UNSEEN_SEED,
} from '../../tests/support/photographs/photographed-invitations.ts';
import { median, percentile, type Measurement } from '../bench.ts';

interface Tally {
  read: number;
  readonly times: number[];
}

interface Pictures {
  readonly texts: readonly string[];
  readonly seed: number;
}

/** Frames in which somebody is still looking for the code. */
const EMPTY_FRAMES = 40;

export async function measureScans(): Promise<readonly Measurement[]> {
  const readHelped = await createCodeDecoder(readerProgram());
  const set = { texts: await invitationTexts(), seed: SET_SEED };
  // The first picture is read by code that no engine has seen yet.
  await time(readHelped, photographInvitation(set.texts, SET_SIZE), { read: 0, times: [] });
  const [helped, plain] = [await tally(readHelped, set), await tally(readPlain, set)];
  const largest = await tally(readHelped, { texts: await largestInvitationTexts(), seed: UNSEEN_SEED });
  const empty: Tally = { read: 0, times: [] };
  for (let number = 0; number < EMPTY_FRAMES; number += 1)
    await time(readHelped, { ...photographNothing(UNSEEN_SEED, number), text: undefined }, empty);
  return [
    figure('scan_rate', shareOf(helped), shareOf(plain)),
    figure('scan_ms', p95(helped), p95(plain)),
    figure('scan_ms_median', round(median(helped.times)), round(median(plain.times))),
    figure('scan_ms_max', most(helped), most(plain)),
    figure('scan_rate_largest', shareOf(largest)),
    figure('scan_ms_largest', p95(largest)),
    figure('scan_ms_max_largest', most(largest)),
    figure('scan_ms_no_code', p95(empty)),
    figure('scan_ms_max_no_code', most(empty)),
  ];
}

async function tally(read: ReadPixels, { texts, seed }: Pictures): Promise<Tally> {
  const counted: Tally = { read: 0, times: [] };
  for (let number = 0; number < SET_SIZE; number += 1)
    await time(read, photographInvitation(texts, number, seed), counted);
  return counted;
}

async function time(
  read: ReadPixels,
  picture: Pixels & { readonly text: string | undefined },
  tally: Tally,
): Promise<void> {
  const fromMs = performance.now();
  const text = await read(picture);
  tally.times.push(performance.now() - fromMs);
  if (text === picture.text) tally.read += 1;
}

const shareOf = ({ read, times }: Tally) => (100 * read) / times.length;
const p95 = ({ times }: Tally) => round(percentile(times, 0.95));
const most = ({ times }: Tally) => round(Math.max(...times));

function figure(metric: string, value: number, baseline?: number): Measurement {
  const unit = metric.startsWith('scan_rate') ? '%' : 'ms';
  return { bench: 'invitation', metric, unit, value, ...(baseline === undefined ? {} : { baseline }) };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
