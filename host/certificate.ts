// The certificate of network addresses. Without one of your own, it is made here at first start, kept, and made
// again when this machine's addresses change or its end comes near. Knows nothing of servers.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { HostError, systemCode } from './host-error.ts';

export interface CertificatePair {
  /** PEM */
  readonly key: string;
  /** PEM */
  readonly cert: string;
  /** Made here: browsers warn about it once. */
  readonly isSelfMade: boolean;
}

export interface OwnFiles {
  readonly certPath: string | undefined;
  readonly keyPath: string | undefined;
}

const DAY_MS = 86_400_000;
/** Apple refuses certificates of more than 825 days; a year leaves room for its successors' stricter rules. */
const LIFETIME_MS = 365 * DAY_MS;
const RENEW_BEFORE_END_MS = 30 * DAY_MS;
/** Clocks of phones may be a little behind. */
const BACKDATED_MS = DAY_MS;

/** The person's own certificate, or undefined when none is named. Throws HostError when it cannot be used. */
export async function readOwnCertificate(files: OwnFiles): Promise<CertificatePair | undefined> {
  const { certPath, keyPath } = files;
  if (!certPath && !keyPath) return undefined;
  if (!certPath || !keyPath) throw unusable('KITH_CERT and KITH_KEY belong together: set both or neither.');
  const cert = await readNamed('KITH_CERT', certPath);
  const key = await readNamed('KITH_KEY', keyPath);
  const pair = { key, cert, isSelfMade: false };
  const fault = faultOf(pair);
  if (fault) throw unusable(fault);
  return pair;
}

/** The kept certificate when it still fits `addresses`, else a new one, kept in `folder`. */
export async function keepCertificate(
  folder: string,
  addresses: readonly string[],
): Promise<CertificatePair> {
  const kept = await readKept(folder);
  if (kept && stillFits(kept, addresses)) return kept;
  const made = await makeCertificate(addresses);
  await writeKept(folder, made);
  return made;
}

async function makeCertificate(addresses: readonly string[]): Promise<CertificatePair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Kith on this machine' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - BACKDATED_MS),
    notAfterDate: new Date(Date.now() - BACKDATED_MS + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...namesOfThisMachine().map((value) => ({ type: 2 as const, value })),
          ...['127.0.0.1', '::1', ...addresses].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert, isSelfMade: true };
}

function namesOfThisMachine(): readonly string[] {
  const name = hostname().toLowerCase();
  const isUsable = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) && name !== 'localhost';
  if (!isUsable) return ['localhost'];
  return name.includes('.') ? ['localhost', name] : ['localhost', name, `${name}.local`];
}

function stillFits(pair: CertificatePair, addresses: readonly string[]): boolean {
  if (faultOf(pair) !== undefined) return false;
  const certificate = new X509Certificate(pair.cert);
  const leftMs = Date.parse(certificate.validTo) - Date.now();
  return leftMs > RENEW_BEFORE_END_MS && addresses.every((address) => certificate.checkIP(address));
}

/** Why a pair cannot be used, as one line, or undefined. */
function faultOf({ key, cert }: CertificatePair): string | undefined {
  const certificate = attempt(() => new X509Certificate(cert));
  if (!certificate) return 'KITH_CERT is not a certificate in PEM form.';
  const privateKey = attempt(() => createPrivateKey(key));
  if (!privateKey) return 'KITH_KEY is not a private key in PEM form, or is locked by a passphrase.';
  return certificate.checkPrivateKey(privateKey)
    ? undefined
    : 'KITH_KEY is not the key of the certificate KITH_CERT.';
}

async function readNamed(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = systemCode(cause) === 'ENOENT' ? 'there is no such file' : systemCode(cause);
    throw unusable(`${variable} names ${path}, which cannot be read: ${reason}.`, cause);
  }
}

async function readKept(folder: string): Promise<CertificatePair | undefined> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(folder, 'key.pem'), 'utf8'),
      readFile(join(folder, 'cert.pem'), 'utf8'),
    ]);
    return { key, cert, isSelfMade: true };
  } catch {
    return undefined;
  }
}

async function writeKept(folder: string, { key, cert }: CertificatePair): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    await writeWhole(join(folder, 'key.pem'), key);
    await writeWhole(join(folder, 'cert.pem'), cert);
  } catch (cause) {
    throw unusable(`The certificate cannot be kept in ${folder}: ${systemCode(cause)}.`, cause);
  }
}

/** Another process never sees half a file; two processes writing at once leave a pair that faultOf finds out. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

function unusable(message: string, cause?: unknown): HostError {
  return new HostError('certificate-unusable', message, { cause });
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
