import { describe, expect, it } from 'vitest';
import {
  createBrokerGate,
  offeredBroker,
  parseBroker,
  parseBrokers,
  type BrokerAddress,
  originToOpen,
} from '../../../src/app/brokers.ts';

const PAGE = 'https://kith.example/';
const DISK = 'file:///home/me/kith.html';

function broker(address: string, page = PAGE): BrokerAddress {
  const parsed = parseBroker(address, page);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

describe('reading an address', () => {
  it.each([
    ['wss://b.example', 'https://b.example/', 'b.example'],
    ['https://b.example:9000/peer', 'https://b.example:9000/peer/', 'b.example:9000'],
    ['b.example', 'https://b.example/', 'b.example'],
    ['b.example:9000', 'https://b.example:9000/', 'b.example:9000'],
    ['/', 'https://kith.example/', 'kith.example'],
    ['http://localhost:8080', 'http://localhost:8080/', 'localhost:8080'],
    [' HTTPS://B.EXAMPLE:443/ ', 'https://b.example/', 'b.example'],
  ])('reads %j', (address, url, label) => expect(broker(address)).toMatchObject({ url, label }));

  it('takes it apart as PeerJS wants it', () => {
    expect(broker('wss://b.example/peer')).toMatchObject({
      host: 'b.example',
      port: 443,
      path: '/peer/',
      secure: true,
    });
  });

  it.each([
    '',
    'ftp://b.example',
    'javascript:alert(1)',
    'https://',
    'https://me:secret@b.example',
    // Chromium reads a name with spaces as one with %20 in it.
    'not an address',
    'wss://b$c.example',
    'x'.repeat(400),
    // Short as typed; as it is stored, too long for the settings that would hold it.
    `https://b.example/${'{'.repeat(200)}`,
  ])('refuses %j', (address) =>
    expect(parseBroker(address, PAGE)).toEqual({ ok: false, error: { code: 'not-an-address' } }),
  );

  it('refuses an unencrypted one from an encrypted page, because the browser would', () => {
    expect(parseBroker('ws://b.example', PAGE)).toEqual({ ok: false, error: { code: 'insecure' } });
  });

  it('lets a page from disk use an unencrypted one of the local network', () => {
    expect(broker('ws://192.168.4.1:8080', DISK).url).toBe('http://192.168.4.1:8080/');
  });

  it('knows no relative address on a page from disk', () => {
    expect(parseBroker('/', DISK).ok).toBe(false);
  });

  it('counts two spellings of one broker once', () => {
    expect(parseBrokers(['wss://b.example', 'https://b.example:443/', 'nonsense://'], PAGE)).toHaveLength(1);
  });
});

describe('the gate', () => {
  it('lets a configured broker through and nobody else', () => {
    const gate = createBrokerGate([broker('wss://b.example')]);
    expect(gate.admit('https://b.example/')?.host).toBe('b.example');
    expect(gate.admit('https://evil.example/')).toBeUndefined();
    expect(gate.admit('https://b.example/other/')).toBeUndefined();
  });
});

describe('the broker a link offers', () => {
  it('is that of its host, when that is not configured yet', () => {
    const offered = offeredBroker('https://other.example', [broker('/broker')], PAGE);
    expect(offered?.url).toBe('https://other.example/broker/');
  });

  it('is nothing when it is configured', () => {
    expect(offeredBroker('https://kith.example', [broker('/broker')], PAGE)).toBeUndefined();
  });

  it('is nothing without an origin, or with one this page may not reach', () => {
    expect(offeredBroker(undefined, [], DISK)).toBeUndefined();
    expect(offeredBroker('http://192.168.4.1:8080', [], PAGE)).toBeUndefined();
  });
});

describe('a host to open by hand once, for its certificate', () => {
  const FILE = 'file:///home/me/kith.html';
  const [home] = parseBrokers(['https://192.168.4.17:8080/broker'], FILE);
  const labels = ['192.168.4.17:8080'];

  it('is that of the link, when its broker did not answer', () => {
    expect(originToOpen(labels, home ? [home] : [], FILE)).toBe('https://192.168.4.17:8080');
  });

  it.each([
    ['the page is that host’s own', labels, 'https://192.168.4.17:8080/broker', 'https://192.168.4.17:8080/'],
    ['it is not encrypted', labels, 'http://192.168.4.17:8080/broker', FILE],
    ['the broker is no host of Kith', ['0.peerjs.example'], 'https://0.peerjs.example/', FILE],
    ['another broker failed', ['b.example'], 'https://192.168.4.17:8080/broker', FILE],
  ])('is none when %s', (_, failed, address, page) => {
    expect(originToOpen(failed, parseBrokers([address], page), page)).toBeUndefined();
  });
});
