import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { networkAddresses } from '../../../host/addresses.ts';
import { startHost } from '../../../host/host.ts';
import { listen } from '../../../host/listen.ts';
import { parseHostConfig } from '../../../src/app/host-config.ts';
import { ask, makeFolder, makeFolders, PAGE, removeFolder, withHost } from './running-host.ts';

const certificateOf = (stateFolder: string) =>
  readFileSync(join(stateFolder, 'certificate/cert.pem'), 'utf8');
const [ownAddress] = networkAddresses().filter((address) => !address.includes(':'));

describe('one port', () => {
  it('serves plain http to this machine', async () => {
    await withHost({}, async ({ localUrl }) => {
      expect(localUrl).toMatch(/^http:\/\/localhost:\d+$/);
      expect((await ask(`${localUrl}/`)).text).toBe(PAGE);
    });
  });

  it('serves https there too, with the certificate made at the start', async () => {
    await withHost({}, async ({ port }, { stateFolder }) => {
      const ca = certificateOf(stateFolder);
      const answers = await Promise.all(
        ['localhost', '127.0.0.1'].map((name) => ask(`https://${name}:${port}/`, { ca })),
      );
      expect(answers.map(({ text }) => text)).toEqual([PAGE, PAGE]);
    });
  });

  it('keeps a connection for several requests, in plain and encrypted', async () => {
    await withHost({}, async ({ port }, { stateFolder }) => {
      const ca = certificateOf(stateFolder);
      const plain = connect(port, '127.0.0.1');
      const encrypted = connectTls({ port, host: '127.0.0.1', ca });
      for (const socket of [plain, encrypted]) {
        expect(await countAnswers(socket, 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n', 3)).toBe(3);
      }
    });
  });

  it('understands a request that arrives byte by byte', async () => {
    await withHost({}, async ({ port }) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      const answer = once(socket, 'data');
      for (const byte of 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n') {
        await new Promise((done) => socket.write(byte, done));
      }
      expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
    });
  });
});

/** Asks again when an answer has come, on the same connection. */
async function countAnswers(socket: Socket, request: string, times: number): Promise<number> {
  let answered = 0;
  for (; answered < times; answered += 1) {
    socket.write(request);
    const [data] = (await once(socket, 'data')) as [Buffer];
    if (!data.toString().startsWith('HTTP/1.1 200 ')) break;
  }
  socket.destroy();
  return answered;
}

// Needs an address that is not loopback; a machine without any network has none.
describe.skipIf(ownAddress === undefined)('over a network address', () => {
  it('sends plain http to https on the same host and port', async () => {
    await withHost({}, async ({ port }) => {
      const { status, headers } = await ask(`http://${ownAddress}:${port}/?share=1`);
      expect([status, headers.location]).toEqual([307, `https://${ownAddress}:${port}/?share=1`]);
      expect(headers['cache-control']).toBe('no-store');
    });
  });

  it('keeps headers that plain http cannot carry off that answer, or browsers complain about them', async () => {
    await withHost({}, async ({ port }) => {
      const { headers } = await ask(`http://${ownAddress}:${port}/`);
      expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    });
  });

  it('serves the page over https with a certificate for that address', async () => {
    await withHost({}, async ({ networkUrl = '' }, { stateFolder }) => {
      expect((await ask(networkUrl, { ca: certificateOf(stateFolder) })).text).toBe(PAGE);
    });
  });

  it('answers /health in plain', async () => {
    await withHost({}, async ({ port }) => {
      expect((await ask(`http://${ownAddress}:${port}/health`)).status).toBe(200);
    });
  });

  it('lets a saved file use the broker in plain', async () => {
    await withHost({}, async ({ port }) => {
      const query = 'key=peerjs&id=alice&token=t';
      const socket = new WebSocket(`ws://${ownAddress}:${port}/broker/peerjs?${query}`, { origin: 'null' });
      const [data] = await once(socket, 'message');
      expect(JSON.parse(String(data))).toEqual({ type: 'OPEN' });
      socket.terminate();
    });
  });
});

describe('GET /health', () => {
  it('says status, uptime, peers and version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    await withHost({}, async ({ localUrl }) => {
      const health: unknown = JSON.parse((await ask(`${localUrl}/health`)).text);
      expect(health).toEqual({ status: 'ok', uptimeSeconds: expect.any(Number), peers: 0, version });
    });
  });
});

describe('GET /kith.json', () => {
  const networkOf = (...addresses: string[]) => ({ networkAddresses: () => addresses });

  it('names the broker of its own origin, no ICE servers and the network address', async () => {
    await withHost(networkOf('192.168.1.5', '10.0.0.7'), async ({ localUrl, port, publicOrigin }) => {
      const config: unknown = JSON.parse((await ask(`${localUrl}/kith.json`)).text);
      const origin = `https://192.168.1.5:${port}`;
      expect(publicOrigin).toBe(origin);
      expect(config).toEqual({
        version: 1,
        brokers: [{ url: '/broker' }],
        iceServers: [],
        publicOrigin: origin,
      });
    });
  });

  it('names KITH_PUBLIC_URL and the ICE servers of the environment', async () => {
    const environment = { KITH_PUBLIC_URL: 'https://kith.example.org/', KITH_STUN: 'stun:a.example' };
    await withHost({ environment }, async ({ localUrl }) => {
      const config: unknown = JSON.parse((await ask(`${localUrl}/kith.json`)).text);
      expect(config).toMatchObject({
        publicOrigin: 'https://kith.example.org',
        iceServers: [{ urls: ['stun:a.example'] }],
      });
    });
  });

  it('names localhost only when there is no network', async () => {
    await withHost(networkOf(), async ({ localUrl, publicOrigin, networkUrl }) => {
      expect([publicOrigin, networkUrl]).toEqual([localUrl, undefined]);
    });
  });

  it('follows the machine into another network', async () => {
    const addresses = ['192.168.1.5'];
    await withHost({ networkAddresses: () => addresses }, async ({ localUrl, port }) => {
      addresses[0] = '10.0.0.7';
      const config: unknown = JSON.parse((await ask(`${localUrl}/kith.json`)).text);
      expect(config).toMatchObject({ publicOrigin: `https://10.0.0.7:${port}` });
    });
  });

  it('is what the page understands', async () => {
    const environment = { KITH_STUN: 'stun:a.example' };
    await withHost({ environment, ...networkOf('192.168.1.5') }, async ({ localUrl, publicOrigin }) => {
      const parsed = parseHostConfig((await ask(`${localUrl}/kith.json`)).body);
      const value = { brokers: ['/broker'], iceServers: [{ urls: ['stun:a.example'] }], publicOrigin };
      expect(parsed).toMatchObject({ ok: true, value });
    });
  });

  it('is read by no other origin', async () => {
    await withHost({}, async ({ localUrl }) => {
      const answer = await ask(`${localUrl}/kith.json`, { headers: { origin: 'https://evil.example' } });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      const rebound = await ask(`${localUrl}/kith.json`, { headers: { host: 'evil.example' } });
      expect([rebound.status, rebound.text]).toEqual([421, expect.stringContaining('KITH_PUBLIC_URL')]);
    });
  });
});

describe('another network', () => {
  afterEach(() => void vi.useRealTimers());

  it('gets a certificate and an address of its own while the host runs', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const addresses = ['192.168.1.5'];
    await withHost({ networkAddresses: () => [...addresses] }, async (host, { stateFolder }) => {
      const before = certificateOf(stateFolder);
      addresses[0] = '10.0.0.7';
      vi.advanceTimersByTime(60_000);
      await vi.waitUntil(() => certificateOf(stateFolder) !== before, { interval: 5 });
      const socket = connectTls({ port: host.port, ca: certificateOf(stateFolder), servername: 'localhost' });
      await once(socket, 'secureConnect');
      expect(socket.getPeerX509Certificate()?.checkIP('10.0.0.7')).toBe('10.0.0.7');
      expect([host.networkUrl, host.publicOrigin]).toEqual(Array(2).fill(`https://10.0.0.7:${host.port}`));
      socket.destroy();
    });
  });
});

describe('other answers', () => {
  it('sends a share that no service worker took to the page', async () => {
    await withHost({}, async ({ localUrl }) => {
      const { status, headers } = await ask(`${localUrl}/share`, {
        method: 'POST',
        body: 'x'.repeat(100_000),
      });
      expect([status, headers.location]).toEqual([303, '/#/share']);
    });
  });

  it('has a page with a sentence for what is not there', async () => {
    await withHost({}, async ({ localUrl }) => {
      const { status, headers, text } = await ask(`${localUrl}/nowhere`);
      expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(text).toContain('There is nothing at this address.');
    });
  });

  it.each(['/', '/health', '/kith.json', '/nowhere', '/broker/', '/%'])(
    'carries the security headers at %s',
    async (path) => {
      await withHost({}, async ({ localUrl }) => {
        const { headers } = await ask(localUrl, { rawPath: path });
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'x-frame-options': 'DENY',
          'cross-origin-opener-policy': 'same-origin',
          'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
          'permissions-policy': expect.stringContaining('camera=(self)'),
        });
        expect(Object.keys(headers)).not.toContain('x-powered-by');
        expect(Object.keys(headers)).not.toContain('strict-transport-security');
      });
    },
  );
});

describe('starting', () => {
  it('refuses a port that is in use, when asked for it', async () => {
    await withHost({}, async ({ port }, folders) => {
      const second = startHost({ ...folders, port, quiet: true, environment: {} });
      await expect(second).rejects.toMatchObject({
        code: 'port-in-use',
        message: `Port ${port} is in use by another program.`,
      });
    });
  });

  it('takes the next free port when none is asked for', async () => {
    const occupant = createServer().listen(0);
    await once(occupant, 'listening');
    const { port: firstPort } = occupant.address() as { port: number };
    const server = createHttpServer();
    const port = await listen(server, { firstPort });
    expect(port).toBeGreaterThan(firstPort);
    server.close();
    occupant.close();
  });

  it('says that the page is not built', async () => {
    const folder = makeFolder();
    const starting = startHost({ distFolder: folder, stateFolder: folder, quiet: true });
    await expect(starting).rejects.toMatchObject({ code: 'build-missing' });
    removeFolder(folder);
  });

  it('says which setting is wrong', async () => {
    const { root, ...folders } = makeFolders();
    const starting = startHost({ ...folders, quiet: true, environment: { KITH_PUBLIC_URL: 'x' } });
    await expect(starting).rejects.toMatchObject({ code: 'configuration-invalid' });
    removeFolder(root);
  });

  it('uses your own certificate and makes none', async () => {
    await withHost({}, async (_host, { stateFolder }) => {
      const kept = join(stateFolder, 'certificate');
      const environment = { KITH_CERT: join(kept, 'cert.pem'), KITH_KEY: join(kept, 'key.pem') };
      await withHost({ environment }, async ({ port }, folders) => {
        const answer = await ask(`https://localhost:${port}/`, { ca: certificateOf(stateFolder) });
        expect([answer.status, existsSync(join(folders.stateFolder, 'certificate'))]).toEqual([200, false]);
      });
    });
  });

  it('listens on one address only, when asked to', async () => {
    await withHost({ hostName: '127.0.0.1' }, async ({ localUrl, networkUrl, publicOrigin, port }) => {
      expect([localUrl, networkUrl, publicOrigin]).toEqual([
        `http://127.0.0.1:${port}`,
        undefined,
        `http://127.0.0.1:${port}`,
      ]);
    });
  });
});

describe('closing', () => {
  it('frees the port and ends every kind of connection within two seconds', async () => {
    const { root, ...folders } = makeFolders();
    const host = await startHost({ ...folders, port: 0, quiet: true, environment: {} });
    const { port } = host;
    const client = new WebSocket(`ws://127.0.0.1:${port}/broker/peerjs?key=peerjs&id=alice&token=t`);
    await once(client, 'message');
    const idle = [connect(port, '127.0.0.1'), connectTls({ port, rejectUnauthorized: false })];
    await Promise.all([once(idle[0]!, 'connect'), once(idle[1]!, 'secureConnect')]);
    const ends = [client, ...idle].map((each) => once(each, 'close'));
    const startedAtMs = performance.now();
    await host.close();
    await Promise.all(ends);
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    await expect(ask(`http://127.0.0.1:${port}/health`)).rejects.toThrow('ECONNREFUSED');
    removeFolder(root);
  });

  it('says goodbye to the clients of the broker', async () => {
    const { root, ...folders } = makeFolders();
    const host = await startHost({ ...folders, port: 0, quiet: true, environment: {} });
    const client = new WebSocket(`ws://127.0.0.1:${host.port}/broker/peerjs?key=peerjs&id=alice&token=t`);
    await once(client, 'message');
    const [[code]] = await Promise.all([once(client, 'close'), host.close()]);
    expect(code).toBe(1001);
    rmSync(root, { recursive: true });
  });
});
