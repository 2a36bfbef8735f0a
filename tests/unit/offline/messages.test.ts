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

const id = '0123456789abcdef0123456789abcdef';
const film = { id, sizeBytes: 5, mimeType: 'video/mp4' };

it('understands what is to be played', () => {
  const message = { type: 'offer-media', offer: film };
  expect(parsePageMessage(message)).toEqual(message);
});

it.each([
  ['a type that a browser would run', { ...film, mimeType: 'text/html' }],
  ['a type with something after it', { ...film, mimeType: 'video/mp4\nx: y' }],
  ['no bytes', { ...film, sizeBytes: 0 }],
  ['half a byte', { ...film, sizeBytes: 0.5 }],
  ['an id that leads elsewhere', { ...film, id: '../../x' }],
  ['nothing', undefined],
])('plays nothing of %s', (_, offer) => {
  expect(parsePageMessage({ type: 'offer-media', offer })).toBeUndefined();
});
