import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../../src/features/chat/delivery.ts';
import { receiptsOf } from '../../../../src/features/chat/receipts.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';

const people = (names: string) => new Set(Array.from(names) as IdentityId[]);
const all = (names: string): Reach => ({ to: people(names), reached: people(names) });
const some = (to: string, reached: string): Reach => ({ to: people(to), reached: people(reached) });

/** Places of the messages that have a receipt. */
function shown(...states: readonly (Reach | undefined)[]): readonly string[] {
  const entries = states.map((_, index) => ({ key: String(index) }));
  const reach = new Map(states.flatMap((state, index) => (state ? [[String(index), state] as const] : [])));
  return Array.from(receiptsOf(entries, reach).keys());
}

describe('receipts', () => {
  it('stand once below messages that reached the same people', () => {
    expect(shown(all('mn'), all('mn'), all('mn'))).toEqual(['2']);
  });

  it('stand where it changes whom they reached', () => {
    expect(shown(all('m'), all('m'), all('mn'), all('mn'))).toEqual(['1', '3']);
    expect(shown(all('m'), all('n'))).toEqual(['0', '1']);
  });

  it('stand below every message that has not reached everybody', () => {
    expect(shown(all('mn'), some('mn', 'm'), some('mn', 'm'), all('mn'))).toEqual(['0', '1', '2', '3']);
  });

  it('stand once below messages that nobody was there for', () => {
    expect(shown(all(''), all(''), all('m'))).toEqual(['1', '2']);
  });

  it('stand below no message of others', () => {
    expect(shown(undefined, undefined)).toEqual([]);
  });
});
