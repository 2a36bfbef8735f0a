import { describe, expect, it } from 'vitest';
import {
  decodePunycode,
  lettersOfHost,
} from '../../../../../../src/features/chat/view/link-card/punycode.ts';
import { readWebAddress } from '../../../../../../src/features/chat/view/link-card/web-address.ts';

function read(address: string) {
  const result = readWebAddress(address);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

it.each([
  ['javascript:alert(1)', 'not-web'],
  ['JaVaScRiPt:alert(1)', 'not-web'],
  ['  javascript:alert(1)', 'not-web'],
  ['\u0001javascript:alert(1)', 'unreadable'],
  ['java\tscript:alert(1)', 'unreadable'],
  ['java\nscript:alert(1)', 'unreadable'],
  ['java\u200Bscript:alert(1)', 'unreadable'],
  ['javascript://example.org/%0Aalert(1)', 'not-web'],
  ['vbscript:msgbox(1)', 'not-web'],
  ['data:text/html,<script>alert(1)</script>', 'not-web'],
  ['blob:https://example.org/7f0b0a52', 'not-web'],
  ['filesystem:https://example.org/temporary/x', 'not-web'],
  ['file:///etc/passwd', 'not-web'],
  ['about:blank', 'not-web'],
  ['mailto:a@example.org', 'not-web'],
  ['tel:+1234', 'not-web'],
  ['ftp://example.org/', 'not-web'],
  ['ws://example.org/', 'not-web'],
  ['intent://example.org#Intent;end', 'not-web'],
  ['https://bank.example@evil.example/', 'hides-host'],
  ['https://bank.example:443@evil.example/', 'hides-host'],
  ['https://bank.example%2F@evil.example/', 'hides-host'],
  ['bank.example@evil.example', 'hides-host'],
  ['https://exa mple.org/', 'unreadable'],
  ['https://example.org/\u202Egpj.exe', 'unreadable'],
  ['https://example.org\u0000.evil.example/', 'unreadable'],
  ['https://', 'unreadable'],
  ['https://example.org:99999/', 'unreadable'],
  ['https://[::g]/', 'unreadable'],
  ['', 'empty'],
  [' \n ', 'empty'],
  [`https://example.org/${'a'.repeat(2_000)}`, 'too-long'],
  [`https://example.org/${'é'.repeat(1_000)}`, 'too-long'],
] as const)('refuses %j: %s', (address, error) => {
  expect(readWebAddress(address)).toEqual({ ok: false, error });
});

it.each([
  ['example.org', 'https://example.org/'],
  ['example.org:8443/a', 'https://example.org:8443/a'],
  ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ['https:example.org', 'https://example.org/'],
  ['https:\\\\example.org\\a', 'https://example.org/a'],
  ['//example.org/a', 'https://example.org/a'],
  ['http://example.org', 'http://example.org/'],
])('reads %s', (address, href) => {
  const result = readWebAddress(address);
  expect(result.ok ? result.value.href : result.error).toBe(href);
});

describe('the host', () => {
  it.each([
    ['https://www.example.org/a', 'www.', 'example.org'],
    ['https://www.example.co.uk/', 'www.', 'example.co.uk'],
    ['https://paypal.com.security.evil.example/login', 'paypal.com.security.', 'evil.example'],
    ['https://192.0.2.7:8080/', '', '192.0.2.7:8080'],
    ['https://example.org:444/', '', 'example.org:444'],
  ])('of %s tells whose it is', (address, before, whose) => {
    expect(read(address).shown).toEqual({ before, whose });
  });

  it('shows the end of a very long one, and says so', () => {
    const long = read(`https://${'www.paypal.com.'.repeat(12)}evil.example/`);
    expect(long.shown.whose).toBe('evil.example');
    expect(long.shown.before.startsWith('…')).toBe(true);
    expect(long.shown.before.length + long.shown.whose.length).toBeLessThanOrEqual(49);
    expect(long.warnings).toContain('long-host');
  });

  it('stands as it is in the address, not as it looks', () => {
    const fake = read('https://аррӏе.com/');
    expect(fake.host).toBe('xn--80ak6aa92e.com');
    expect(fake).toMatchObject({ letters: 'аррӏе.com', looksLike: 'apple.com', warnings: ['look-alike'] });
  });

  it('is told apart when its letters are mixed', () => {
    expect(read('https://pаypal.com/')).toMatchObject({ looksLike: 'paypal.com', warnings: ['look-alike'] });
  });

  it.each([
    ['https://müller.example/', 'müller.example'],
    ['https://пример.example/', 'пример.example'],
    ['https://例え.example/', '例え.example'],
    ['https://मिसाल.example/', 'मिसाल.example'],
  ])('of %s is no fake, only other letters', (address, letters) => {
    expect(read(address)).toMatchObject({ letters, looksLike: undefined, warnings: ['other-letters'] });
  });
});

it.each([
  ['http://localhost:8080/', ['near']],
  ['https://printer/', ['near']],
  ['https://nas.local/', ['near']],
  ['https://router.home.arpa./', ['near']],
  ['http://192.168.1.1/reboot', ['near']],
  ['http://0x7f.1/', ['near']],
  ['http://2130706433/', ['near']],
  ['http://[::1]/', ['near']],
  ['http://[fd00::1]/', ['near']],
  ['http://[::ffff:10.0.0.1]/', ['near']],
  ['https://100.64.0.1/', ['near']],
  ['https://192.0.2.7/', ['number']],
  ['http://example.org/', ['plain']],
])('%s: %j, and is not for a preview', (address, warnings) => {
  expect(read(address)).toMatchObject({ warnings, mayPreview: false });
});

it('lets a name of the public net be previewed over https, and no other', () => {
  expect(read('https://example.org/a?b#c')).toMatchObject({ mayPreview: true, path: '/a?b#c', warnings: [] });
});

describe('Punycode', () => {
  it.each(['müller', 'пример', '例え', 'मिसाल', 'مثال', 'ñandú', 'straße', 'a-ü-b', '💩'])(
    'gives back what the browser’s parser made of %s',
    (label) => {
      const { hostname } = new URL(`https://${label}.example/`);
      expect(new URL(`https://${lettersOfHost(hostname)}/`).hostname).toBe(hostname);
      expect(lettersOfHost(hostname)).toBe(`${label.normalize('NFC')}.example`);
    },
  );

  it.each(['-', '!', 'a!', '999999999', 'zzzzzzzzzzzzzzzzzzzzzzzzz', 'é', 'a'.repeat(64)])(
    'reads nothing out of %s, and does not break',
    (input) => {
      expect(decodePunycode(input) ?? '').not.toContain('\uFFFD');
    },
  );
});
