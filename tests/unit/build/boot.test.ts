import { expect, test } from 'vitest';
import { noticeText } from '../../../build/boot/notice.ts';
import { canRunApp } from '../../../build/boot/requirements.ts';
import { firstTheme } from '../../../build/boot/theme.ts';

function AdoptingDocument(): void {
  // Only its prototype is looked at.
}
Object.defineProperty(AdoptingDocument.prototype, 'adoptedStyleSheets', { value: [] });

const MODERN = {
  DecompressionStream,
  Blob,
  MutationObserver: AdoptingDocument,
  Document: AdoptingDocument,
} as unknown as typeof globalThis;

test('a current browser may run the app', () => {
  expect(canRunApp(MODERN)).toBe(true);
});

test.each(['DecompressionStream', 'Blob', 'MutationObserver', 'Document'])(
  'a browser without %s may not',
  (name) => {
    expect(canRunApp({ ...MODERN, [name]: undefined })).toBe(false);
  },
);

test('a browser that cannot unpack raw deflate may not', () => {
  function OnlyGzip(format: string): void {
    if (format !== 'gzip') throw new TypeError('Unsupported format');
  }
  expect(canRunApp({ ...MODERN, DecompressionStream: OnlyGzip } as unknown as typeof globalThis)).toBe(false);
});

test('the notice speaks the first language it can', () => {
  expect(noticeText('incomplete', ['de-AT', 'hi-IN', 'en'])).toContain('अधूरी');
});

test('the notice speaks English to those whose language it lacks', () => {
  expect(noticeText('too-old', ['de'])).toContain('too old');
});

test.each([
  ['dark', false, 'dark'],
  ['light', true, 'light'],
  [null, true, 'dark'],
  ['purple', false, 'light'],
] as const)('theme hint %s with dark system %s gives %s', (hint, systemIsDark, theme) => {
  expect(firstTheme(hint, systemIsDark)).toBe(theme);
});
