import { expect, it } from 'vitest';
import { foldAddress, readSafeLink } from '../../../../../src/features/chat/view/safe-link.ts';

it('folds a long address in its middle and leaves a short one alone', () => {
  const long = `https://a.example/${'way/'.repeat(50)}end.html`;
  expect(foldAddress('https://a.example/x')).toBe('https://a.example/x');
  expect(foldAddress(long)).toHaveLength(64);
  expect(foldAddress(long)).toMatch(/^https:\/\/a\.example\/way.*….*end\.html$/);
});

it('cuts no letter in two when it folds', () => {
  const folded = foldAddress(`https://a.example/${'🎉'.repeat(100)}`);
  expect(folded.isWellFormed()).toBe(true);
});

it('takes no mail address that is several', () => {
  expect(readSafeLink('mailto:a@b.example,c@d.example')).toBeUndefined();
  expect(readSafeLink('mailto:')).toBeUndefined();
});
