import { describe, expect, it } from 'vitest';
import { judgeArrival, type Arrival } from '../../../host/secure-origin.ts';

const atHome: Arrival = {
  isEncrypted: false,
  localAddress: '127.0.0.1',
  host: 'localhost:8080',
  forwardedProtocol: undefined,
  target: '/?a=1',
};
const fromPhone: Arrival = { ...atHome, localAddress: '::ffff:192.168.1.5', host: '192.168.1.5:8080' };
const noPublic = { publicOrigin: undefined };
const withPublic = { publicOrigin: 'https://kith.example.org' };

describe('judgeArrival', () => {
  it.each(['localhost:8080', 'kith.localhost', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST'])(
    'serves this machine as %s',
    (host) => {
      expect(judgeArrival({ ...atHome, host }, noPublic)).toEqual({ kind: 'serve' });
    },
  );

  it('refuses a foreign name that was pointed at this machine', () => {
    const verdict = judgeArrival({ ...atHome, host: 'evil.example:8080' }, noPublic);
    expect(verdict).toEqual({ kind: 'refuse', hostName: 'evil.example' });
  });

  it('sends plain http from the network to https on the same host and port', () => {
    const location = 'https://192.168.1.5:8080/?a=1';
    expect(judgeArrival(fromPhone, noPublic)).toEqual({ kind: 'redirect', location });
  });

  it('sends to https also in IPv6', () => {
    const arrival = { ...fromPhone, localAddress: 'fd00::2', host: '[fd00::2]:8080' };
    const location = 'https://[fd00::2]:8080/?a=1';
    expect(judgeArrival(arrival, noPublic)).toEqual({ kind: 'redirect', location });
  });

  it('serves what came encrypted, from anywhere', () => {
    expect(judgeArrival({ ...fromPhone, isEncrypted: true }, noPublic)).toEqual({ kind: 'serve' });
  });

  it.each([undefined, '', 'a b', 'evil.example/path', 'evil.example@x', '[::1', 'x:999999', 'x\r\ny'])(
    'takes the host %j as malformed',
    (host) => {
      expect(judgeArrival({ ...fromPhone, host }, noPublic)).toEqual({ kind: 'malformed' });
    },
  );

  it('serves a proxy on this machine that speaks for the public name', () => {
    const arrival = { ...atHome, host: 'kith.example.org' };
    expect(judgeArrival(arrival, withPublic)).toEqual({ kind: 'serve' });
  });

  it('serves a proxy on another machine that says it came by https', () => {
    const arrival = { ...fromPhone, host: 'kith.example.org', forwardedProtocol: 'https' };
    expect(judgeArrival(arrival, withPublic)).toEqual({ kind: 'serve' });
  });

  it('sends a plain visitor of the public name to https', () => {
    const arrival = { ...fromPhone, host: 'kith.example.org' };
    expect(judgeArrival(arrival, withPublic)).toMatchObject({ kind: 'redirect' });
  });

  it('believes a forwarded protocol only for the public name', () => {
    const arrival = { ...fromPhone, forwardedProtocol: 'https' };
    expect(judgeArrival(arrival, withPublic)).toMatchObject({ kind: 'redirect' });
  });
});
