import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  BrokerSocket,
  BYTE_RATE,
  isAcceptable,
  isBrokerId,
  MAX_MESSAGE_BYTES,
  MAX_MESSAGE_DEPTH,
  MAX_WAITING_BYTES,
  MESSAGE_RATE,
} from '../../../host/broker-socket.ts';

const offer = { type: 'OFFER', dst: 'kith-bob', payload: { sdp: { type: 'offer', sdp: 'v=0' } } };

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe('isAcceptable', () => {
  it.each([
    offer,
    { type: 'HEARTBEAT' },
    { type: 'LEAVE', dst: 'bob' },
    { ...offer, payload: nested(MAX_MESSAGE_DEPTH - 1) },
  ])('accepts %j', (message) => {
    expect(isAcceptable(JSON.stringify(message))).toBe(true);
  });

  it.each([
    ['no JSON', '{'],
    ['no record', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"PWN","dst":"bob"}'],
    ["the server's own type", '{"type":"EXPIRE","dst":"bob"}'],
    ['no receiver', '{"type":"OFFER"}'],
    ['a leave that takes the id out of the realm', '{"type":"LEAVE"}'],
    ['a receiver that is no text', '{"type":"OFFER","dst":{"toString":1}}'],
    ['a receiver no client can have', '{"type":"OFFER","dst":"__proto__"}'],
    ['deep nesting', JSON.stringify({ ...offer, payload: nested(MAX_MESSAGE_DEPTH) })],
  ])('refuses %s', (_fault, message) => {
    expect(isAcceptable(message)).toBe(false);
  });
});

describe('isBrokerId', () => {
  it.each(['kith-abc', 'a', '1', 'kith-ns-1', 'a_b c'])('accepts "%s"', (id) => {
    expect(isBrokerId(id)).toBe(true);
  });

  it.each(['', '-a', 'a-', 'a--b', '__proto__', 'a.b', '1.2.3.4', 'a'.repeat(129)])('refuses "%s"', (id) => {
    expect(isBrokerId(id)).toBe(false);
  });
});

describe('BrokerSocket', () => {
  let server: WebSocketServer;
  let guarded: WebSocket;
  let client: WebSocket;

  async function connect(options: { autoPong: boolean } = { autoPong: true }): Promise<void> {
    const { port } = server.address() as { port: number };
    client = new WebSocket(`ws://127.0.0.1:${port}`, options);
    const [[socket]] = await Promise.all([once(server, 'connection'), once(client, 'open')]);
    guarded = socket as WebSocket;
  }

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', WebSocket: BrokerSocket });
    await once(server, 'listening');
  });

  afterEach(() => {
    client.terminate();
    server.close();
  });

  it('hands on what is acceptable', async () => {
    await connect();
    client.send(JSON.stringify(offer));
    const [data] = await once(guarded, 'message');
    expect(String(data)).toBe(JSON.stringify(offer));
  });

  it('ends a connection that sends anything else, and hands nothing on', async () => {
    await connect();
    const received: unknown[] = [];
    guarded.on('message', (data) => received.push(data));
    client.send('{"type":"PWN"}');
    const [code] = await once(client, 'close');
    expect([code, received]).toEqual([1008, []]);
  });

  it('ends a connection that sends more messages than its burst', async () => {
    await connect();
    for (let sent = 0; sent <= MESSAGE_RATE.burst + MESSAGE_RATE.perSecond; sent += 1) {
      client.send('{"type":"HEARTBEAT"}');
    }
    const [code] = await once(client, 'close');
    expect(code).toBe(1008);
  });

  it('ends a connection that sends more bytes than its burst', async () => {
    await connect();
    const big = JSON.stringify({ ...offer, payload: 'x'.repeat(MAX_MESSAGE_BYTES - 200) });
    for (let sent = 0; sent * big.length <= BYTE_RATE.burst * 2; sent += 1) client.send(big);
    const [code] = await once(client, 'close');
    expect(code).toBe(1008);
  });

  it('drops what a receiver that does not read cannot take', async () => {
    await connect();
    client.pause();
    const big = 'x'.repeat(MAX_MESSAGE_BYTES);
    for (let sent = 0; sent < 1_000; sent += 1) guarded.send(big);
    expect(guarded.bufferedAmount).toBeGreaterThan(MAX_WAITING_BYTES / 2);
    expect(guarded.bufferedAmount).toBeLessThan(MAX_WAITING_BYTES + 2 * MAX_MESSAGE_BYTES);
  });

  it('stays with a client that answers its probes', async () => {
    await connect();
    for (let probes = 0; probes < 3; probes += 1) {
      (guarded as BrokerSocket).probe();
      await once(guarded, 'pong');
    }
    expect(guarded.readyState).toBe(WebSocket.OPEN);
  });

  it('ends a connection whose client gave no sign of life between two probes', async () => {
    await connect({ autoPong: false });
    (guarded as BrokerSocket).probe();
    (guarded as BrokerSocket).probe();
    const [code] = await once(client, 'close');
    expect(code).toBe(1006);
  });
});
