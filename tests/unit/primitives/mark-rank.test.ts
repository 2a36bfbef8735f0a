import { expect, it } from 'vitest';
import type { Dye } from '../../../src/primitives/mark.ts';
import { rankByDye } from '../../../src/primitives/mark-rank.ts';

const member = (identityId: string, dye: Dye) => ({ identityId, mark: { dye, thing: 'otter' } as const });

it('ranks those of one dye by their identity, whoever came first', () => {
  const ranks = rankByDye([member('c', 'teal'), member('a', 'teal'), member('b', 'teal')]);
  expect(Object.fromEntries(ranks)).toEqual({ a: 0, b: 1, c: 2 });
});

it('leaves those of a dye of their own plain', () => {
  const ranks = rankByDye([member('b', 'teal'), member('a', 'rose')]);
  expect(Object.fromEntries(ranks)).toEqual({ a: 0, b: 0 });
});

it('counts an identity once, in however many tabs it is here', () => {
  const ranks = rankByDye([member('a', 'teal'), member('b', 'teal'), member('a', 'teal')]);
  expect(Object.fromEntries(ranks)).toEqual({ a: 0, b: 1 });
});
