import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/features/chat/talk/fold.ts';
import { createSearch } from '../../../../src/features/chat/talk/search.ts';
import { makeMessage, makeText } from '../../../support/chat-fixture.ts';

/** A search that counts how often it folds something. */
function counting() {
  let folds = 0;
  const search = createSearch((text) => {
    folds += 1;
    return foldText(text);
  });
  return { search, folds: () => folds };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => makeMessage('mei', i, { body: makeText(`Weir ${i}`) }));

describe('searching', () => {
  it('folds each message once, whatever is looked for, and what is new when it is there', () => {
    const { search, folds } = counting();
    const rows = many(5_000);
    for (const query of ['w', 'we', 'wei', 'weir 4711']) search.find(rows, query);
    expect(folds()).toBe(5_000 + 4);
    expect(search.find([...rows, ...many(5_001).slice(-1)], 'weir 5000')).toHaveLength(1);
    expect(folds()).toBe(5_001 + 5);
  });

  it('folds nothing of messages at the first letter when it was made ready before, a part at a time', () => {
    const { search, folds } = counting();
    const rows = many(1_200);
    const parts: number[] = [];
    for (let isLeft = true; isLeft;) {
      const before = folds();
      isLeft = search.prepare(rows, 500);
      parts.push(folds() - before);
    }
    expect(parts).toEqual([500, 500, 200]);
    expect(search.find(rows, 'WEIR 7')).toHaveLength(111);
    expect(folds()).toBe(1_200 + 1);
  });
});
