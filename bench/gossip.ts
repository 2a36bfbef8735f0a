// What a broadcast costs in a mesh of 500 and how long it takes: the real gossip, with signatures (of the fast kind that
// repeats), over a simulated network of 20 ms links on virtual time. Compared with flooding over the same graph. Delays
// are told twice: `hopN` by how far two peers are apart in the graph, N peers between, which the tree knows nothing of;
// `wayN` by how many peers passed the message on. The figures to meet (PKC document, 8.2): 10 to 50 ms to a neighbour, 50
// to 150 over one hop, 150 to 300 over two.

import type { PeerId } from '../src/primitives/ids.ts';
import { createGossipNetwork, type GossipNetwork, type GossipNode } from '../tests/support/gossip-network.ts';
import { createSeededRandom } from '../tests/support/seeded-random.ts';
import { createSimClock } from '../tests/support/sim-clock.ts';
import { median, percentile, type Measurement } from './bench.ts';
import { flood } from './support/flooding.ts';
import { createGraph, type Graph } from './support/gossip-graph.ts';

const RUNS = 5;
const PEERS = 500;
const LINK_MS = { fromMs: 15, toMs: 25 } as const;
const PAYLOAD_BYTES = 200;
/** Until the tree stands. */
const WARM_UP = 5;
const BROADCASTS = 15;
const SETTLE_MS = 3_000;
const IDLE_MS = 10 * 60_000;
const CHURN = { seconds: 15, crashesPerSecond: 2, noticedAfterMs: 5_000, broadcastEveryMs: 500 } as const;
/** Links between two peers in the table of delays. */
const FARTHEST = 5;

interface World {
  readonly clock: ReturnType<typeof createSimClock>;
  readonly random: ReturnType<typeof createSeededRandom>;
  readonly network: GossipNetwork;
  readonly graph: Graph;
}

interface Delay {
  /** Links between author and hearer, on the shortest way and on the one it took. */
  readonly distance: number;
  readonly hops: number;
  readonly delayMs: number;
}

/** Of one run. */
type Figures = Readonly<Record<string, number>>;

export async function measure(): Promise<readonly Measurement[]> {
  const runs: { readonly tree: Figures; readonly flooding: Figures }[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const world = await createWorld(run);
    const flooding = await measureFlooding(world);
    const tree = await measureTree(world);
    runs.push({ tree: { ...tree, ...(await measureChurn(world)) }, flooding });
  }
  const metrics = Object.keys(runs[0]?.tree ?? {});
  return metrics.map((metric) => {
    const of = (figures: readonly Figures[]) => median(figures.map((each) => each[metric] ?? Number.NaN));
    const baseline = of(runs.map(({ flooding }) => flooding));
    const value = rounded(of(runs.map(({ tree }) => tree)));
    const measurement = { bench: 'gossip', metric, value, unit: unitOf(metric) };
    return Number.isNaN(baseline) ? measurement : { ...measurement, baseline: rounded(baseline) };
  });
}

async function createWorld(seed: number): Promise<World> {
  const random = createSeededRandom(seed);
  const clock = createSimClock();
  const network = createGossipNetwork({ clock, random, ...LINK_MS });
  const graph = createGraph(network, random);
  for (let i = 0; i < PEERS; i += 1) graph.join((await network.add(seed * 100_000 + i)).peerId);
  await clock.advance(SETTLE_MS);
  return { clock, random, network, graph };
}

async function measureFlooding({ clock, random, network, graph }: World): Promise<Figures> {
  const delays: Delay[] = [];
  let copies = 0;
  for (let i = 0; i < BROADCASTS; i += 1) {
    const author = graph.draw();
    const flooded = await flood(author, (peer) => network.neighboursOf(peer), { clock, random, ...LINK_MS });
    const distances = graph.distancesFrom(author);
    copies += flooded.copies;
    for (const [peer, delayMs] of flooded.delaysMs) {
      const distance = distances.get(peer) ?? 0;
      if (peer !== author) delays.push({ distance, hops: distance, delayMs });
    }
  }
  return summary(delays, copies);
}

async function measureTree(world: World): Promise<Figures> {
  const { clock, network } = world;
  for (let i = 0; i < WARM_UP; i += 1) await broadcast(world, SETTLE_MS);
  const { GOSSIP: copiesBefore, bytes: bytesBefore } = network.traffic;
  const delays: Delay[] = [];
  for (let i = 0; i < BROADCASTS; i += 1) {
    const said = await broadcast(world, SETTLE_MS);
    delays.push(...delaysOf(world, said));
  }
  const { GOSSIP: copies, bytes } = network.traffic;
  await clock.advance(IDLE_MS);
  return {
    ...summary(delays, copies - copiesBefore),
    wire_bytes_per_peer: (bytes - bytesBefore) / BROADCASTS / PEERS,
    idle_bytes: network.traffic.bytes - bytes,
  };
}

/** Two of 500 crash each second, which nobody notices for 5 s, and two come. */
async function measureChurn(world: World): Promise<Figures> {
  const { clock, network, graph } = world;
  const said: Said[] = [];
  const copiesBefore = network.traffic.GOSSIP;
  for (let ms = 0; ms < CHURN.seconds * 1_000; ms += CHURN.broadcastEveryMs) {
    if (ms % 1_000 === 0) await change(world, said);
    said.push(await broadcast(world, CHURN.broadcastEveryMs));
  }
  await clock.advance(10_000);
  const stayed = new Set(graph.live);
  const pairs = said.flatMap((each) => each.audience.filter((peer) => stayed.has(peer)).length);
  const delays = said.flatMap((each) => delaysOf(world, each).filter(({ peer }) => stayed.has(peer)));
  const delaysMs = delays.map(({ delayMs }) => delayMs);
  return {
    churn_delivered: delays.length / pairs.reduce((sum, each) => sum + each, 0),
    churn_copies_per_peer: (network.traffic.GOSSIP - copiesBefore) / said.length / (PEERS - 1),
    churn_p50_ms: percentile(delaysMs, 0.5),
    churn_p95_ms: percentile(delaysMs, 0.95),
    churn_p99_ms: percentile(delaysMs, 0.99),
  };
}

async function change({ network, graph }: World, said: readonly Said[]): Promise<void> {
  // Who has just spoken stays until it has handed that over.
  const spoke = said.slice(-2).map(({ author }) => author);
  for (let i = 0; i < CHURN.crashesPerSecond; i += 1) {
    const peer = graph.draw();
    if (spoke.includes(peer)) continue;
    network.crash(peer, CHURN.noticedAfterMs);
    graph.leave(peer);
    graph.join((await network.add(10_000_000 + network.nodes.size)).peerId);
  }
}

interface Said {
  readonly author: PeerId;
  readonly sequence: number;
  readonly atMs: number;
  readonly audience: readonly PeerId[];
}

let broadcasts = 0;

async function broadcast({ clock, network, graph }: World, waitMs: number): Promise<Said> {
  const author = graph.draw();
  const payload = new Uint8Array(PAYLOAD_BYTES);
  broadcasts += 1;
  new DataView(payload.buffer).setUint32(0, broadcasts);
  if (!nodeOf(network, author).gossip.broadcast('bench', 1, payload)) throw new Error('refused');
  const audience = graph.live.filter((peer) => peer !== author);
  const said = { author, sequence: broadcasts, atMs: clock.nowMs(), audience };
  await clock.advance(waitMs);
  return said;
}

function delaysOf({ network, graph }: World, said: Said): (Delay & { readonly peer: PeerId })[] {
  const distances = graph.distancesFrom(said.author);
  return said.audience.flatMap((peer) => {
    const heard = nodeOf(network, peer).received.filter(
      ({ payload }) => new DataView(payload.buffer).getUint32(0) === said.sequence,
    );
    if (heard.length > 1) throw new Error('delivered twice');
    const distance = distances.get(peer) ?? Number.NaN;
    return heard.map(({ atMs, hops }) => ({ peer, distance, hops, delayMs: atMs - said.atMs }));
  });
}

function summary(delays: readonly Delay[], copies: number): Figures {
  const pairs = BROADCASTS * (PEERS - 1);
  const figures: Record<string, number> = {
    delivered: delays.length / pairs,
    copies_per_peer: copies / pairs,
    all_p95_ms: percentile(
      delays.map(({ delayMs }) => delayMs),
      0.95,
    ),
  };
  for (let distance = 1; distance <= FARTHEST; distance += 1) {
    const apart = delays.filter((each) => each.distance === distance).map(({ delayMs }) => delayMs);
    const travelled = delays.filter(({ hops }) => hops === distance).map(({ delayMs }) => delayMs);
    // Hops are the peers between two, as in the PKC figures: none between neighbours.
    figures[`hop${distance - 1}_p50_ms`] = percentile(apart, 0.5);
    figures[`hop${distance - 1}_p95_ms`] = percentile(apart, 0.95);
    figures[`way${distance - 1}_p95_ms`] = percentile(travelled, 0.95);
  }
  return figures;
}

function nodeOf(network: GossipNetwork, peer: PeerId): GossipNode {
  const node = network.nodes.get(peer);
  if (!node) throw new Error('no such peer');
  return node;
}

function unitOf(metric: string): Measurement['unit'] {
  if (metric.endsWith('_ms')) return 'ms';
  return metric.includes('bytes') ? 'bytes' : 'ratio';
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
