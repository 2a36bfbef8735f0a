// The fan of strands: order, who hangs under whom, and that nothing crosses.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hangStrands,
  layStrands,
  PANEL,
  ROPE_PLIES,
  STRANDS_AT_MOST,
  STRIP,
  type StrandPerson,
} from '../../../src/ui/strands.ts';

function person(id: string, changes: Partial<StrandPerson> = {}): StrandPerson {
  return { id, dye: 'brick', kind: 'direct', isVerified: false, ...changes };
}

function people(count: number): StrandPerson[] {
  return Array.from({ length: count }, (_, index) => person(`p${index}`));
}

/** The x at which a strand leaves your bead. */
function startX(path: string): number {
  return Number(/^M([\d.]+)/.exec(path)?.[1]);
}

describe('layStrands', () => {
  it('gives each person a row of the panel', () => {
    const { rows } = layStrands(people(3));
    expect(rows.map(({ y }) => y)).toEqual([112, 168, 224]);
  });

  it('is as tall as its rows', () => {
    expect(layStrands(people(3)).height).toBe(PANEL.top + 3 * PANEL.rowHeight + 8);
  });

  it('groups more than a dozen by how they are reached', () => {
    const kinds = ['via', 'direct', 'relayed'] as const;
    const crowd = people(STRANDS_AT_MOST + 3).map((each, index) => ({ ...each, kind: kinds[index % 3]! }));
    const shown = layStrands(crowd).rows.map(({ kind }) => kind);
    expect(shown).toEqual([...Array(5).fill('direct'), ...Array(5).fill('relayed'), ...Array(5).fill('via')]);
    const few = crowd.slice(0, STRANDS_AT_MOST);
    expect(layStrands(few).rows.map(({ id }) => id)).toEqual(few.map(({ id }) => id));
  });

  it('lets the first row take the rightmost strand, so that nothing crosses', () => {
    const starts = layStrands(people(4)).rows.map(({ path }) => startX(path));
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
  });

  it('keeps the fan in the middle of your bead', () => {
    const starts = layStrands(people(5)).rows.map(({ path }) => startX(path));
    expect((Math.min(...starts) + Math.max(...starts)) / 2).toBe(PANEL.rootX);
  });

  it('draws a strand straight down from your bead and round the corner', () => {
    expect(layStrands([person('a')]).rows[0]?.path).toBe('M40 34V100q0 12 12 12H78');
  });

  it('draws a relayed strand with a diamond', () => {
    expect(layStrands([person('a', { kind: 'relayed' })]).rows[0]?.diamond).toEqual({ x: 62.5, y: 112 });
  });

  it.each(['connecting', 'reconnecting', 'gone'] as const)('dashes what does not hold: %s', (kind) => {
    expect(layStrands([person('a', { kind })]).rows[0]?.isDashed).toBe(true);
  });

  it.each(['direct', 'relayed', 'via'] as const)('draws what holds as a whole line: %s', (kind) => {
    expect(layStrands([person('a', { kind })]).rows[0]?.isDashed).toBe(false);
  });

  it('starts the strand of someone passed on at the bead that passes them on', () => {
    const { rows } = layStrands([person('mei'), person('sione', { kind: 'via', viaId: 'mei' })]);
    expect(rows[1]).toMatchObject({ depth: 1, beadX: 128, path: 'M100 112V160q0 8 8 8' });
  });

  it('does not move rows in on the strip, where there is no room', () => {
    const { rows } = layStrands([person('a'), person('b', { kind: 'via', viaId: 'a' })], STRIP);
    expect(rows[1]?.beadX).toBe(STRIP.beadX);
  });

  it('has no rope while everybody can have a strand', () => {
    expect(layStrands(people(STRANDS_AT_MOST)).rope).toBe('');
  });

  it('merges the strands of many into one rope of few plies', () => {
    const { rope } = layStrands(people(STRANDS_AT_MOST + 1));
    expect(rope.match(/M/g)).toHaveLength(ROPE_PLIES);
  });

  it('lets every row branch off the rope just above itself', () => {
    const { rows } = layStrands(people(40));
    for (const row of rows) expect(row.path).toContain(`${row.y - 24}V${row.y - 12}`);
  });
});

describe('hangStrands', () => {
  it('puts people right below who passes them on', () => {
    const ordered = hangStrands([
      person('sione', { kind: 'via', viaId: 'mei' }),
      person('amara'),
      person('mei'),
      person('priya'),
    ]);
    expect(ordered.map((hung) => hung.person.id)).toEqual(['amara', 'mei', 'sione', 'priya']);
  });

  it('hangs someone on your own bead when their carrier is not in the room', () => {
    const ordered = hangStrands([person('sione', { kind: 'via', viaId: 'nobody' })]);
    expect(ordered[0]?.depth).toBe(0);
  });

  it('shows two who claim to pass each other on', () => {
    const ordered = hangStrands([
      person('a', { kind: 'via', viaId: 'b' }),
      person('b', { kind: 'via', viaId: 'a' }),
    ]);
    expect(ordered.map((hung) => hung.person.id)).toEqual(['a', 'b']);
  });

  it('shows everybody exactly once, whoever claims to pass on whom', () => {
    const id = fc.integer({ min: 0, max: 9 }).map((n) => `p${n}`);
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.array(id, { minLength: 10, maxLength: 10 }), (ids, carriers) => {
        const all = ids.map((own, index) => person(own, { kind: 'via', viaId: carriers[index] }));
        const shown = hangStrands(all).map((hung) => hung.person.id);
        expect([...shown].sort()).toEqual([...ids].sort());
      }),
    );
  });
});
