// Codes as they are drawn on the page.

import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { QrCode } from '../../../src/ui/QrCode.tsx';
import { qrPathOf } from '../../../src/ui/qr-path.ts';
import { mount } from '../../support/mount.tsx';

it.each([
  [180, 290],
  [200, 290],
  [311, 290],
  [329, 290],
  [75, 226],
])('every module of a code of %i letters is as large as any other in %i pixels', async (letters, size) => {
  const text = `https://kith.example/#/i/${'a'.repeat(letters - 25)}`;
  await mount(<QrCode text={text} label="Code" size={size} />);
  const { width } = page.getByRole('img', { name: 'Code' }).element().getBoundingClientRect();
  const drawn = qrPathOf(text);
  const modules = drawn.ok ? drawn.value.size : Number.NaN;
  expect([width % modules, width > size - modules, width <= size]).toEqual([0, true, true]);
});

it('a code too large for its place still has a pixel a module', async () => {
  await mount(<QrCode text={'a'.repeat(400)} label="Code" size={20} />);
  expect(page.getByRole('img', { name: 'Code' }).element().getBoundingClientRect().width).toBeGreaterThan(60);
});
