// What every end-to-end test starts from: the real host on a free port, people in browser profiles of their own, and a
// console that must stay silent.

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  expect,
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { startHost, type Host } from '../../../host/host.ts';
import { HomePage } from '../pages/home-page.ts';
import { CHROMIUM } from './launch.ts';

export interface Person {
  readonly name: string;
  readonly page: Page;
  readonly home: HomePage;
}

export interface Newcomer extends BrowserContextOptions {
  /** Default: the browser of the test. */
  readonly browser?: Browser;
  /** Where the page opens; default: the host's local address. */
  readonly at?: string;
  /** Run in the page before anything of it does. */
  readonly before?: (() => void) | readonly (() => void)[];
  /** What the browser itself, not the page, says about a network that was taken away. */
  readonly mayComplain?: RegExp;
}

export type OpenNewcomer = (name: string, options?: Newcomer) => Promise<Person>;

interface WorkerFixtures {
  readonly host: Host;
  /** A second process of the browser. */
  readonly otherBrowser: Browser;
}

interface TestFixtures {
  /** Somebody opens Kith for the first time, in a profile of their own, and gives a name unless it is empty. */
  readonly newcomer: OpenNewcomer;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: [
    async ({}, use) => {
      const started = await startOwnHost();
      await use(started.host);
      await started.dispose();
    },
    { scope: 'worker' },
  ],

  otherBrowser: [
    async ({}, use) => {
      const other = await chromium.launch(CHROMIUM);
      await use(other);
      await other.close();
    },
    { scope: 'worker' },
  ],

  newcomer: async ({ browser, host }, use) => {
    const reception = openReception(browser, host);
    await use(reception.newcomer);
    await reception.close();
  },
});

/** For those who stay through several tests. */
export interface Reception {
  readonly newcomer: OpenNewcomer;
  /** Fails when a page complained. */
  close(): Promise<void>;
}

export function openReception(browser: Browser, host: Host): Reception {
  const visits: { page: Page; complaints: string[]; mayComplain: RegExp | undefined }[] = [];
  return {
    async newcomer(name, options = {}) {
      const { browser: own = browser, at = `${host.localUrl}/`, before, mayComplain, ...rest } = options;
      const context = await own.newContext(rest);
      for (const script of [before ?? []].flat()) await context.addInitScript(script);
      const page = await context.newPage();
      visits.push({ page, complaints: collectComplaints(page), mayComplain });
      await page.goto(at);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const person = { name, page, home: new HomePage(page) };
      if (name !== '') await person.home.callMyself(name);
      return person;
    },
    async close() {
      for (const { page, complaints, mayComplain } of visits) {
        const unexpected = complaints.filter((complaint) => !mayComplain?.test(complaint));
        expect(unexpected, 'the console stays silent').toEqual([]);
        await page.context().close();
      }
    },
  };
}

export interface OwnHost {
  readonly host: Host;
  readonly dispose: () => Promise<void>;
}

/** A host that a test may end; it knows nothing of this machine's settings. */
export async function startOwnHost(
  environment: Readonly<Record<string, string>> = {},
  port = 0,
): Promise<OwnHost> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'kith-e2e-'));
  const host = await startHost({ port, stateFolder, quiet: true, environment });
  return {
    host,
    async dispose() {
      await host.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
}

/** Every line the page writes to its console, and everything it throws. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) =>
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`),
  );
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** What Chromium itself writes when a server is not there; no page can keep it from that. */
export const NETWORK_IS_AWAY =
  /WebSocket connection to|Failed to load resource|error occurred when fetching the script/;

/** What Chromium itself writes when a person has accepted a home-made certificate: service workers want a real one. */
export const CERTIFICATE_IS_HOMEMADE = /An (SSL certificate|unknown) error occurred when fetching the script/;

export { expect };
