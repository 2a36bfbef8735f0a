import { expect, test } from 'vitest';
import { lockDown } from '../../../../src/features/studio/python/lock-down.ts';
import { createOutputLimit } from '../../../../src/features/studio/python/output-limit.ts';
import { trimTraceback } from '../../../../src/features/studio/python/traceback.ts';

test('output is cut at its limit, and that is said once', () => {
  const limit = createOutputLimit(5);
  expect(limit.take('abc')).toEqual({ text: 'abc', isCut: false });
  expect(limit.take('defg')).toEqual({ text: 'de', isCut: true });
  expect(limit.take('h')).toEqual({ text: '', isCut: false });
});

test('every run has the whole limit', () => {
  const limit = createOutputLimit(5);
  limit.take('abcdefg');
  limit.reset();
  expect(limit.take('abcdef')).toEqual({ text: 'abcde', isCut: true });
});

test('a traceback begins in the program, not in the interpreter', () => {
  const traceback = [
    'Traceback (most recent call last):',
    '  File "/lib/python314.zip/_pyodide/_base.py", line 606, in eval_code_async',
    '    await CodeRunner(',
    '    ...<9 lines>...',
    '  File "main.py", line 1, in <module>',
    '    1 / 0',
    '    ~~^~~',
    'ZeroDivisionError: division by zero',
    '',
  ].join('\n');
  expect(trimTraceback(traceback)).toBe(
    [
      'Traceback (most recent call last):',
      '  File "main.py", line 1, in <module>',
      '    1 / 0',
      '    ~~^~~',
      'ZeroDivisionError: division by zero',
    ].join('\n'),
  );
});

test('frames of the library are kept', () => {
  const traceback = '  File "/lib/python314.zip/json/decoder.py", line 361, in raw_decode\nValueError: x';
  expect(trimTraceback(traceback)).toBe(traceback);
});

test('a locked worker has no network, not even on the prototype', () => {
  const prototype: { fetch?: unknown } = { fetch: String };
  const scope = Object.create(prototype) as typeof prototype;
  lockDown(scope, {});
  expect([scope.fetch, prototype.fetch]).toEqual([undefined, undefined]);
});

test('what is locked stays locked', () => {
  const scope: { WebSocket?: unknown } = { WebSocket: String };
  lockDown(scope, {});
  expect(() => Object.defineProperty(scope, 'WebSocket', { value: String })).toThrow(TypeError);
  expect(scope.WebSocket).toBeUndefined();
});

test('a locked worker has no storage', () => {
  const scope = { indexedDB: {}, caches: {} };
  const navigator = { storage: {} };
  lockDown(scope, navigator);
  expect({ ...scope, ...navigator }).toEqual({ indexedDB: undefined, caches: undefined, storage: undefined });
});
