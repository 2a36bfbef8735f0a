import { expect, it } from 'vitest';
import { PAGE_MAX_BYTES, parsePageMessage } from '../../../src/offline/messages.ts';

const page = new Blob(['<!doctype html>']);

it.each([{ type: 'page-status' }, { type: 'skip-waiting' }, { type: 'keep-page', page }])(
  'understands $type',
  (message) => {
    expect(parsePageMessage(message)).toEqual(message);
  },
);

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a string', 'skip-waiting'],
  ['an unknown type', { type: 'delete-everything' }],
  ['a page that is text', { type: 'keep-page', page: '<!doctype html>' }],
  ['a page that is missing', { type: 'keep-page' }],
])('ignores %s', (_, data) => {
  expect(parsePageMessage(data)).toBeUndefined();
});

it('ignores a page over its limit', () => {
  const large = Object.defineProperty(new Blob([]), 'size', { value: PAGE_MAX_BYTES + 1 });
  expect(parsePageMessage({ type: 'keep-page', page: large })).toBeUndefined();
});
