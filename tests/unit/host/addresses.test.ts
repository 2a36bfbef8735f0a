import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { formatUrlHost, isLoopback, networkAddresses } from '../../../host/addresses.ts';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const rest = { mac: '00:00:00:00:00:00', internal, cidr: null, netmask: '' };
  return address.includes(':')
    ? { ...rest, address, family: 'IPv6', scopeid: 0 }
    : { ...rest, address, family: 'IPv4' };
}

describe('networkAddresses', () => {
  it('leaves out this machine talking to itself', () => {
    expect(networkAddresses({ lo: [info('127.0.0.1', true), info('::1', true)] })).toEqual([]);
  });

  it('leaves out link-local addresses, which no link can carry', () => {
    expect(networkAddresses({ eth0: [info('fe80::1'), info('169.254.7.7')] })).toEqual([]);
  });

  it('puts home networks before public addresses and IPv4 before IPv6', () => {
    const eth0 = [info('fd00::2'), info('203.0.113.9'), info('192.168.1.5')];
    expect(networkAddresses({ eth0 })).toEqual(['192.168.1.5', '203.0.113.9', 'fd00::2']);
  });

  it('puts the networks of containers and tunnels last', () => {
    const interfaces = { docker0: [info('172.17.0.1')], wlan0: [info('10.0.0.7')], tun0: [info('10.8.0.2')] };
    expect(networkAddresses(interfaces)).toEqual(['10.0.0.7', '172.17.0.1', '10.8.0.2']);
  });

  it('names an address once when two interfaces share it', () => {
    expect(networkAddresses({ en0: [info('10.0.0.7')], en1: [info('10.0.0.7')] })).toEqual(['10.0.0.7']);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('is true for %s', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['192.168.1.5', '::ffff:192.168.1.5', '::', '0.0.0.0', 'fd00::1', 'localhost', ''])(
    'is false for "%s"',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
});

describe('formatUrlHost', () => {
  it('puts IPv6 into brackets', () => {
    expect([formatUrlHost('fd00::2'), formatUrlHost('10.0.0.7')]).toEqual(['[fd00::2]', '10.0.0.7']);
  });
});
