// A way out of the machine that counts: what a browser sends to whomever over TCP comes by here. It leads nowhere, or to
// one port of this machine alone.

import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

export interface CountingProxy {
  readonly port: number;
  /** The first line of each request: what was asked for, and where. */
  readonly asked: readonly string[];
  /** Of these, those that somebody answered. */
  readonly answered: readonly string[];
  /** Counts from the beginning. */
  forget(): void;
  close(): void;
}

/** `passTo`: the port of this machine that may be reached. */
export async function openCountingProxy(passTo?: number): Promise<CountingProxy> {
  const asked: string[] = [];
  const answered: string[] = [];
  const open = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const mayPass = (host: string) => passTo !== undefined && host === `localhost:${passTo}`;
  const count = ({ method = '', url = '', httpVersion }: IncomingMessage): string => {
    const line = `${method} ${url} HTTP/${httpVersion}`;
    asked.push(line);
    return line;
  };
  const server = createServer((request, response) => {
    const line = count(request);
    const url = URL.parse(request.url ?? '');
    if (url?.protocol !== 'http:' || !mayPass(url.host)) return request.socket.destroy();
    return passOn(request, response, { url, onAnswer: () => answered.push(line) });
  });
  server.on('connection', keep);
  // A page's WebSocket, whatever it speaks to.
  server.on('connect', (request, socket, head) => {
    const line = count(request);
    if (!mayPass(request.url ?? '')) return socket.destroy();
    const there = connect(passTo ?? 0, 'localhost', () => {
      answered.push(line);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.write(head);
      socket.pipe(there).pipe(socket);
    });
    keep(there);
    there.on('error', () => socket.destroy());
    return undefined;
  });
  server.on('upgrade', (request, socket) => {
    count(request);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    answered,
    forget() {
      asked.length = 0;
      answered.length = 0;
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

interface Passing {
  readonly url: URL;
  readonly onAnswer: () => void;
}

function passOn(request: IncomingMessage, response: ServerResponse, { url, onAnswer }: Passing): void {
  const { method, headers } = request;
  const on = ask(url, { method: method ?? 'GET', headers, agent: false }, (answer) => {
    onAnswer();
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  on.on('error', () => response.destroy());
  request.pipe(on);
}

/** For a context of `browser`: every way out is by the proxy, also those to this machine's own addresses. */
export function everyWayBy({ port }: CountingProxy, browser: Browser): Pick<BrowserContextOptions, 'proxy'> {
  const bypass = browser.browserType().name() === 'chromium' ? { bypass: '<-loopback>' } : {};
  return { proxy: { server: `http://127.0.0.1:${port}`, ...bypass } };
}

/** The count sees what this page and its workers ask for, by requests and by WebSockets. */
export async function expectCounted(page: Page, proxy: CountingProxy): Promise<void> {
  proxy.forget();
  await page.evaluate(() => {
    const ask = (who: string, port: number) =>
      `fetch('http://192.0.2.99/${who}').catch(() => undefined); new WebSocket('ws://192.0.2.99:${port}/');`;
    const worker = new Blob([ask('worker', 8_081)], { type: 'text/javascript' });
    Object.assign(globalThis, { asking: new Worker(URL.createObjectURL(worker)) });
    void fetch('http://192.0.2.99/page').catch(() => undefined);
    Object.assign(globalThis, { opening: new WebSocket('ws://192.0.2.99:8080/') });
  });
  for (const line of [
    'GET http://192.0.2.99/page HTTP/1.1',
    'CONNECT 192.0.2.99:8080 HTTP/1.1',
    'GET http://192.0.2.99/worker HTTP/1.1',
    'CONNECT 192.0.2.99:8081 HTTP/1.1',
  ])
    await expect.poll(() => proxy.asked).toContain(line);
}
