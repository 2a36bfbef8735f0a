import { expect, it } from 'vitest';
import { SHARE_FIELD_MAX_LENGTH, shareViewAddress } from '../../../src/offline/share.ts';

const formOf = (fields: Readonly<Record<string, string | Blob>>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const queryOf = (address: string) => new URLSearchParams(address.slice(address.indexOf('?')));

it('hands the text fields over behind the hash', () => {
  const address = shareViewAddress(formOf({ title: 'Book club', url: 'https://kith.example/#/r/a-b' }));
  expect(address).toMatch(/^\.\/#\/share\?/);
  expect(Object.fromEntries(queryOf(address))).toEqual({
    title: 'Book club',
    url: 'https://kith.example/#/r/a-b',
  });
});

it('cuts a field that is too long', () => {
  const address = shareViewAddress(formOf({ text: 'x'.repeat(SHARE_FIELD_MAX_LENGTH + 1) }));
  expect(queryOf(address).get('text')).toHaveLength(SHARE_FIELD_MAX_LENGTH);
});

it('ignores files and fields it did not ask for', () => {
  const address = shareViewAddress(formOf({ text: new Blob(['x']), other: 'y' }));
  expect(address).toBe('./#/');
});

it('replaces half a character that the cut left', () => {
  const address = shareViewAddress(formOf({ text: `${'x'.repeat(SHARE_FIELD_MAX_LENGTH - 1)}😀` }));
  expect(queryOf(address).get('text')?.isWellFormed()).toBe(true);
});
