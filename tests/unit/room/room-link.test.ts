import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBase64url } from '../../../src/primitives/base64url.ts';
import { createRoomCode } from '../../../src/room/room-code.ts';
import {
  formatRoomLink,
  formatRoomText,
  parseRoomInput,
  parseRoomLink,
} from '../../../src/room/room-link.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const code = createRoomCode(createSeededRandom(7));
const words = code.join('-');
const owner = formatBase64url(new Uint8Array(16).fill(9));

const anyAddress = fc.record({
  code: fc.integer().map((seed) => createRoomCode(createSeededRandom(seed))),
  owner: fc.option(fc.uint8Array({ minLength: 16, maxLength: 16 }).map(formatBase64url), { nil: undefined }),
});

test('[R1] every room link is read back, with its origin', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      const link = formatRoomLink('https://host.example:8443/', address);
      expect(parseRoomLink(link)).toEqual({
        ok: true,
        value: { ...address, origin: 'https://host.example:8443' },
      });
    }),
  );
});

test('every text form is read back, without an origin', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      expect(parseRoomLink(formatRoomText(address))).toEqual({
        ok: true,
        value: { ...address, origin: undefined },
      });
    }),
  );
});

test.each([
  ['a message around it', `Come here: https://a.example/#/r/${words}~${owner}, now!`, 'https://a.example'],
  ['an escaped tilde', `https://a.example/#/r/${words}%7E${owner}`, 'https://a.example'],
  ['a page in a folder', `http://10.0.0.2:8080/kith/index.html#/r/${words}~${owner}`, 'http://10.0.0.2:8080'],
  ['a saved file', `file:///home/me/kith.html#/r/${words}~${owner}`, undefined],
  ['the fragment alone', `#/r/${words}~${owner}`, undefined],
  ['a full stop after it', `kith:r/${words}~${owner}.`, undefined],
  ['angle brackets', `<https://a.example/#/r/${words}~${owner}>`, 'https://a.example'],
])('a link is found in spite of %s', (_, text, origin) => {
  expect(parseRoomLink(text)).toEqual({ ok: true, value: { code, owner, origin } });
});

test('what a later version may add behind the owner does not matter', () => {
  expect(parseRoomLink(`https://a.example/#/r/${words}~${owner}~more`)).toMatchObject({
    ok: true,
    value: { code, owner },
  });
});

test('the text form is found in a message, too', () => {
  expect(parseRoomInput(`Come here: kith:r/${words}~${owner}`)).toMatchObject({
    ok: true,
    value: { code, owner },
  });
});

test('bare words are an address without owner', () => {
  expect(parseRoomInput(code.join(' '))).toEqual({
    ok: true,
    value: { code, owner: undefined, origin: undefined },
  });
});

test.each([
  ['nothing', '', { code: 'not-a-link' }],
  ['prose', 'see you tomorrow', { code: 'not-a-link' }],
  ['another page', 'https://example.com/watch?v=1', { code: 'foreign' }],
  ['another fragment', 'https://example.com/#chapter', { code: 'foreign' }],
  ['an invitation', 'https://a.example/#/i/AAAA', { code: 'other-route', route: '/i/AAAA' }],
  ['another text', 'kith:i/AAAA', { code: 'other-route', route: 'i' }],
  ['a later kind of link', 'https://a.example/#/r2/AAAA~BBBB', { code: 'later-version' }],
  ['a later kind of text', `kith:r2/${words}`, { code: 'later-version' }],
  ['another later kind of text', `kith:2/r/${words}`, { code: 'later-version' }],
  ['an owner of a later kind', `https://a.example/#/r/${words}~2.${owner}`, { code: 'later-version' }],
  ['another route that begins like a room', '#/rules/2', { code: 'other-route', route: '/rules/2' }],
  ['missing words', `https://a.example/#/r/${code.slice(0, 3).join('-')}`, { code: 'cut-short' }],
  ['half a last word', 'https://a.example/#/r/zoo-zoo-zoo-zoo-zoo-zo', { code: 'cut-short' }],
  ['one word of no list', 'https://evil.example/#/r/abc', { code: 'cut-short' }],
  ['a fragment with one word of no list', '#/r/xxx', { code: 'cut-short' }],
  ['no words', 'https://a.example/#/r/', { code: 'cut-short' }],
  ['half an owner', `https://a.example/#/r/${words}~${owner.slice(0, 9)}`, { code: 'cut-short' }],
])('%s: a typed error', (_, text, error) => {
  expect(parseRoomLink(text)).toEqual({ ok: false, error });
});

test.each(['javascript:alert(1)', ' mailto:mei@kith.example'])('%s is no link and no words', (text) => {
  expect(parseRoomInput(text)).toEqual({ ok: false, error: { code: 'not-a-link' } });
});

test('a wrong word in a link is named', () => {
  expect(parseRoomLink(`https://a.example/#/r/zoo-zoo-zebrra-zoo-zoo-zoo~${owner}`)).toMatchObject({
    error: {
      code: 'wrong-code',
      cause: { code: 'wrong-words', wrong: [{ word: 'zebrra', suggestions: ['zebra'] }] },
    },
  });
});

test('any text is answered without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof parseRoomLink(`https://a.example/#/r/${text}`).ok).toBe('boolean');
      expect(typeof parseRoomInput(text).ok).toBe('boolean');
    }),
  );
});
