import { expect, it } from 'vitest';
import type { Reach } from '../../../../../src/features/chat/api.ts';
import { speaksFor } from '../../../../../src/features/chat/view/receipts.ts';
import type { IdentityId } from '../../../../../src/primitives/ids.ts';

function reach(to: string, reached = to, read = ''): Reach {
  const set = (ids: string) => new Set(Array.from(ids) as IdentityId[]);
  return { to: set(to), reached: set(reached), read: set(read) };
}

it('lets one receipt stand for several that reached the same people', () => {
  expect(speaksFor(reach('ab'), reach('ba'))).toBe(true);
});

it('keeps each that has not reached everybody, went to others or was read by others', () => {
  expect(speaksFor(reach('ab', 'a'), reach('ab'))).toBe(false);
  expect(speaksFor(reach('ab'), reach('ab', 'a'))).toBe(false);
  expect(speaksFor(reach('ab'), reach('a'))).toBe(false);
  expect(speaksFor(reach('ab'), reach('ab', 'ab', 'a'))).toBe(false);
});
