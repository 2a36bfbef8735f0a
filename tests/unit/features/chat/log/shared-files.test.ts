// Files of the room that a message names: what others may put there, and what of it counts.

import { describe, expect, it } from 'vitest';
import type { SharedRef } from '../../../../../src/features/file-sharing.ts';
import { decodeContent, encodeContent, sharedOf } from '../../../../../src/features/chat/log/content.ts';
import { KIND } from '../../../../../src/features/chat/log/entry.ts';
import { makeContent } from '../../../../../src/features/chat/new-content.ts';
import { encodeMessage } from '../../../../../src/primitives/codec.ts';

const ID = '0123456789abcdef'.repeat(2);
const FILM: SharedRef = { id: ID, name: 'film.mp4', type: 'video/mp4', sizeBytes: 2 ** 33 };
const TRIP: SharedRef = { id: ID, root: ID + ID, name: 'trip', type: '', sizeBytes: 9, count: 300 };
const make = (shared: readonly SharedRef[], text = '') =>
  makeContent({ kind: 'text', text, shared }, () => undefined);

it('[A3] is the same at the other end, alone or beside a text, and messages without it are as before', () => {
  const made = make([FILM, TRIP]);
  const bytes = made.ok ? encodeContent(made.value) : new Uint8Array();
  const read = decodeContent(KIND.text, bytes);
  expect(read?.kind === 'text' && read.shared?.map(sharedOf)).toEqual([FILM, TRIP]);
  const plain = make([], 'hello');
  expect(plain.ok && Object.keys(plain.value)).toEqual(['kind', 'text', 'mentions', 'files']);
});

it.each<[string, Partial<SharedRef>]>([
  ['no key', { id: '' }],
  ['a key of another length', { id: ID.slice(2) }],
  ['a key that is none', { id: 'x'.repeat(32) }],
  ['a root that is none', { root: 'abc' }],
  ['a size below nothing', { sizeBytes: -1 }],
  ['half a byte', { sizeBytes: 0.5 }],
  ['no size', { sizeBytes: Number.NaN }],
  ['more than there is', { sizeBytes: 2 ** 50 }],
  ['an empty folder', { count: 0 }],
  ['a million files', { count: 1_000_000 }],
])('is not said with %s', (_, wrong) => {
  expect(make([{ ...FILM, ...wrong }])).toEqual({ ok: false, error: 'malformed' });
});

it('is not said of more files than a message takes', () => {
  expect(make(Array.from({ length: 11 }, () => FILM))).toEqual({ ok: false, error: 'malformed' });
});

it('cuts what is called longer than anything is', () => {
  const made = make([{ ...FILM, name: `${'n'.repeat(5_000)}\ud800`, type: 't'.repeat(500) }]);
  const [said] = (made.ok && made.value.kind === 'text' && made.value.shared) || [];
  expect([said?.name.length, said?.type.length]).toEqual([255, 100]);
});

describe('from others', () => {
  const WIRE = { key: new Uint8Array(16), name: 'film.mp4', type: '', size: 1 };
  const hear = (shared: unknown) =>
    decodeContent(KIND.text, encodeMessage({ text: '', mentions: [], files: [], shared } as never));

  it('holds as it is', () => {
    expect(hear([WIRE])).toMatchObject({ shared: [WIRE] });
  });

  it.each<[string, unknown]>([
    ['nothing', []],
    ['no list', WIRE],
    ['a number', 7],
    ['eleven', Array.from({ length: 11 }, () => WIRE)],
    ['a short key', [{ ...WIRE, key: new Uint8Array(15) }]],
    ['a key of text', [{ ...WIRE, key: 'x'.repeat(16) }]],
    ['a long root', [{ ...WIRE, root: new Uint8Array(33) }]],
    ['no name', [{ key: WIRE.key, type: '', size: 1 }]],
    ['a long name', [{ ...WIRE, name: 'n'.repeat(256) }]],
    ['a long type', [{ ...WIRE, type: 't'.repeat(101) }]],
    ['a size below nothing', [{ ...WIRE, size: -1 }]],
    ['a size beyond all', [{ ...WIRE, size: 2 ** 52 }]],
    ['a folder of none', [{ ...WIRE, count: 0 }]],
    ['a folder of millions', [{ ...WIRE, count: 2 ** 24 }]],
    ['a folder of half a file', [{ ...WIRE, count: 1.5 }]],
  ])('says nothing with %s', (_, shared) => {
    expect(hear(shared)).toBeUndefined();
  });
});
