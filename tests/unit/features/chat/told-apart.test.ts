import { expect, it } from 'vitest';
import { confusableAmong } from '../../../../src/features/chat/told-apart.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';

function among(...names: readonly string[]): readonly string[] {
  const people = new Map(names.map((name, i) => [`${i}` as IdentityId, { name }]));
  const confusable = confusableAmong(people);
  return names.filter((_, i) => confusable.has(`${i}` as IdentityId));
}

it.each([
  ['one name twice', ['Anna', 'anna ', 'Bo'], ['Anna', 'anna ']],
  ['letters of another script', ['Anna', 'Аnna'], ['Anna', 'Аnna']],
  ['a name of mixed letters, alone', ['Аnna', 'Bo'], ['Аnna']],
  ['what this person is called', ['You', 'आप', 'أنت', 'Yan'], ['You', 'आप', 'أنت']],
  [
    'a name with the mark of another',
    ['Anna (the teal turtle)', 'Bo – مالك الحزين بلون البط', 'Teal'],
    ['Anna (the teal turtle)', 'Bo – مالك الحزين بلون البط'],
  ],
  ['nobody', ['Anna', 'Hannah', 'Sam (Berlin)', '', ''], []],
])('marks %s', (_, names, confusable) => {
  expect(among(...names)).toEqual(confusable);
});
