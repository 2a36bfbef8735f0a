import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../src/app/routes.ts';

const code = 'maple-window-seven-otter-lamp-river~AbCdEfGhIjKlMnOpQrStUv';

describe('reading', () => {
  it.each<[string, Route]>([
    ['', { kind: 'home' }],
    ['#', { kind: 'home' }],
    ['#/', { kind: 'home' }],
    ['#/join', { kind: 'join' }],
    ['#/new', { kind: 'new' }],
    [`#/r/${code}`, { kind: 'room', code, space: undefined }],
    [`#/r/${code}/map`, { kind: 'room', code, space: 'map' }],
    [`#/r/${code}/No%20Space`, { kind: 'room', code, space: undefined }],
    ['#/r/two%20words', { kind: 'room', code: 'two words', space: undefined }],
    ['#/settings', { kind: 'settings', page: 'profile' }],
    ['#/settings/network', { kind: 'settings', page: 'network' }],
    ['#/settings/nowhere', { kind: 'settings', page: 'profile' }],
    [
      '#/share?title=T&text=hello%20you&url=https%3A%2F%2Fa.example',
      { kind: 'share', text: 'T\nhello you\nhttps://a.example' },
    ],
    ['#/i/AbC-_9', { kind: 'invitation', code: 'AbC-_9' }],
    ['#/a/AbC-_9', { kind: 'answer', code: 'AbC-_9' }],
    ['#/i/', { kind: 'unknown', hash: '#/i/' }],
    ['#/a/b/c', { kind: 'unknown', hash: '#/a/b/c' }],
    ['#/elsewhere', { kind: 'unknown', hash: '#/elsewhere' }],
    ['#/r/', { kind: 'unknown', hash: '#/r/' }],
    ['#/r/%E0%A4%A', { kind: 'unknown', hash: '#/r/%E0%A4%A' }],
    // A slash in disguise: written again it would begin another part.
    ['#/r/two%2Fwords', { kind: 'unknown', hash: '#/r/two%2Fwords' }],
    [`#/r/${'x'.repeat(201)}`, { kind: 'unknown', hash: `#/r/${'x'.repeat(201)}` }],
  ])('reads %j', (hash, route) => expect(parseRoute(hash)).toEqual(route));

  it('cuts what a share sheet hands over to one message', () => {
    const route = parseRoute(`#/share?text=${'x'.repeat(20_000)}`);
    expect(route.kind === 'share' && route.text.length).toBe(10_000);
  });

  it.each([
    ['a character of two units', '𐀀'],
    ['a gap', ' y'],
  ])('cuts it before %s that does not fit', (_, last) => {
    const route = parseRoute(`#/share?text=${'x'.repeat(9_999)}${last}`);
    expect(route).toEqual({ kind: 'share', text: 'x'.repeat(9_999) });
  });
});

it.each<Route>([
  { kind: 'home' },
  { kind: 'join' },
  { kind: 'new' },
  { kind: 'room', code, space: undefined },
  { kind: 'room', code, space: 'studio' },
  { kind: 'settings', page: 'identity' },
  { kind: 'share', text: 'a & b\nc' },
])('writes what it reads: $kind', (route) => expect(parseRoute(formatRoute(route))).toEqual(route));
