import { describe, expect, test, vi } from 'vitest';
import { signal } from '@preact/signals-core';
import { formatPeerId } from '../../../src/primitives/ids.ts';
import { clientIdOf, isClientOf } from '../../../src/sync/client-id.ts';
import type { Json } from '../../../src/sync/json.ts';
import type { ChangeOrigin, Delta, SharedDoc } from '../../../src/sync/shared-docs.ts';
import { createWorkerChecker } from '../../../src/sync/update/worker-checker.ts';
import { createDetachedDocs } from '../../support/detached-docs.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const open = (letter = 'a', options: Parameters<typeof createDetachedDocs>[1] = {}): SharedDoc =>
  createDetachedDocs(letter, options).open('doc', { space: 'doc' });

describe('names', () => {
  test('are of one kind for good', () => {
    const doc = open();
    expect(doc.map('a')).toBe(doc.map('a'));
    expect(() => doc.list('a')).toThrow(TypeError);
    expect(() => doc.text('a')).toThrow('a is a map, and no text');
    expect(() => doc.text('x'.repeat(65))).toThrow(RangeError);
  });

  test('of documents have 1 to 64 characters, and there are at most 64 of them', () => {
    const docs = createDetachedDocs();
    expect(docs.open('a', { space: 's' })).toBe(docs.open('a', { space: 's' }));
    for (const key of ['', 'x'.repeat(65)]) expect(() => docs.open(key, { space: 's' })).toThrow(RangeError);
    for (let i = 1; i < 64; i += 1) docs.open(`d${i}`, { space: 's' });
    expect(() => docs.open('one more', { space: 's' })).toThrow(RangeError);
  });
});

describe('values', () => {
  test('are JSON, copied at the door', () => {
    const map = open().map('m');
    const value = { a: [1, { b: null }], gone: undefined } as unknown as Json;
    map.set('k', value);
    (value as { a: unknown[] }).a.push(2);
    expect(map.get('k')).toEqual({ a: [1, { b: null }] });
    expect(map.entries()).toEqual([['k', { a: [1, { b: null }] }]]);
    expect([map.has('k'), map.size, map.keys()]).toEqual([true, 1, ['k']]);
    map.delete('k');
    expect(map.toJSON()).toEqual({});
  });

  test.each([
    ['nothing', undefined],
    ['a function', () => 1],
    ['infinity', Infinity],
    ['a date in a list', [new Date(Number.NaN).getTime()]],
    ['another prototype', JSON.parse('{"__proto__":1}')],
    ['17 levels', JSON.parse('['.repeat(17) + ']'.repeat(17))],
  ])('%s is a programmer’s error', (_, value) => {
    expect(() =>
      open()
        .map('m')
        .set('k', value as Json),
    ).toThrow(TypeError);
  });

  test('too large to be told are refused, and said so', () => {
    const docs = createDetachedDocs();
    const codes: string[] = [];
    docs.onRefused(({ code }) => codes.push(code));
    const doc = docs.open('doc', { space: 'doc' });
    doc.map('m').set('k', 'x'.repeat(200_001));
    doc.list('l').push('x'.repeat(200_001));
    expect([codes, doc.map('m').size, doc.list('l').length]).toEqual([['too-large', 'too-large'], 0, 0]);
  });

  test('outside of a list or a text are a programmer’s error', () => {
    const doc = open();
    doc.list('l').push(1, 2);
    doc.text('t').insert(0, 'ab');
    for (const change of [
      () => doc.list('l').insert(3, [1]),
      () => doc.list('l').delete(1, 2),
      () => doc.text('t').insert(-1, 'x'),
      () => doc.text('t').delete(1, 2),
      () => doc.text('t').applyDelta([{ retain: 1 }, { delete: 2 }]),
    ])
      expect(change).toThrow(RangeError);
    expect([doc.list('l').toJSON(), doc.text('t').toString()]).toEqual([[1, 2], 'ab']);
  });
});

describe('changes', () => {
  test('are told once a transaction, with whose they are', () => {
    const doc = open();
    const told: [string, unknown, ChangeOrigin][] = [];
    doc.map('m').observe((keys, origin) => told.push(['map', Array.from(keys), origin]));
    doc.list('l').observe((delta, origin) => told.push(['list', delta, origin]));
    const stop = doc.text('t').observe((delta: Delta<string>, origin) => told.push(['text', delta, origin]));
    doc.transact(() => {
      doc.map('m').set('a', 1);
      doc.map('m').set('b', 1);
      doc.list('l').push(1, 2);
      doc.text('t').insert(0, 'x');
    });
    stop();
    doc.text('t').insert(0, 'y');
    expect(told).toEqual([
      ['map', ['a', 'b'], 'self'],
      ['list', [{ insert: [1, 2] }], 'self'],
      ['text', [{ insert: 'x' }], 'self'],
    ]);
  });

  test('are told although a listener before failed', () => {
    const write = vi.fn();
    const doc = open('a', { log: { write } });
    doc.text('t').observe(() => {
      throw new Error('mine');
    });
    doc.text('t').insert(0, 'x');
    expect(doc.text('t').toString()).toBe('x');
    expect(write).toHaveBeenCalledWith(expect.objectContaining({ level: 'error', part: 'sync' }));
  });

  test('that are not allowed leave all as it is', () => {
    const isAllowed = signal(true);
    const docs = createDetachedDocs('a', { mayWrite: () => isAllowed.value });
    const codes: string[] = [];
    docs.onRefused(({ code, from }) => codes.push(`${code} ${from}`));
    const doc = docs.open('doc', { space: 'doc' });
    doc.text('t').insert(0, 'x');
    isAllowed.value = false;
    expect(doc.mayWrite.value).toBe(false);
    doc.transact(() => {
      doc.text('t').insert(0, 'y');
      doc.map('m').set('k', 1);
    });
    doc.undo.undo();
    expect([doc.text('t').toString(), doc.map('m').size]).toEqual(['x', 0]);
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'not-a-writer undefined'));
  });
});

describe('taking back', () => {
  test('is of one’s own changes only, in steps of what was written together', () => {
    const clock = createSimClock();
    const [mine, theirs] = [open('a', { clock }), open('b')];
    const { undo } = mine;
    mine.text('t').insert(0, 'one');
    mine.text('t').insert(3, ' two');
    theirs.restore(mine.snapshot());
    theirs.text('t').insert(0, 'THEIRS ');
    mine.restore(theirs.snapshot());
    undo.endStep();
    mine.text('t').insert(mine.text('t').length, ' three');
    expect([undo.canUndo.value, undo.canRedo.value]).toEqual([true, false]);
    undo.undo();
    expect(mine.text('t').toString()).toBe('THEIRS one two');
    undo.undo();
    expect(mine.text('t').toString()).toBe('THEIRS ');
    expect([undo.canUndo.value, undo.canRedo.value]).toEqual([false, true]);
    undo.redo();
    expect(mine.text('t').toString()).toBe('THEIRS one two');
  });

  test('begins a step of its own half a second later', async () => {
    const clock = createSimClock();
    const doc = open('a', { clock });
    const { undo } = doc;
    doc.text('t').insert(0, 'one');
    await clock.advance(501);
    doc.text('t').insert(3, ' two');
    undo.undo();
    expect(doc.text('t').toString()).toBe('one');
  });
});

describe('anchors', () => {
  test('move with the text around them, and stay at their side', () => {
    const [mine, theirs] = [open('a'), open('b')];
    mine.text('t').insert(0, 'hello world');
    theirs.restore(mine.snapshot());
    const [before, after] = [mine.text('t').anchor(6), mine.text('t').anchor(6, 'after')];
    theirs.text('t').insert(6, 'new ');
    theirs.text('t').insert(0, '>> ');
    mine.restore(theirs.snapshot());
    expect(mine.text('t').indexOf(before)).toBe(9);
    expect(mine.text('t').indexOf(after)).toBe(13);
    expect(theirs.text('t').indexOf(after)).toBe(13);
    expect(Math.max(before.length, after.length)).toBeLessThan(60);
  });

  test('of another text, of what is not known, and whatever else somebody says are no place', () => {
    const [mine, theirs] = [open('a'), open('b')];
    mine.text('t').insert(0, 'x');
    theirs.text('t').insert(0, 'y');
    mine.text('other').insert(0, 'z');
    const random = createSeededRandom(1);
    const noise = Array.from({ length: 200 }, (_, i) => String.fromCharCode(...random.bytes(i % 60)));
    const others = [
      mine.text('other').anchor(1),
      mine.text('other').anchor(0, 'after'),
      theirs.text('t').anchor(0, 'after'),
    ];
    for (const anchor of [...others, ...noise, '', 'A'.repeat(10_000)])
      expect([undefined, 0, 1]).toContain(mine.text('t').indexOf(anchor));
    for (const anchor of others) expect(mine.text('t').indexOf(anchor)).toBeUndefined();
    expect(() => mine.map('t2')).not.toThrow();
  });
});

describe('keeping', () => {
  test('a snapshot and each change after it are everything, in any order', () => {
    const [mine, copy] = [open('a'), open('b')];
    mine.map('m').set('k', 1);
    const snapshot = mine.snapshot();
    const updates: Uint8Array[] = [];
    mine.onUpdate((update, origin) => origin === 'self' && updates.push(update));
    mine.text('t').insert(0, 'hello');
    mine.text('t').delete(0, 1);
    mine.list('l').push({ a: 1 });
    for (const update of [...updates.toReversed(), snapshot])
      expect(copy.restore(update)).toEqual({ ok: true, value: undefined });
    expect(copy.text('t').toString()).toBe('ello');
    expect([copy.map('m').toJSON(), copy.list('l').toJSON()]).toEqual([{ k: 1 }, [{ a: 1 }]]);
  });

  test('of broken bytes is refused and changes nothing', () => {
    const doc = open();
    doc.text('t').insert(0, 'mine');
    const bytes = doc.snapshot();
    for (const broken of [
      bytes.slice(1),
      bytes.slice(0, -1),
      new Uint8Array(0),
      new Uint8Array(50).fill(255),
    ])
      expect(doc.restore(broken)).toMatchObject({ ok: false, error: { code: 'malformed', from: undefined } });
    expect(doc.text('t').toString()).toBe('mine');
  });
});

test('[Y2] a client id says whose it is, on each visit another one, within what can be counted', () => {
  const random = createSeededRandom(1);
  const [peer, other] = [formatPeerId(random.bytes(16)), formatPeerId(new Uint8Array(16).fill(255))];
  const ids = [0, 1, 255].map((visit) => clientIdOf(other, visit));
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => Number.isSafeInteger(id) && isClientOf(id, other) && !isClientOf(id, peer))).toBe(
    true,
  );
});

test('a worker that takes too long is ended, and the next update gets another one', async () => {
  const clock = createSimClock();
  const ended: number[] = [];
  let started = 0;
  const checker = createWorkerChecker(clock, () => {
    const number = (started += 1);
    return {
      postMessage: () => undefined,
      terminate: () => ended.push(number),
      addEventListener: () => undefined,
    } as never;
  });
  const answers = [1, 2].map(() => checker.check(Uint8Array.of(0, 0), new Map(), { items: 0 }));
  await clock.advance(5_000);
  expect(await Promise.all(answers)).toEqual([1, 2].map(() => ({ ok: false, error: 'slow' })));
  void checker.check(Uint8Array.of(0, 0), new Map(), { items: 0 });
  expect([started, ended]).toEqual([2, [1]]);
});

test('where no worker starts, updates are examined in the page, and nobody is blamed', async () => {
  const failing: (() => void)[] = [];
  const checker = createWorkerChecker(
    createSimClock(),
    () =>
      ({
        postMessage: () => undefined,
        terminate: () => undefined,
        addEventListener: (type: string, listener: () => void) => type === 'error' && failing.push(listener),
      }) as never,
  );
  const nothing = Uint8Array.of(0, 0);
  const answer = checker.check(nothing, new Map(), { items: 0 });
  for (const fail of failing) fail();
  const answers = [await answer, await checker.check(nothing, new Map(), { items: 0 })];
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
});
