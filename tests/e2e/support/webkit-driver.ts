// WebKitGTK over plain WebDriver: renders and scripts like Safari's engine, but is built without WebRTC.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

const DRIVER = process.env['KITH_WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver';
const BROWSERS = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
];
const START_TIMEOUT_MS = 15_000;
const RETRY_MS = 100;

export interface WebKit {
  open(url: string): Promise<void>;
  /** Runs the body of a function in the page. */
  run<T>(body: string): Promise<T>;
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Why WebKit cannot be driven on this machine, or undefined when it can. */
export function whyNoWebKit(): string | undefined {
  if (!existsSync(DRIVER)) return 'WebKitWebDriver is not installed';
  if (!BROWSERS.some((path) => existsSync(path))) return 'the MiniBrowser of WebKitGTK 4.1 is not installed';
  return existsSync('/usr/bin/Xvfb') ? undefined : 'Xvfb is not installed';
}

export async function startWebKit(): Promise<WebKit> {
  const port = await freePort();
  const display = `:${100 + (port % 900)}`;
  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  const env = { ...process.env, DISPLAY: display };
  const driver = spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
  const base = `http://127.0.0.1:${port}`;
  const binary = BROWSERS.find((path) => existsSync(path));
  const options = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
  const session = await retry(() =>
    call<{ sessionId: string }>('POST', `${base}/session`, { capabilities: { alwaysMatch: options } }),
  );
  const root = `${base}/session/${session.sessionId}`;
  return {
    open: async (url) => void (await call('POST', `${root}/url`, { url })),
    run: (body) => call('POST', `${root}/execute/sync`, { script: body, args: [] }),
    screenshot: async () => Buffer.from(await call<string>('GET', `${root}/screenshot`), 'base64'),
    close: async () => {
      await call('DELETE', root).catch(() => undefined);
      await Promise.all([driver, screen].map(end));
    },
  };
}

async function call<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error ?? response.status}: ${value.message ?? ''}`);
  return value;
}

async function retry<T>(action: () => Promise<T>): Promise<T> {
  const endMs = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
