import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { Host } from '../../../host/host.ts';
import { ask, withHost } from './running-host.ts';

const clients: WebSocket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
});

interface Client {
  readonly socket: WebSocket;
  next(): Promise<Record<string, unknown>>;
}

/** Speaks the PeerJS protocol; messages are kept until asked for. */
function connect(origin: string, id: string, options: ClientOptions & { token?: string } = {}): Client {
  const { token = `token-${id}`, ...rest } = options;
  const query = new URLSearchParams({ key: 'peerjs', id, token, version: '1.5.5' });
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/broker/peerjs?${query.toString()}`, rest);
  clients.push(socket);
  const kept: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const take = waiting.shift();
    if (take) take(data.toString());
    else kept.push(data.toString());
  });
  return {
    socket,
    async next() {
      const message = kept.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
      return JSON.parse(message) as Record<string, unknown>;
    },
  };
}

async function join(origin: string, id: string, options?: ClientOptions): Promise<Client> {
  const client = connect(origin, id, options);
  expect(await client.next()).toEqual({ type: 'OPEN' });
  return client;
}

async function peersOf(host: Host): Promise<unknown> {
  const { peers } = JSON.parse((await ask(`${host.localUrl}/health`)).text) as { peers: unknown };
  return peers;
}

describe('broker', () => {
  it('carries an offer from one client to another and signs it with the sender', async () => {
    await withHost({}, async ({ localUrl }) => {
      const alice = await join(localUrl, 'alice');
      const bob = await join(localUrl, 'bob');
      alice.socket.send(
        JSON.stringify({ type: 'OFFER', src: 'mallory', dst: 'bob', payload: { sdp: 'v=0' } }),
      );
      expect(await bob.next()).toEqual({ type: 'OFFER', src: 'alice', dst: 'bob', payload: { sdp: 'v=0' } });
    });
  });

  it('introduces a client that came by https to one that came in plain', async () => {
    await withHost({}, async ({ localUrl, port }, { stateFolder }) => {
      const ca = readFileSync(joinPath(stateFolder, 'certificate/cert.pem'), 'utf8');
      const alice = await join(`https://localhost:${port}`, 'alice', { ca });
      const bob = await join(localUrl, 'bob');
      bob.socket.send(JSON.stringify({ type: 'ANSWER', dst: 'alice', payload: 1 }));
      expect(await alice.next()).toMatchObject({ type: 'ANSWER', src: 'bob' });
    });
  });

  it('says when an id is taken', async () => {
    await withHost({}, async ({ localUrl }) => {
      await join(localUrl, 'alice');
      const other = connect(localUrl, 'alice', { token: 'another' });
      expect(await other.next()).toMatchObject({ type: 'ID-TAKEN' });
    });
  });

  it('gives an id back as soon as its client is gone', async () => {
    await withHost({}, async (host) => {
      const alice = await join(host.localUrl, 'alice');
      alice.socket.close();
      await once(alice.socket, 'close');
      await expect.poll(() => peersOf(host)).toBe(0);
      const other = connect(host.localUrl, 'alice', { token: 'another' });
      expect(await other.next()).toEqual({ type: 'OPEN' });
    });
  });

  it('gives an id back to the same client at once, even while the old connection stands', async () => {
    await withHost({}, async (host) => {
      await join(host.localUrl, 'alice');
      const again = connect(host.localUrl, 'alice');
      await once(again.socket, 'open');
      const bob = await join(host.localUrl, 'bob');
      bob.socket.send(JSON.stringify({ type: 'OFFER', dst: 'alice', payload: 1 }));
      expect(await again.next()).toMatchObject({ src: 'bob' });
      expect(await peersOf(host)).toBe(2);
    });
  });

  it('keeps an offer for a client that is just reconnecting', async () => {
    await withHost({}, async ({ localUrl }) => {
      const alice = await join(localUrl, 'alice');
      alice.socket.send(JSON.stringify({ type: 'OFFER', dst: 'bob', payload: 1 }));
      alice.socket.send(JSON.stringify({ type: 'HEARTBEAT' }));
      alice.socket.ping();
      await once(alice.socket, 'pong');
      const bob = await join(localUrl, 'bob');
      expect(await bob.next()).toMatchObject({ type: 'OFFER', src: 'alice' });
    });
  });

  it('soon says that nobody is there', async () => {
    await withHost({}, async ({ localUrl }) => {
      const alice = await join(localUrl, 'alice');
      const askedAtMs = performance.now();
      alice.socket.send(JSON.stringify({ type: 'OFFER', dst: 'nobody', payload: { sdp: 'v=0' } }));
      expect(await alice.next()).toMatchObject({ type: 'EXPIRE', src: 'nobody' });
      expect(performance.now() - askedAtMs).toBeLessThan(4_000);
    });
  });

  it('counts its clients for /health', async () => {
    await withHost({}, async (host) => {
      await join(host.localUrl, 'alice');
      await join(host.localUrl, 'bob');
      expect(await peersOf(host)).toBe(2);
    });
  });

  it('tells nobody who is there', async () => {
    await withHost({}, async ({ localUrl }) => {
      await join(localUrl, 'alice');
      expect((await ask(`${localUrl}/broker/peerjs/peers`)).status).toBe(401);
    });
  });

  it.each([
    ['an id with dots', '/broker/peerjs?key=peerjs&id=10.0.0.7&token=t'],
    ['a name of every object', '/broker/peerjs?key=peerjs&id=__proto__&token=t'],
    ['a second id', '/broker/peerjs?key=peerjs&id=alice&id=__proto__&token=t'],
    ['no token', '/broker/peerjs?key=peerjs&id=alice&token='],
    ['an endless token', `/broker/peerjs?key=peerjs&id=alice&token=${'t'.repeat(200)}`],
    ['another path', '/elsewhere?key=peerjs&id=alice&token=t'],
  ])('refuses an upgrade with %s', async (_fault, path) => {
    await withHost({}, async ({ localUrl }) => {
      const socket = new WebSocket(`${localUrl.replace('http', 'ws')}${path}`);
      const [error] = await once(socket, 'error');
      expect(String(error)).toMatch(/Unexpected server response: 40[01]/);
    });
  });

  it('ends a client that sends a message above the limit', async () => {
    await withHost({}, async ({ localUrl }) => {
      const { socket } = await join(localUrl, 'alice');
      socket.send(JSON.stringify({ type: 'OFFER', dst: 'bob', payload: 'x'.repeat(70_000) }));
      const [code] = await once(socket, 'close');
      expect(code).toBe(1009);
    });
  });

  it('outlives rubbish, torn connections and half a handshake', async () => {
    await withHost({}, async (host) => {
      const { socket } = await join(host.localUrl, 'alice');
      socket.send('rubbish');
      await once(socket, 'close');
      const torn = await join(host.localUrl, 'bob');
      torn.socket.terminate();
      await sendRaw(host.port, Buffer.from([0x16, 3, 1, 0, 200, 1, 2, 3]));
      await sendRaw(host.port, Buffer.from('rubbish\r\n\r\n'));
      await sendRaw(host.port, Buffer.alloc(0));
      expect((await ask(`${host.localUrl}/health`)).status).toBe(200);
    });
  });
});

/** Opens a bare connection, sends and hangs up; resolves when it is closed on both sides. */
async function sendRaw(port: number, bytes: Buffer): Promise<void> {
  const socket = connectPlain(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(bytes);
  await once(socket, 'close');
}
