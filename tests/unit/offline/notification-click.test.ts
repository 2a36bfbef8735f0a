import { expect, it } from 'vitest';
import { decideClick, isShownBy, type OpenPage } from '../../../src/offline/notification-click.ts';

const page = (id: string, visibilityState = 'hidden', focused = false): OpenPage => ({
  id,
  visibilityState,
  focused,
});
const shown = { page: 'b', name: '1' };

it('brings the page to the front that showed it, and tells that page which it was', () => {
  expect(decideClick(shown, [page('a', 'visible', true), page('b')])).toEqual({
    kind: 'focus',
    id: 'b',
    pressed: { type: 'notification-pressed', page: 'b', name: '1' },
  });
});

it.each([
  ['the focused one', [page('a'), page('c', 'visible'), page('d', 'visible', true)], 'd'],
  ['else one on screen', [page('a'), page('c', 'visible')], 'c'],
  ['else any', [page('a'), page('c')], 'a'],
] as const)('takes another page when that one is gone: %s', (_, pages, id) => {
  expect(decideClick(shown, pages)).toEqual({ kind: 'focus', id, pressed: undefined });
});

it('opens Kith when no page is left', () => {
  expect(decideClick(shown, [])).toEqual({ kind: 'open' });
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'b'],
  ['what has no name', { page: 'b' }],
  ['another version’s', { page: 3, name: {} }],
])('makes nothing of %s', (_, data) => {
  expect(decideClick(data, [page('b')])).toEqual({ kind: 'focus', id: 'b', pressed: undefined });
  expect(isShownBy('b', data)).toBe(false);
});

it('knows by whom one is shown', () => {
  expect(isShownBy('b', shown)).toBe(true);
  expect(isShownBy('a', shown)).toBe(false);
});
