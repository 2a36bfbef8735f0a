import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyNameOf, parseCopyName, PLAIN_COPY_NAME, savedFromOf } from '../../../src/app/saved-from.ts';

describe('what a copy is called', () => {
  it.each([
    ['https://kith.example/', 'kith@kith.example.html'],
    ['https://kith.example:8443/', 'kith@kith.example+8443.html'],
    ['https://192.168.4.17:8080/', 'kith@192.168.4.17+8080.html'],
    ['https://xn--bcher-kva.example/', 'kith@xn--bcher-kva.example.html'],
    ['https://nas/', 'kith@nas.html'],
  ])('%s is remembered as %s', (page, name) => expect(copyNameOf(page)).toBe(name));

  it.each([
    ['no address at all', undefined],
    ['plain http', 'http://kith.example/'],
    ['this machine', 'https://localhost:8080/'],
    ['this machine by number', 'https://127.0.0.1:8080/'],
    ['an IPv6 host, whose colons no file name holds', 'https://[2001:db8::1]/'],
    ['a page in a folder, which the name could not lead back to', 'https://kith.example/apps/'],
    ['a file', 'file:///home/me/kith.html'],
    ['no address', 'kith'],
  ])('%s is not remembered', (_, page) => expect(copyNameOf(page)).toBe(PLAIN_COPY_NAME));

  it('is read back as the same origin', () => {
    fc.assert(
      fc.property(fc.webAuthority(), (authority) => {
        const page = `https://${authority}/`;
        const name = copyNameOf(page);
        if (name !== PLAIN_COPY_NAME) expect(parseCopyName(name)).toBe(new URL(page).origin);
      }),
    );
  });
});

describe('the address of a copy', () => {
  it.each([
    ['as it was saved', 'file:///home/me/kith@kith.example.html', 'https://kith.example'],
    ['with a port', 'file:///home/me/kith@kith.example+8443.html', 'https://kith.example:8443'],
    [
      'escaped by the browser',
      'file:///C:/Users/me/kith%40kith.example%2B8443.html',
      'https://kith.example:8443',
    ],
    ['saved a second time by Chrome', 'file:///home/me/kith@kith.example%20(1).html', 'https://kith.example'],
    [
      'saved a second time by Firefox',
      'file:///home/me/kith@kith.example+8443(12).html',
      'https://kith.example:8443',
    ],
    [
      'with a route behind it',
      'file:///home/me/kith@kith.example.html#/settings/file',
      'https://kith.example',
    ],
    ['with the short ending', 'file:///home/me/kith@kith.example.htm', 'https://kith.example'],
  ])('%s names its origin', (_, address, origin) => expect(savedFromOf(address)).toBe(origin));

  it.each([
    ['a plain copy', 'file:///home/me/kith.html'],
    ['a page of a host', 'https://evil.example/kith@kith.example.html'],
    ['a folder that is called like a copy', 'file:///home/me/kith@kith.example.html/kith.html'],
    ['a broken escape', 'file:///home/me/kith@%E0%A4%A.html'],
    ['nothing', ''],
  ])('%s names none', (_, address) => expect(savedFromOf(address)).toBeUndefined());
});

describe('a name that somebody made up', () => {
  it.each([
    'kith@.html',
    'kith@localhost.html',
    'kith@kith.localhost.html',
    'kith@127.0.0.1.html',
    'kith@127.1.html',
    'kith@0x7f000001.html',
    'kith@1.html',
    'kith@a..b.html',
    'kith@-a.example.html',
    'kith@a-.example.html',
    'kith@KITH.example.html',
    'kith@user:secret@kith.example.html',
    'kith@kith.example:8443.html',
    'kith@kith.example+0.html',
    'kith@kith.example+443.html',
    'kith@kith.example+65536.html',
    'kith@kith.example+8443+8444.html',
    'kith@kith.example/evil.html',
    'kith@kith.example\\evil.html',
    'kith@kith.example?x.html',
    'kith@kith.example#x.html',
    'kith@kith.example\n.html',
    'kith@kíth.example.html',
    'kith@xn--a.html',
    'kith@kith.example (1) (2).html',
    'kith@kith.example.html.exe',
    'evil kith@kith.example.html',
    `kith@${'a'.repeat(64)}.example.html`,
    `kith@${'a.'.repeat(140)}example.html`,
  ])('%j names no origin', (name) => expect(parseCopyName(name)).toBeUndefined());

  it('never throws, and names nothing but an https origin', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `kith@${text}.html`),
        ),
        (name) => {
          const origin = parseCopyName(name);
          if (origin !== undefined) expect(new URL(origin).origin).toBe(origin);
          expect(origin ?? 'https:').toMatch(/^https:/);
        },
      ),
    );
  });
});
