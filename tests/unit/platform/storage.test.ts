import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  detectStoragePolicy,
  endOfPrefix,
  openDeviceStore,
  requestPersistence,
} from '../../../src/platform/storage.ts';
import { asStorageError, StorageError } from '../../../src/platform/indexed-database.ts';

const domError = (name: string) => new DOMException('…', name);
const throwing = (error: unknown) => (): undefined => {
  throw error;
};

describe('openDeviceStore', () => {
  it.each([
    ['there is no IndexedDB', () => undefined, 'blocked'],
    ['reading it is forbidden', throwing(domError('SecurityError')), 'blocked'],
    ['a private window refuses', throwing(domError('InvalidStateError')), 'blocked'],
    ['the disk is full', throwing(domError('QuotaExceededError')), 'full'],
  ])('is an error and no exception when %s', async (_, factory, code) => {
    expect(await openDeviceStore('a', factory)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('asStorageError', () => {
  it.each([
    [domError('QuotaExceededError'), 'full'],
    [domError('SecurityError'), 'blocked'],
    [domError('AbortError'), 'failed'],
    [undefined, 'failed'],
  ] as const)('reads %s as %s', (error, code) => {
    expect(asStorageError(error)).toMatchObject({ code, cause: error });
  });

  it('leaves its own kind as it is', () => {
    const error = new StorageError('full');
    expect(asStorageError(error)).toBe(error);
  });
});

describe('endOfPrefix', () => {
  it.each([
    ['', undefined],
    ['\uffff\uffff', undefined],
    ['a', 'b'],
    ['a\uffff', 'b'],
    ['room/', 'room0'],
  ])('of %j is %j', (prefix, end) => {
    expect(endOfPrefix(prefix)).toBe(end);
  });

  it('lies after exactly the strings with the prefix', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', '\ufffe', '\uffff'), maxLength: 4 });
    fc.assert(
      fc.property(text, text, (prefix, key) => {
        const end = endOfPrefix(prefix);
        expect(key >= prefix && (end === undefined || key < end)).toBe(key.startsWith(prefix));
      }),
    );
  });
});

it.each([
  ['https:', true, { kind: 'device' }],
  ['http:', true, { kind: 'device' }],
  ['http:', false, { kind: 'ghost-or-passphrase', reason: 'insecure' }],
  ['file:', true, { kind: 'ghost-or-passphrase', reason: 'file' }],
  ['blob:', true, { kind: 'ghost-or-passphrase', reason: 'file' }],
])('storage of a page at %s (secure: %s) is %o', (protocol, isSecureContext, policy) => {
  expect(detectStoragePolicy({ protocol, isSecureContext })).toEqual(policy);
});

describe('requestPersistence', () => {
  const answering = (persist: () => Promise<boolean>) => requestPersistence({ persist });

  it('is granted when the browser says so', async () => {
    expect(await answering(async () => true)).toBe('granted');
  });

  it('is denied when the browser says no', async () => {
    expect(await answering(async () => false)).toBe('denied');
  });

  it('is denied when asking fails', async () => {
    expect(await answering(() => Promise.reject(new TypeError('no')))).toBe('denied');
  });

  it('is unsupported where there is no such interface', async () => {
    expect(await requestPersistence(undefined)).toBe('unsupported');
  });
});
