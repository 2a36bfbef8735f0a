import { expect, it } from 'vitest';
import { foldAddress, readSafeLink, showsHost } from '../../../../../src/features/chat/view/safe-link.ts';

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

/** Whether a link to `address` with `text` needs its host said. */
function saysWhere(text: string, address: string): boolean {
  const link = readSafeLink(address);
  if (!link) throw new Error(`no link: ${address}`);
  return showsHost(text, link);
}

it.each([
  ['https://evil.example/x', 'https://evil.example/x'],
  ['HTTPS://Evil.Example', 'https://evil.example/'],
  ['https://evil.example:8443/?q', 'https://evil.example:8443/?q'],
  ['https://evil.example/बिल्ली', 'https://evil.example/बिल्ली'],
  ['mailto:a@evil.example', 'mailto:a@evil.example'],
])('needs no host beside a text that says it: %s', (text, address) => {
  expect(saysWhere(text, address)).toBe(true);
});

it.each([
  ['in the path', 'https://bank.example/evil.example'],
  ['in the query', 'https://bank.example?evil.example'],
  ['behind a mark', 'https://bank.example#https://evil.example'],
  ['as a part of a longer one', 'https://evil.example.bank.example/'],
  ['behind a backslash', 'https://bank.example\\evil.example'],
  ['behind a user name', 'https://evil.example@bank.example/'],
  ['with a port that is another', 'https://evil.example:8080/'],
  ['in letters of another script', 'https://еvil.example/'],
  ['turned round', 'https://evil.example/\u202Eknab'],
  ['with what nobody sees', 'https://evil\u200B.example/'],
  ['not at all', 'https://www.microsoft.com'],
])('says the real host of a text that has it %s', (_, text) => {
  expect(saysWhere(text, 'https://evil.example/x')).toBe(false);
});

it('says a host that folding the address took away', () => {
  const host = `${'login.bank.example.'.repeat(4)}evil.example`;
  expect(saysWhere(`https://${host}/`, `https://${host}/`)).toBe(false);
});
