import { X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepCertificate, readOwnCertificate } from '../../../host/certificate.ts';
import { HostError } from '../../../host/host-error.ts';
import { makeFolder, removeFolder } from './running-host.ts';

const DAY_MS = 86_400_000;

describe('keepCertificate', () => {
  let folder = '';
  beforeEach(() => {
    folder = join(makeFolder(), 'certificate');
  });
  afterEach(() => {
    vi.useRealTimers();
    removeFolder(join(folder, '..'));
  });

  it('covers this machine by its names and all given addresses', async () => {
    const { cert } = await keepCertificate(folder, ['192.168.1.5', 'fd00::2']);
    const certificate = new X509Certificate(cert);
    const ips = ['127.0.0.1', '::1', '192.168.1.5', 'fd00::2'].map((address) => certificate.checkIP(address));
    expect([certificate.checkHost('localhost'), ...ips]).not.toContain(undefined);
  });

  it('is good for browsers: not an authority, for servers, a year at most', async () => {
    const { cert } = await keepCertificate(folder, []);
    const certificate = new X509Certificate(cert);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
    expect([certificate.ca, certificate.keyUsage, Math.round(days)]).toEqual([
      false,
      ['1.3.6.1.5.5.7.3.1'],
      365,
    ]);
  });

  it('is the same at the next start', async () => {
    const first = await keepCertificate(folder, ['192.168.1.5']);
    expect(await keepCertificate(folder, ['192.168.1.5'])).toEqual(first);
  });

  it('is made again when an address is new', async () => {
    const first = await keepCertificate(folder, ['192.168.1.5']);
    const second = await keepCertificate(folder, ['192.168.1.6']);
    expect(second.cert).not.toBe(first.cert);
  });

  it('stays when an address is gone', async () => {
    const first = await keepCertificate(folder, ['192.168.1.5', '10.0.0.7']);
    expect(await keepCertificate(folder, ['192.168.1.5'])).toEqual(first);
  });

  it('is made again a month before it ends', async () => {
    const first = await keepCertificate(folder, []);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 340 * DAY_MS });
    expect((await keepCertificate(folder, [])).cert).not.toBe(first.cert);
  });

  it('is made again when the kept files do not belong together', async () => {
    const first = await keepCertificate(folder, []);
    const other = await keepCertificate(join(folder, 'other'), []);
    writeFileSync(join(folder, 'key.pem'), other.key);
    const again = await keepCertificate(folder, []);
    expect([first.cert, other.cert]).not.toContain(again.cert);
  });

  it('is made again when a kept file is damaged', async () => {
    const first = await keepCertificate(folder, []);
    writeFileSync(join(folder, 'cert.pem'), first.cert.slice(0, 200));
    expect((await keepCertificate(folder, [])).cert).toContain('END CERTIFICATE');
  });

  it.skipIf(process.platform === 'win32')('keeps the key readable to its owner only', async () => {
    await keepCertificate(folder, []);
    const modes = [folder, join(folder, 'key.pem'), join(folder, 'cert.pem')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

describe('readOwnCertificate', () => {
  let folder = '';
  const path = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = makeFolder();
    await keepCertificate(folder, []);
    await keepCertificate(path('other'), []);
    copyFileSync(path('other/key.pem'), path('foreign.pem'));
    writeFileSync(path('text.pem'), 'no certificate');
  });
  afterAll(() => removeFolder(folder));

  it('is none when nothing is named', async () => {
    expect(await readOwnCertificate({ certPath: undefined, keyPath: '' })).toBeUndefined();
  });

  it('reads both files and counts as not made here', async () => {
    const pair = await readOwnCertificate({ certPath: path('cert.pem'), keyPath: path('key.pem') });
    const cert = readFileSync(path('cert.pem'), 'utf8');
    expect(pair).toMatchObject({ cert, isSelfMade: false });
  });

  it.each([
    ['only one is named', 'cert.pem', undefined, /belong together/],
    ['a file is missing', 'nowhere.pem', 'key.pem', /^KITH_CERT names .*no such file/],
    ['the certificate is none', 'text.pem', 'key.pem', /^KITH_CERT is not a certificate/],
    ['the key is none', 'cert.pem', 'text.pem', /^KITH_KEY is not a private key/],
    ['the key is another one', 'cert.pem', 'foreign.pem', /not the key of the certificate/],
  ])('says in one line that %s', async (_fault, cert, key, sentence) => {
    const error: unknown = await readOwnCertificate({
      certPath: path(cert),
      keyPath: key && path(key),
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({ code: 'certificate-unusable', message: expect.stringMatching(sentence) });
    expect(String(error)).not.toContain('\n');
  });
});
