import { describe, expect, test } from 'vitest';
import { readRoute } from '../../../src/transport/route.ts';

interface StatGiven {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

const connectionWith = (...stats: readonly StatGiven[]) =>
  ({
    getStats: () => Promise.resolve(new Map(stats.map((stat) => [stat.id, stat]))),
  }) as unknown as RTCPeerConnection;

const UNKNOWN = { kind: 'unknown', rttMs: undefined, candidates: undefined };

const candidates = (local: string, remote: string): StatGiven[] => [
  { id: 'l', type: 'local-candidate', candidateType: local, protocol: 'udp' },
  { id: 'r', type: 'remote-candidate', candidateType: remote },
];
const pair = (fields: object): StatGiven => ({
  id: 'p',
  type: 'candidate-pair',
  localCandidateId: 'l',
  remoteCandidateId: 'r',
  ...fields,
});

describe('route', () => {
  test('as Chromium marks the pair', async () => {
    const transport = { id: 't', type: 'transport', selectedCandidatePairId: 'p' };
    const connection = connectionWith(
      transport,
      pair({ currentRoundTripTime: 0.05 }),
      ...candidates('host', 'srflx'),
    );
    expect(await readRoute(connection, 7)).toEqual({
      kind: 'direct',
      rttMs: 50,
      candidates: { local: 'host', remote: 'srflx', protocol: 'udp' },
    });
  });

  test('as Firefox marks the pair', async () => {
    const connection = connectionWith(pair({ selected: true }), ...candidates('host', 'relay'));
    expect(await readRoute(connection, 7)).toEqual({
      kind: 'relayed',
      rttMs: 7,
      candidates: { local: 'host', remote: 'relay', protocol: 'udp' },
    });
  });

  test('as older engines mark the pair', async () => {
    const connection = connectionWith(
      pair({ nominated: true, state: 'succeeded' }),
      ...candidates('relay', 'host'),
    );
    expect((await readRoute(connection, undefined)).kind).toBe('relayed');
  });

  test('what an engine names otherwise is unknown', async () => {
    const connection = connectionWith(
      pair({ selected: true }),
      { id: 'l', type: 'local-candidate', candidateType: 'serverreflexive', protocol: 'TCP' },
      { id: 'r', type: 'remote-candidate', candidateType: 'host' },
    );
    expect(await readRoute(connection, undefined)).toMatchObject({
      kind: 'unknown',
      candidates: { local: undefined, remote: 'host', protocol: 'tcp' },
    });
  });

  test('a pair that is only checked is not the route', async () => {
    const connection = connectionWith(pair({ state: 'in-progress' }), ...candidates('host', 'host'));
    expect(await readRoute(connection, undefined)).toEqual(UNKNOWN);
  });

  test('a closed connection has no route', async () => {
    const connection = {
      getStats: () => Promise.reject(new Error('closed')),
    } as unknown as RTCPeerConnection;
    expect(await readRoute(connection, undefined)).toEqual(UNKNOWN);
  });
});
