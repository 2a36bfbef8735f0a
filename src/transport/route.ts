// What a connection's statistics say about its path. Engines disagree on how the chosen pair is marked.

import { CANDIDATE_TYPES, type CandidateType, type LinkRoute, type RouteCandidates } from './transport.ts';

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
  readonly protocol?: string;
  readonly currentRoundTripTime?: number;
}

const PROTOCOLS = ['udp', 'tcp'] as const;

/** `fallbackRttMs` is the link's own measurement. */
export async function readRoute(
  connection: RTCPeerConnection,
  fallbackRttMs: number | undefined,
): Promise<Omit<LinkRoute, 'clock'>> {
  const stats = await readStats(connection);
  const pair = chosenPair(stats);
  const candidates = pair && routeCandidates(stats, pair);
  const seconds = pair?.currentRoundTripTime;
  return {
    kind: routeKind(candidates),
    rttMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : fallbackRttMs,
    candidates,
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

function routeCandidates(stats: ReadonlyMap<string, Stat>, pair: Stat): RouteCandidates {
  const local = stats.get(pair.localCandidateId ?? '');
  const remote = stats.get(pair.remoteCandidateId ?? '');
  return {
    local: CANDIDATE_TYPES.find((type) => type === local?.candidateType),
    remote: CANDIDATE_TYPES.find((type) => type === remote?.candidateType),
    protocol: PROTOCOLS.find((protocol) => protocol === (local?.protocol ?? remote?.protocol)?.toLowerCase()),
  };
}

function routeKind(candidates: RouteCandidates | undefined): LinkRoute['kind'] {
  const types: readonly (CandidateType | undefined)[] = [candidates?.local, candidates?.remote];
  if (types.includes('relay')) return 'relayed';
  return types.every(Boolean) ? 'direct' : 'unknown';
}
