// What a connection's statistics say about its path. Engines disagree on how the chosen pair is marked.

import type { LinkRoute } from './transport.ts';

interface Stat {
  readonly id: string;
  readonly type: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly currentRoundTripTime?: number;
}

/** `fallbackRttMs` is the link's own measurement. */
export async function readRoute(
  connection: RTCPeerConnection,
  fallbackRttMs: number | undefined,
): Promise<LinkRoute> {
  const stats = await readStats(connection);
  const pair = chosenPair(stats);
  const seconds = pair?.currentRoundTripTime;
  return {
    kind: routeKind(stats, pair),
    rttMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : fallbackRttMs,
  };
}

async function readStats(connection: RTCPeerConnection): Promise<ReadonlyMap<string, Stat>> {
  try {
    const report = await connection.getStats();
    return new Map(Array.from(report as ReadonlyMap<string, Stat>));
  } catch {
    // A connection that closed meanwhile has no statistics; the route is unknown then.
    return new Map();
  }
}

function chosenPair(stats: ReadonlyMap<string, Stat>): Stat | undefined {
  const all = Array.from(stats.values());
  const transport = all.find(
    ({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId,
  );
  const byTransport = transport?.selectedCandidatePairId && stats.get(transport.selectedCandidatePairId);
  if (byTransport) return byTransport;
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  return (
    pairs.find(({ selected }) => selected) ??
    pairs.find(({ nominated, state }) => nominated && state === 'succeeded')
  );
}

function routeKind(stats: ReadonlyMap<string, Stat>, pair: Stat | undefined): LinkRoute['kind'] {
  const types = [pair?.localCandidateId, pair?.remoteCandidateId].map(
    (id) => id && stats.get(id)?.candidateType,
  );
  if (types.includes('relay')) return 'relayed';
  return types.every(Boolean) ? 'direct' : 'unknown';
}
