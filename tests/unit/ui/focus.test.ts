// Where a key leads in a group with one tab stop.

import { describe, expect, it } from 'vitest';
import { nextFocusIndex, type FocusMove } from '../../../src/ui/focus.ts';

function next(key: string, changes: Partial<FocusMove> = {}): number | undefined {
  return nextFocusIndex({ key, index: 1, count: 3, axis: 'horizontal', ...changes });
}

describe('nextFocusIndex', () => {
  it('goes on with the arrow of the direction of writing', () => {
    expect(next('ArrowRight')).toBe(2);
  });

  it('mirrors the arrows where writing runs from the right', () => {
    expect(next('ArrowRight', { isRtl: true })).toBe(0);
  });

  it('goes round at the end', () => {
    expect(next('ArrowRight', { index: 2 })).toBe(0);
  });

  it('goes round at the beginning', () => {
    expect(next('ArrowLeft', { index: 0 })).toBe(2);
  });

  it.each([
    ['Home', 0],
    ['End', 2],
  ])('%s leads to %s', (key, index) => {
    expect(next(key)).toBe(index);
  });

  it('leaves the other axis alone', () => {
    expect(next('ArrowDown')).toBeUndefined();
  });

  it('enters from nowhere at the near end', () => {
    expect(next('ArrowUp', { index: -1, axis: 'vertical' })).toBe(2);
  });

  it('has nowhere to go in an empty group', () => {
    expect(next('Home', { count: 0 })).toBeUndefined();
  });
});
