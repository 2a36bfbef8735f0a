import { expect, it } from 'vitest';
import { findFolded } from '../../../../../src/features/chat/view/found-text.ts';

const found = (text: string, query: string) =>
  findFolded(text, query).map(([from, to]) => text.slice(from, to));

it('finds whatever case and accents, and says where it stands in the text as written', () => {
  expect(found('A Café, a cafe', 'CAFE')).toEqual(['Café', 'cafe']);
  expect(found('cafe\u0301 here', 'café')).toEqual(['cafe\u0301']);
  expect(found('قَلْب واحد', 'قلب')).toEqual(['قَلْب']);
});

it('cuts no letter in two', () => {
  expect(found('🎉🎉 party 🎉', '🎉')).toEqual(['🎉', '🎉', '🎉']);
});

it('finds nothing for nothing', () => {
  expect(found('anything', '  ')).toEqual([]);
});
