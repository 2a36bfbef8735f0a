// Finds the browsers the tests need, or installs them: an environment variable, the usual places, Playwright's own
// download, the system's package manager when root; else says exactly what to install.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

interface BrowserSource {
  readonly variable: string;
  readonly usualPlaces: readonly string[];
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** Where Playwright would put a download of its own; undefined where its build is of no use to us. */
  readonly downloaded: (() => string) | undefined;
}

const SOURCES: Readonly<Record<BrowserName, BrowserSource>> = {
  chromium: {
    variable: 'KITH_CHROMIUM',
    usualPlaces: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/usr/bin/google-chrome-stable',
      '/snap/bin/chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    packages: ['chromium'],
    downloaded: () => chromium.executablePath(),
  },
  // Playwright drives a stock Firefox over WebDriver BiDi; its patched build is another browser.
  firefox: {
    variable: 'KITH_FIREFOX',
    usualPlaces: [
      '/usr/bin/firefox-esr',
      '/usr/bin/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    packages: ['firefox-esr'],
    downloaded: undefined,
  },
  // WebKitGTK's driver: what stands in for Safari as far as rendering goes. It has no WebRTC.
  webkit: {
    variable: 'KITH_WEBKIT_DRIVER',
    usualPlaces: ['/usr/bin/WebKitWebDriver'],
    packages: ['webkit2gtk-driver', 'xvfb'],
    downloaded: undefined,
  },
};

/** Path of the browser, installing it where this machine allows; undefined when it cannot be had. */
export function findOrInstall(name: BrowserName): string | undefined {
  const source = SOURCES[name];
  return find(source) ?? download(name, source) ?? installPackages(source);
}

/** What a person has to do when {@link findOrInstall} found nothing. */
export function installHint(name: BrowserName): string {
  const { variable, packages } = SOURCES[name];
  return `No ${name} found. Install it (Debian: apt-get install ${packages.join(' ')}) or set ${variable} to its program.`;
}

export function variableOf(name: BrowserName): string {
  return SOURCES[name].variable;
}

function find(source: BrowserSource): string | undefined {
  const given = process.env[source.variable];
  const places = given ? [given] : source.usualPlaces;
  return places.find((path) => existsSync(path));
}

function download(name: BrowserName, source: BrowserSource): string | undefined {
  if (!source.downloaded) return undefined;
  if (existsSync(source.downloaded())) return source.downloaded();
  console.log(`Fetching ${name} with Playwright …`);
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  spawnSync('npx', ['playwright', 'install', name], {
    env,
    stdio: 'ignore',
    timeout: 300_000,
    shell: process.platform === 'win32',
  });
  return existsSync(source.downloaded()) ? source.downloaded() : undefined;
}

function installPackages(source: BrowserSource): string | undefined {
  if (!installDebianPackages(source.packages)) return undefined;
  return find(source);
}

let isListFresh = false;

/** Installs Debian packages when root; false when that is not possible here. */
export function installDebianPackages(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${packages.join(', ')} …`);
  const options = {
    stdio: 'ignore',
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  if (!isListFresh) spawnSync('apt-get', ['update', '-qq'], options);
  isListFresh = true;
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status ===
    0
  );
}
