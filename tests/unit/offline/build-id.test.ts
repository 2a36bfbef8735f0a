import { expect, it } from 'vitest';
import { isPageOfBuild } from '../../../src/offline/build-id.ts';

const hash = Uint8Array.from({ length: 32 }, (_, index) => index).buffer;

it.each(['0001020304050607', '0001020304050607-more'])('knows the page of build %s', (buildId) => {
  expect(isPageOfBuild(hash, buildId)).toBe(true);
});

it.each(['0001020304050608', '00010203', ''])('refuses the page for build %j', (buildId) => {
  expect(isPageOfBuild(hash, buildId)).toBe(false);
});
