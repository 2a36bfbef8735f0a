import { describe, expect, test } from 'vitest';
import { createIntroduced } from '../../../src/mesh/introduced.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';

const [ADA, BEN, CLEO, DEV] = ['ada', 'ben', 'cleo', 'dev'] as [PeerId, PeerId, PeerId, PeerId];

describe('whom a neighbour is linked with', () => {
  test('is what it said last; newcomers come beside', () => {
    const introduced = createIntroduced();
    introduced.onIntroduced(ADA, [BEN], true);
    introduced.onIntroduced(ADA, [CLEO], true);
    introduced.onIntroduced(ADA, [DEV], false);
    expect([BEN, CLEO, DEV].map((peer) => introduced.neighboursOf(peer))).toEqual([[], [ADA], [ADA]]);
  });

  test('is forgotten with its link', () => {
    const introduced = createIntroduced();
    introduced.onIntroduced(ADA, [BEN], false);
    introduced.forget(ADA);
    expect(introduced.neighboursOf(BEN)).toEqual([]);
  });

  test('is bounded, however many newcomers it tells of: the newest are kept', () => {
    const introduced = createIntroduced();
    const many = Array.from({ length: 200 }, (_, index) => `peer ${index}` as PeerId);
    for (const peer of many) introduced.onIntroduced(ADA, [peer], false);
    const kept = many.filter((peer) => introduced.neighboursOf(peer).length > 0);
    expect(kept).toEqual(many.slice(-64));
  });
});
