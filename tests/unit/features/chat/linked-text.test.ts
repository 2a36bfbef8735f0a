import { expect, it } from 'vitest';
import { MAX_LINKS, splitLinks } from '../../../../src/features/chat/view/linked-text.ts';

const hosts = (text: string) => splitLinks(text).flatMap((part) => (part.kind === 'link' ? [part.host] : []));

it('keeps every character of the message', () => {
  const message = 'see https://a.example/x?y=1#z, (http://b.example) and https://[bad';
  expect(
    splitLinks(message)
      .map((part) => part.text)
      .join(''),
  ).toBe(message);
});

it('leaves the punctuation after an address out of it', () => {
  expect(splitLinks('go to https://a.example/x.').map((part) => part.text)).toEqual([
    'go to ',
    'https://a.example/x',
    '.',
  ]);
});

it('names the host in the form that shows look-alike letters', () => {
  expect(hosts('https://аpple.example/')).toEqual(['xn--pple-43d.example']);
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.example/'])(
  'makes no link of %s',
  (address) => expect(hosts(address)).toEqual([]),
);

it('makes no link of an address that hides its host behind a user name', () => {
  expect(hosts('https://bank.example@evil.example/')).toEqual([]);
});

it('stops after so many links', () => {
  expect(hosts('https://a.example '.repeat(MAX_LINKS * 3))).toHaveLength(MAX_LINKS);
});
