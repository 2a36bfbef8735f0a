// The host: the page, and a broker that introduces browsers to each other, on one port. Nothing happens at import;
// tests start it in their own process.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { formatUrlHost, isLoopback, networkAddresses } from './addresses.ts';
import {
  answerError,
  answerNotFound,
  answerShare,
  createConfigAnswer,
  createHealthAnswer,
} from './answers.ts';
import { formatAnnouncement } from './announcement.ts';
import { BROKER_PATH, createBroker, type Broker } from './broker.ts';
import { keepCertificate, readOwnCertificate, type CertificatePair } from './certificate.ts';
import { parseSettings, type HostSettings } from './config.ts';
import { HostError } from './host-error.ts';
import { listen } from './listen.ts';
import { watchNetwork } from './network-watch.ts';
import { createOnePort, type OnePort } from './one-port.ts';
import { createSecureOriginRule } from './secure-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { closeGently } from './shutdown.ts';
import { createStaticFiles } from './static-files.ts';

export interface HostOptions {
  /** No other will do; 0 takes any free one. Absent: 8080, or the next free one. */
  readonly port?: number;
  /** The one address to listen on; absent: all of this machine. */
  readonly hostName?: string;
  /** Holds `index.html`. */
  readonly distFolder?: string;
  /** Keeps the certificate and finds compressed copies. */
  readonly stateFolder?: string;
  /** Says nothing on the terminal. */
  readonly quiet?: boolean;
  /** KITH_… variables. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** This machine's addresses as others see them, the likeliest first. */
  readonly networkAddresses?: () => readonly string[];
}

export interface Host {
  readonly port: number;
  /** For a browser on this machine: plain, and trusted all the same. */
  readonly localUrl: string;
  /** For other devices: https. Undefined without a network; changes with it. */
  readonly networkUrl: string | undefined;
  /** What room links start with; changes with the network, unless KITH_PUBLIC_URL says it. */
  readonly publicOrigin: string;
  /** Ends connections and frees the port, within a second. */
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Resolves when the host answers. Throws HostError, whose message is one line for people. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const { distFolder = join(ROOT, 'dist'), stateFolder = join(ROOT, '.kith') } = options;
  requireBuild(distFolder);
  const settings = readSettings(options);
  const addresses = reachableAddresses(options);
  const certificate = await chooseCertificate(options, stateFolder, addresses());
  const application = express();
  const onePort = createOnePort(certificate, application);
  const broker = createBroker(onePort.server);
  const running = { options, settings, addresses, onePort, broker, certificate, stateFolder };
  const place = { port: 0 };
  const publicOrigin = () => originOf(running, place.port);
  addRoutes(application, { distFolder, stateFolder, settings, broker, publicOrigin });
  place.port = await listen(onePort.server, options);
  const host = describeHost(place.port, running);
  if (!options.quiet) announce(host, running);
  return host;
}

interface Parts {
  readonly distFolder: string;
  readonly stateFolder: string;
  readonly settings: HostSettings;
  readonly broker: Broker;
  readonly publicOrigin: () => string;
}

function addRoutes(application: Express, parts: Parts): void {
  const { distFolder, stateFolder, settings, broker } = parts;
  const startedAtMs = performance.now();
  const version = readVersion();
  const files = createStaticFiles({ distFolder, compressedFolder: join(stateFolder, 'compressed') });
  application.disable('x-powered-by');
  application.disable('etag');
  application.use(securityHeaders);
  application.get(
    '/health',
    createHealthAnswer(() => ({
      status: 'ok',
      uptimeSeconds: Math.floor((performance.now() - startedAtMs) / 1_000),
      peers: broker.peerCount(),
      version,
    })),
  );
  application.use(createSecureOriginRule(settings));
  application.get('/kith.json', createConfigAnswer(settings, parts.publicOrigin));
  application.use(BROKER_PATH, broker.app);
  application.post('/share', answerShare);
  application.use(files.handler, answerNotFound, answerError);
  // In the background: until then the page is served as it is. A failure shows at the first request.
  files.prepare('index.html').catch(() => undefined);
}

interface Running {
  readonly options: HostOptions;
  readonly settings: HostSettings;
  readonly addresses: () => readonly string[];
  readonly onePort: OnePort;
  readonly broker: Broker;
  readonly certificate: CertificatePair;
  readonly stateFolder: string;
}

function describeHost(port: number, running: Running): Host {
  const { options, addresses, onePort, broker } = running;
  const host = {
    port,
    localUrl: localUrlOf(port, options.hostName),
    get networkUrl() {
      return networkUrlOf(addresses(), port);
    },
    get publicOrigin() {
      return originOf(running, port);
    },
    close() {
      watch.stop();
      return closeGently(onePort, broker);
    },
  };
  const watch = watchNetwork(addresses, async (current) => {
    await renewCertificate(running, current);
    if (!options.quiet) console.log(`The network has changed: ${host.networkUrl ?? 'there is none'}`);
  });
  return host;
}

/** One that cannot be kept leaves the old one in use: this machine itself needs none. */
async function renewCertificate(running: Running, addresses: readonly string[]): Promise<void> {
  const { certificate, onePort, stateFolder } = running;
  if (!certificate.isSelfMade) return;
  await keepCertificate(certificateFolder(stateFolder), addresses).then(
    (renewed) => onePort.setCertificate(renewed),
    (error: unknown) => console.error(error instanceof HostError ? error.message : error),
  );
}

function announce(host: Host, { settings, certificate }: Running): void {
  const text = formatAnnouncement({
    version: readVersion(),
    localUrl: host.localUrl,
    networkUrl: host.networkUrl,
    publicUrl: settings.publicOrigin,
    isSelfMade: certificate.isSelfMade,
    isColoured: process.stdout.isTTY && !process.env['NO_COLOR'],
  });
  console.log(text);
}

function requireBuild(distFolder: string): void {
  const page = join(distFolder, 'index.html');
  if (existsSync(page)) return;
  throw new HostError('build-missing', `The page is not built: there is no ${page}. Run: npm run build`);
}

function readSettings({ environment = process.env }: HostOptions): HostSettings {
  const settings = parseSettings(environment);
  if (!settings.ok) throw new HostError('configuration-invalid', settings.error);
  return settings.value;
}

async function chooseCertificate(
  { environment = process.env }: HostOptions,
  stateFolder: string,
  addresses: readonly string[],
): Promise<CertificatePair> {
  const own = await readOwnCertificate({
    certPath: environment['KITH_CERT'],
    keyPath: environment['KITH_KEY'],
  });
  return own ?? keepCertificate(certificateFolder(stateFolder), addresses);
}

function certificateFolder(stateFolder: string): string {
  return join(stateFolder, 'certificate');
}

/** Of this machine's addresses those that this host listens on. */
function reachableAddresses({ hostName, ...options }: HostOptions): () => readonly string[] {
  const all = options.networkAddresses ?? networkAddresses;
  if (hostName === undefined || hostName === '::' || hostName === '0.0.0.0') return all;
  return () => all().filter((address) => address === hostName);
}

function originOf({ settings, addresses, options }: Running, port: number): string {
  return settings.publicOrigin ?? networkUrlOf(addresses(), port) ?? localUrlOf(port, options.hostName);
}

function networkUrlOf([address]: readonly string[], port: number): string | undefined {
  return address === undefined ? undefined : `https://${formatUrlHost(address)}:${port}`;
}

function localUrlOf(port: number, hostName = 'localhost'): string {
  const isEverywhere = hostName === 'localhost' || hostName === '::' || hostName === '0.0.0.0';
  if (isEverywhere) return `http://localhost:${port}`;
  return `${isLoopback(hostName) ? 'http' : 'https'}://${formatUrlHost(hostName)}:${port}`;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
}
