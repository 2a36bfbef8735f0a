import { expect, test } from 'vitest';
import { checkConfig, DEFAULT_CONFIG } from '../../../../src/app/p2p/config.ts';
import { iceServersFor } from '../../../../src/app/apply-tuning.ts';

const refusal = (config: unknown) => {
  try {
    checkConfig(config);
    return undefined;
  } catch (error) {
    const { name, code, message } = error as Error & { readonly code: string };
    return { name, code, message };
  }
};

/** Section 3.2 of the document that the module's shape is from, but for its brokers: there are none. */
const WHOLE = {
  maxPeers: 8,
  discoveryMethods: ['broadcast', 'url', 'qr'],
  encryption: { enabled: true, algorithm: 'AES-GCM' },
  stun: { servers: ['stun:stun.example:19302', 'stun:stun1.example:19302'] },
  sync: { enabled: true, conflictResolution: 'crdt' },
  network: { topology: 'mesh', gossipInterval: 5_000, heartbeatInterval: 10_000 },
};

test('nothing is the default', () => {
  expect(checkConfig(undefined)).toEqual(DEFAULT_CONFIG);
  expect(checkConfig({})).toEqual(DEFAULT_CONFIG);
});

test('[P2] a whole configuration is taken', () => {
  expect(checkConfig(WHOLE)).toEqual({
    hasSharedState: true,
    tuning: {
      maxLinks: 8,
      pingPeriodMs: 10_000,
      comparePeriodMs: 5_000,
      stunServers: WHOLE.stun.servers,
      usesTabs: true,
      usesBrokers: true,
    },
  });
});

test.each([
  [['broadcast'], true, false],
  [['url'], false, true],
  [['qr', 'broadcast'], true, true],
])('discoveryMethods %j', (discoveryMethods, usesTabs, usesBrokers) => {
  expect(checkConfig({ discoveryMethods }).tuning).toMatchObject({ usesTabs, usesBrokers });
});

test('sync can be switched off', () => {
  expect(checkConfig({ sync: { enabled: false } }).hasSharedState).toBe(false);
});

test.each([
  [{ encryption: { enabled: false } }, 'SecurityError', 'encryption.enabled can only be true'],
  [{ encryption: { algorithm: 'AES-CBC' } }, 'SecurityError', 'encryption.algorithm can only be AES-GCM'],
  [{ encryption: null }, 'SecurityError', 'encryption is an object'],
  [
    { sync: { conflictResolution: 'lww' } },
    'SynchronizationError',
    'sync.conflictResolution can only be crdt',
  ],
  [{ network: { topology: 'star' } }, 'ConnectionError', 'network.topology can only be mesh'],
  [{ network: { gossipInterval: 10 } }, 'ConnectionError', 'network.gossipInterval is a whole number'],
  [
    { network: { heartbeatInterval: 60_000 } },
    'ConnectionError',
    'network.heartbeatInterval is a whole number',
  ],
  [{ maxPeers: 1 }, 'ConnectionError', 'maxPeers is a whole number from 4 to 15'],
  [{ maxPeers: '8' }, 'ConnectionError', 'maxPeers is a whole number'],
  [{ discoveryMethods: [] }, 'ConnectionError', 'discoveryMethods is a list of'],
  [{ discoveryMethods: ['dht'] }, 'ConnectionError', 'discoveryMethods is a list of'],
  [{ stun: { servers: ['https://stun.example'] } }, 'ConnectionError', 'stun.servers is a list of'],
  [{ stun: { servers: Array(9).fill('stun:a.example') } }, 'ConnectionError', 'at most 8'],
  [{ maxPeer: 8 }, 'ConnectionError', 'config has no setting maxPeer'],
  [{ network: { ttl: 5 } }, 'ConnectionError', 'network has no setting ttl'],
  [[], 'ConnectionError', 'config is an object'],
])('[P2] %j is refused', (config, name, message) => {
  expect(refusal(config)).toMatchObject({ name, code: 'invalid-config' });
  expect(refusal(config)?.message).toContain(message);
});

test('STUN servers take the place of the page’s own, and relays stay', () => {
  const relay = { urls: ['turn:relay.example'], username: 'u', credential: 'c' };
  const servers = [{ urls: ['stun:page.example'] }, relay];
  const { tuning } = checkConfig({ stun: { servers: ['stun:a.example', 'stun:b.example'] } });
  expect(iceServersFor(tuning, servers)).toEqual([
    { urls: ['stun:a.example'] },
    { urls: ['stun:b.example'] },
    relay,
  ]);
  expect(iceServersFor(DEFAULT_CONFIG.tuning, servers)).toBe(servers);
});
