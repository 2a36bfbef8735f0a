// The bars of a waveform: bounded, in order, and never broken by what a sound card gives.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, peaksOfLevels, peaksOfSamples } from '../../../src/media/waveform.ts';

const COUNT = 64;

describe('the bars', () => {
  it('keep the shape: loud in the middle is loud in the middle', () => {
    const levels = Array.from({ length: 640 }, (_, at) => (at >= 300 && at < 340 ? 0.5 : 0.1));
    const peaks = peaksOfLevels(levels, COUNT);
    expect(peaks).toHaveLength(COUNT);
    expect(peaks.map((peak, at) => (peak === 255 ? at : -1)).filter((at) => at >= 0)).toEqual([
      30, 31, 32, 33,
    ]);
    expect(peaks[0]).toBe(51);
  });

  it('are as many as there are moments in a very short note', () => {
    expect(peaksOfLevels([0.2, 0.4], COUNT)).toEqual([128, 255]);
    expect(peaksOfLevels([], COUNT)).toEqual([]);
  });

  it('leave a whisper small', () => {
    expect(Math.max(...peaksOfLevels([0.01, 0.02], COUNT))).toBeLessThan(100);
  });

  it('are made of samples just so, whichever way they swing', () => {
    const samples = Float32Array.from({ length: 8_000 }, (_, at) => (at < 4_000 ? 0.25 : -1));
    const peaks = peaksOfSamples(samples, 4);
    expect(peaks).toEqual([64, 64, 255, 255]);
  });

  it('are whole numbers from 0 to 255, at most as many as asked for, whatever comes in', () => {
    const anything = fc.oneof(
      fc.double({ noNaN: false }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 300 }), (levels) => {
        for (const peaks of [
          peaksOfLevels(levels, COUNT),
          peaksOfSamples(Float32Array.from(levels), COUNT),
        ]) {
          expect(peaks.length).toBe(Math.min(COUNT, levels.length));
          expect(peaks.every((peak) => Number.isInteger(peak) && peak >= 0 && peak <= 255)).toBe(true);
        }
      }),
    );
  });
});

describe('the level', () => {
  it.each([
    ['silence', 0, 0],
    ['speech', 0.1, 0.4],
    ['shouting', 0.9, 1],
    ['a broken sound card', Number.NaN, 0],
  ])('of %s', (_name, sample, expected) => {
    expect(levelOf(new Float32Array(512).fill(sample))).toBeCloseTo(expected);
  });

  it('of no samples is silence', () => expect(levelOf(new Float32Array(0))).toBe(0));
});
