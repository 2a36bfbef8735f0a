import { expect, it } from 'vitest';
import { joinHoldings, type Holding } from '../../../src/features/holding.ts';
import type { IdentityId } from '../../../src/primitives/ids.ts';

const something = (isLast: boolean, ...names: string[]): Holding => ({
  kind: 'something',
  wholly: new Set(names as IdentityId[]),
  isLast,
});

it('is nothing when no feature holds anything', () => {
  expect(joinHoldings([{ kind: 'nothing' }, { kind: 'nothing' }])).toEqual({ kind: 'nothing' });
});

it('is what the one feature holds that holds something', () => {
  const held = something(false, 'mei');
  expect(joinHoldings([{ kind: 'nothing' }, held, { kind: 'nothing' }])).toEqual(held);
});

it('counts only who holds all of every feature, and is the last one of any', () => {
  expect(joinHoldings([something(false, 'mei', 'kwame'), something(true, 'kwame')])).toEqual(
    something(true, 'kwame'),
  );
});
