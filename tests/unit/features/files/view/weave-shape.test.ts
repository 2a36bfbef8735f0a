// The weave as paths, its counts, and the bar of who has what.

import { describe, expect, it } from 'vitest';
import type { Stitch } from '../../../../../src/features/files/api.ts';
import {
  barPath,
  countStitches,
  LARGE,
  SMALL,
  stretch,
  weaveShape,
} from '../../../../../src/features/files/view/weave-shape.ts';
import { AMARA, MEI } from './files-fixture.ts';

const MISSING: Stitch = { kind: 'missing', from: undefined };
const UNHELD: Stitch = { kind: 'unheld', from: undefined };
const here = (from: Stitch['from']): Stitch => ({ kind: 'here', from });

describe('the weave', () => {
  it('lays stitches and stands them in turn, one path for each dye', () => {
    const { here: paths } = weaveShape([here(AMARA), here(AMARA), here(AMARA), here(MEI)], 2, LARGE);
    expect(Array.from(paths)).toEqual([
      ['brick', 'M3 6h6M18 3v6M6 15v6'],
      ['saffron', 'M15 18h6'],
    ]);
  });

  it('is as high as its rows', () => {
    const stitches = Array.from({ length: 41 }, () => MISSING);
    const { width, height, missing } = weaveShape(stitches, 20, SMALL);
    expect([width, height, missing.split('M').length - 1]).toEqual([160, 24, 41]);
  });

  it('draws an empty file as one row of nothing', () => {
    expect(weaveShape([], 20, SMALL)).toMatchObject({ width: 160, height: 8, missing: '' });
  });

  it('draws what is on its way apart from what is here', () => {
    const shape = weaveShape([{ kind: 'coming', from: MEI }], 1, LARGE);
    expect(shape.here.size).toBe(0);
    expect(shape.coming.get('saffron')).toMatch(/^M3\.5 1\.5h5.*z$/);
  });

  it('crosses out what nobody here has', () => {
    const shape = weaveShape([MISSING, UNHELD], 2, LARGE);
    expect([shape.missing, shape.unheld]).toEqual(['M6 6h0', 'M15 3l6 6M21 3l-6 6']);
  });

  it('stretches a short file, in order, and leaves a long one', () => {
    const long = Array.from({ length: 50 }, () => MISSING);
    expect(stretch([here(AMARA), MISSING], 6).map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 3 }, () => 'here'),
      ...Array.from({ length: 3 }, () => 'missing'),
    ]);
    expect([stretch(long, 40), stretch([], 40)]).toEqual([long, []]);
  });

  it('counts by who gave, most first', () => {
    const counted = countStitches([here(AMARA), here(MEI), here(MEI), here(undefined), MISSING, UNHELD]);
    expect(counted.here.map(({ from, count }) => [from?.name, count])).toEqual([
      ['Mei', 2],
      ['Amara', 1],
      [undefined, 1],
    ]);
    expect(counted).toMatchObject({ coming: 0, missing: 1, unheld: 1 });
  });
});

describe('the bar of a holder', () => {
  it.each([
    [[], ''],
    [[0, 0], ''],
    [[1, 1, 1], 'M0 0H3.000V1H0z'],
    [[1, 0, 1], 'M0 0H1.000V1H0zM2 0H3.000V1H2z'],
    [[1, 0.5, 0.25], 'M0 0H1.500V1H0zM2 0H2.250V1H2z'],
    [[7, -1], 'M0 0H1.000V1H0z'],
  ])('of %j', (bar, path) => expect(barPath(bar)).toBe(path));
});
