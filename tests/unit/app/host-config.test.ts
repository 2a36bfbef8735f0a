import { describe, expect, it } from 'vitest';
import { fetchHostConfig, MAX_HOST_CONFIG_BYTES, parseHostConfig } from '../../../src/app/host-config.ts';
import { encodeUtf8 } from '../../../src/primitives/bytes.ts';

const parseJson = (value: unknown) => parseHostConfig(encodeUtf8(JSON.stringify(value)));
const parse = (value: object) => parseJson({ version: 1, ...value });

describe('reading kith.json', () => {
  it('takes brokers, ICE servers and the public origin', () => {
    expect(
      parse({
        version: 1,
        brokers: [{ url: '/' }, { url: 'wss://b.example' }],
        iceServers: [
          { urls: 'stun:s.example:3478' },
          { urls: ['turn:t.example'], username: 'u', credential: 'c' },
        ],
        publicOrigin: 'https://kith.example/path',
      }),
    ).toEqual({
      ok: true,
      value: {
        brokers: ['/', 'wss://b.example'],
        iceServers: [
          { urls: ['stun:s.example:3478'] },
          { urls: ['turn:t.example'], username: 'u', credential: 'c' },
        ],
        publicOrigin: 'https://kith.example',
      },
    });
  });

  it('takes an empty one: a host without a broker', () => {
    expect(parse({})).toMatchObject({ ok: true, value: { brokers: [], iceServers: [] } });
  });

  it.each([
    ['another version', { version: 2 }],
    ['text for brokers', { brokers: 'wss://b.example' }],
    ['too many brokers', { brokers: Array.from({ length: 9 }, () => ({ url: 'wss://b.example' })) }],
    ['an ICE server of another kind', { iceServers: [{ urls: 'https://evil.example' }] }],
    ['an ICE server without address', { iceServers: [{}] }],
  ])('refuses %s', (_, value) => expect(parse(value)).toEqual({ ok: false, error: { code: 'malformed' } }));

  it('refuses what is no record', () => expect(parseJson([]).ok).toBe(false));

  it('refuses what is not JSON', () => {
    expect(parseHostConfig(encodeUtf8('<!doctype html>'))).toEqual({
      ok: false,
      error: { code: 'malformed' },
    });
  });

  it('refuses more than its limit unread', () => {
    expect(parseHostConfig(new Uint8Array(MAX_HOST_CONFIG_BYTES + 1))).toEqual({
      ok: false,
      error: { code: 'too-large' },
    });
  });

  it('drops a public origin that is no web address', () => {
    expect(parse({ publicOrigin: 'javascript:alert(1)' })).toMatchObject({
      ok: true,
      value: { publicOrigin: undefined },
    });
  });
});

describe('asking the host', () => {
  it('asks beside the page', async () => {
    let asked = '';
    const answer = await fetchHostConfig('https://kith.example/sub/index.html', (input) => {
      asked = input instanceof URL ? input.href : '';
      return Promise.resolve(Response.json({ version: 1 }));
    });
    expect(asked).toBe('https://kith.example/sub/kith.json');
    expect(answer.ok).toBe(true);
  });

  it('asks nobody from a page on disk', async () => {
    const answer = await fetchHostConfig('file:///home/me/kith.html', () => {
      throw new Error('asked');
    });
    expect(answer).toEqual({ ok: false, error: { code: 'unreachable' } });
  });

  it.each([
    ['is away', () => Promise.reject(new Error('offline'))],
    ['has no such file', () => Promise.resolve(new Response('', { status: 404 }))],
  ])('takes a host that %s as none', async (_, fetchImpl) => {
    const answer = await fetchHostConfig('https://kith.example/', fetchImpl);
    expect(answer).toEqual({ ok: false, error: { code: 'unreachable' } });
  });
});
