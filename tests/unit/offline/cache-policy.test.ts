import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  buildCacheName,
  decideAnswer,
  isHostTrouble,
  isKeepable,
  lastingCacheName,
  outdatedCaches,
  pageHeaders,
  SHELL_FILES,
  type Answer,
} from '../../../src/offline/cache-policy.ts';

const SCOPE = 'https://kith.example/app/';
const get = (path: string, mode = 'no-cors') => ({ method: 'GET', mode, url: new URL(path, SCOPE).href });
const visit = (path: string) => get(path, 'navigate');
const post = (path: string, mode = 'navigate') => ({ ...get(path, mode), method: 'POST' });

describe('decideAnswer', () => {
  it.each([
    ['the root', visit('./')],
    ['the root with a query', visit('./?utm=1')],
    ['the root with a room behind the hash', visit('./#/r/one-two-three-four-five-six~owner')],
    ['the file by its name', visit('./index.html?x#/settings')],
  ])('answers a visit to %s with the kept page', (_, request) => {
    expect(decideAnswer(request, SCOPE)).toEqual<Answer>({ kind: 'page' });
  });

  it.each(SHELL_FILES)('answers %s from the cache, whatever its query', (file) => {
    expect(decideAnswer(get(`${file}?v=2`), SCOPE)).toEqual<Answer>({ kind: 'shell-file', key: file });
  });

  it('asks the network first for what the host says', () => {
    expect(decideAnswer(get('kith.json', 'cors'), SCOPE)).toEqual<Answer>({
      kind: 'freshest',
      key: 'kith.json',
    });
  });

  it.each(['navigate', 'no-cors'])('hands out a download that a page offered (%s)', (mode) => {
    const id = '0123456789abcdef0123456789abcdef';
    expect(decideAnswer(get(`download/${id}`, mode), SCOPE)).toEqual<Answer>({ kind: 'download', id });
  });

  it('plays what a page has parts of, and shows it as no page', () => {
    const id = '0123456789abcdef0123456789abcdef';
    expect(decideAnswer(get(`play/${id}`, 'no-cors'), SCOPE)).toEqual<Answer>({ kind: 'media', id });
    expect(decideAnswer(visit(`play/${id}`), SCOPE)).toEqual<Answer>({ kind: 'pass' });
  });

  it('receives a share', () => {
    expect(decideAnswer(post('share'), SCOPE)).toEqual<Answer>({ kind: 'receive-share' });
  });

  it.each([
    ['the health endpoint', get('health')],
    ['a visit to the health endpoint', visit('health')],
    ['the broker', get('broker/kith/id?ts=1', 'cors')],
    ['a post to the broker', post('broker/kith/offer', 'cors')],
    ['the worker itself', get('sw.js', 'same-origin')],
    ['a script asking for the page', get('./', 'cors')],
    ['a file nobody knows', get('other.png')],
    ['a visit beside the scope', visit('/')],
    ['a visit to a scope with the same start', visit('/application/')],
    ['another origin', { ...get('./'), url: 'https://elsewhere.example/app/favicon.svg' }],
    ['a visit to another origin', { ...visit('./'), url: 'https://elsewhere.example/app/' }],
    ['another port', { ...get('./'), url: 'https://kith.example:8443/app/favicon.svg' }],
    ['an address that is none', { ...get('./'), url: 'https://' }],
    ['a data address', { ...get('./'), url: 'data:text/plain,favicon.svg' }],
    ['a share that is no navigation', post('share', 'cors')],
    ['a post to the page', post('./')],
    ['a post to a download', post('download/0123456789abcdef0123456789abcdef')],
    ['a download of no such id', visit('download/0123456789ABCDEF0123456789abcdef')],
    ['a download beside the scope', visit('/download/0123456789abcdef0123456789abcdef')],
    ['a head request of a shell file', { ...get('favicon.svg'), method: 'HEAD' }],
  ])('passes on %s', (_, request) => {
    expect(decideAnswer(request, SCOPE)).toEqual<Answer>({ kind: 'pass' });
  });
});

describe('isKeepable', () => {
  const good = { status: 200, type: 'basic', redirected: false };

  it('keeps a good answer of this origin', () => {
    expect(isKeepable(good)).toBe(true);
  });

  it.each([
    ['a missing file', { ...good, status: 404 }],
    ['a part of a file', { ...good, status: 206 }],
    ['a broken host', { ...good, status: 502 }],
    ['an opaque answer', { ...good, type: 'opaque', status: 0 }],
    ['a foreign answer', { ...good, type: 'cors' }],
    ["a redirect's end", { ...good, redirected: true }],
  ])('never keeps %s', (_, response) => {
    expect(isKeepable(response)).toBe(false);
  });
});

it.each([
  [200, false],
  [404, false],
  [500, true],
  [503, true],
])('calls a host that answers %i in trouble: %s', (status, expected) => {
  expect(isHostTrouble({ status, type: 'basic', redirected: false })).toBe(expected);
});

describe('outdatedCaches', () => {
  const mine = buildCacheName(SCOPE, 'b2');

  it('names the caches of other builds of this copy', () => {
    const older = [buildCacheName(SCOPE, 'b1'), buildCacheName(SCOPE, 'b11')];
    expect(outdatedCaches([...older, mine], SCOPE, 'b2')).toEqual(older);
  });

  it.each([
    ['the build in use', mine],
    ['what outlives builds', lastingCacheName(SCOPE)],
    ['another copy at the same origin', buildCacheName('https://kith.example/', 'b1')],
    ['a copy in a folder below', buildCacheName(`${SCOPE}old/`, 'b1')],
    ["another app's cache", 'workbox-precache-v2'],
  ])('leaves %s alone', (_, name) => {
    expect(outdatedCaches([name], SCOPE, 'b2')).toEqual([]);
  });
});

describe('pageHeaders', () => {
  const headersOf = (given: Record<string, string>) => Object.fromEntries(pageHeaders(Object.entries(given)));

  it("keeps the host's security headers", () => {
    const given = { 'X-Frame-Options': 'DENY', 'referrer-policy': 'no-referrer' };
    expect(headersOf(given)).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
  });

  it('drops what described the transfer', () => {
    const kept = headersOf({ 'Content-Encoding': 'br', 'content-length': '5', Vary: '*' });
    expect(Object.keys(kept).sort()).toEqual(['content-type', 'x-content-type-options']);
  });

  it('says HTML in UTF-8 whatever the host said', () => {
    expect(headersOf({ 'content-type': 'text/plain' })['content-type']).toBe('text/html; charset=utf-8');
  });
});

it.each(SHELL_FILES)('precaches only what is served: public/%s exists', (file) => {
  expect(existsSync(new URL(`../../../public/${file}`, import.meta.url))).toBe(true);
});
