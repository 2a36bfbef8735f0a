// What the benchmarks of links stand on: a page bundled from today's sources, the real host with its broker, and a
// browser, all on loopback.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'vite';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';

const HOST_PROCESS = fileURLToPath(new URL('host-process.ts', import.meta.url));
const BROKER_PATH = '/broker';
/** Clocks in a page are coarse unless it is isolated from other origins. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export interface MortalPage {
  readonly page: Page;
  /** Nothing of it runs any more; its connections stay, as those of a machine that lost its network. */
  readonly freeze: () => void;
  /** Ends it, frozen or not. */
  readonly kill: () => Promise<void>;
}

export interface Stage {
  /** The product, as the host serves it. */
  readonly hostUrl: string;
  readonly broker: BrokerAddress;
  /** The bench's page in a context, and so a process, of its own; `prepare` runs before anything of the page does. */
  openPage(prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
  /**
   * The bench's page in one profile on disk, which keeps private files as a person's browser does; each under a name of
   * its own, and so in a process of its own.
   */
  openSite(name: string): Promise<Page>;
  /** The product's page in a context of its own, with a module of bench/pages put in before it. */
  openProduct(addition: string): Promise<Page>;
  /** The same in a browser of its own, which can fall silent without a word to anybody. */
  openMortal(addition: string): Promise<MortalPage>;
  close(): Promise<void>;
}

/** `entry` is a module of bench/pages. */
export async function openStage(entry: string): Promise<Stage> {
  const script = await bundle(entry);
  const additions = new Map<string, string>();
  const server = await serve(`<!doctype html><title>Bench</title><script type="module">${script}</script>`);
  const host = fork(HOST_PROCESS, { execArgv: ['--import', 'tsx'] });
  const port = await portOf(host);
  const browser = await chromium.launch(LAUNCH);
  const hostUrl = `http://localhost:${port}/`;
  const open = async (url: string, prepare?: (page: Page) => Promise<unknown>, from = browser) => {
    const page = await (await from.newContext()).newPage();
    await prepare?.(page);
    await page.goto(url);
    return page;
  };
  const openProduct = async (addition: string, from?: Browser) => {
    const content = additions.get(addition) ?? (await bundle(addition));
    additions.set(addition, content);
    return open(hostUrl, (page) => page.addInitScript({ content }), from);
  };
  const ownPort = () => (server.address() as AddressInfo).port;
  let profile: Promise<Profile> | undefined;
  return {
    hostUrl,
    broker: { host: '127.0.0.1', port, path: BROKER_PATH, secure: false },
    openPage: (prepare) => open(`http://127.0.0.1:${ownPort()}/`, prepare),
    async openSite(name) {
      profile ??= openProfile();
      const page = await (await profile).context.newPage();
      await page.goto(`http://${name}.localhost:${ownPort()}/`);
      return page;
    },
    openProduct: (addition) => openProduct(addition),
    async openMortal(addition) {
      const server = await chromium.launchServer(LAUNCH);
      const page = await openProduct(addition, await chromium.connect(server.wsEndpoint()));
      return {
        page,
        freeze: () => void process.kill(-(server.process().pid ?? Number.NaN), 'SIGSTOP'),
        kill: () => server.kill(),
      };
    },
    async close() {
      await browser.close();
      await (await profile)?.close();
      server.close();
      host.disconnect();
    },
  };
}

/** A module of bench/pages as a page of its own, for whichever browser opens it. */
export async function openBenchPage(entry: string): Promise<{ readonly url: string; close(): void }> {
  const script = await bundle(entry);
  const server = await serve(`<!doctype html><title>Bench</title><script type="module">${script}</script>`);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

interface Profile {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

async function openProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-bench-'));
  const context = await chromium.launchPersistentContext(folder, LAUNCH);
  return {
    context,
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function portOf(host: ChildProcess): Promise<number> {
  const ended = once(host, 'exit').then(() => Promise.reject(new Error('the host did not start')));
  // It ends some day.
  ended.catch(() => undefined);
  const [port] = (await Promise.race([once(host, 'message'), ended])) as [number];
  return port;
}

/** As the end-to-end tests run the system's Chromium: real addresses instead of names by multicast. */
const LAUNCH = {
  executablePath: process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-features=WebRtcHideLocalIpsWithMdns'],
};

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(import.meta.dirname, '../pages', entry), output: { format: 'es' } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const parts = output && 'output' in output ? output.output : [];
  const [chunk] = parts;
  if (chunk?.type !== 'chunk' || parts.length > 1) throw new Error(`${entry} is to be one script`);
  return chunk.code.replaceAll('</script', String.raw`<\/script`);
}

function serve(page: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...ISOLATED });
    response.end(page);
  });
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

/** The emulation reaches WebRTC only if it is on, with at least a millisecond, before the first connection is made. */
export async function emulatePath(page: Page, oneWayMs: number, lossPercent = 0): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const conditions = {
    offline: false,
    latency: oneWayMs,
    downloadThroughput: -1,
    uploadThroughput: -1,
    packetLoss: lossPercent,
    packetQueueLength: 10_000,
  };
  await devtools.send('Network.emulateNetworkConditions', conditions);
}
