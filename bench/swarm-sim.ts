// Swarms on links of given rates in virtual time: what the seeder sends, what all send, how long everybody takes
// compared with one transfer, and what is said afterwards.

import { stageSwarm } from '../tests/support/swarm-scene.ts';
import { median, type Measurement } from './bench.ts';

const MIB = 1024 * 1024;
const SIZE_BYTES = 64 * MIB;
const SEEDS = [1, 2, 3];
/** Of every peer; bytes a second. */
const UP_RATE = MIB;
const QUIET_MS = 10_000;

interface Outcome {
  readonly copies: number;
  readonly wireRatio: number;
  readonly tookMs: number;
  readonly quietBytes: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  const one = await medians(1);
  const four = await medians(4);
  const eight = await medians(8);
  return [
    ratio('sim_goodput_1', SIZE_BYTES / UP_RATE / (one.tookMs / 1_000)),
    ratio('sim_seeder_copies_4', four.copies),
    ratio('sim_seeder_copies_8', eight.copies),
    ratio('sim_wire_ratio_8', eight.wireRatio),
    // Compared with one transfer over the same uplink.
    ratio('sim_completion_4', four.tookMs / one.tookMs),
    ratio('sim_completion_8', eight.tookMs / one.tookMs),
    { bench: 'swarm-sim', metric: 'sim_quiet_bytes_10s', value: eight.quietBytes, unit: 'bytes' },
  ];
}

function ratio(metric: string, value: number): Measurement {
  return { bench: 'swarm-sim', metric, value: Math.round(value * 1_000) / 1_000, unit: 'ratio' };
}

async function medians(leechers: number): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const seed of SEEDS) outcomes.push(await run(seed, leechers));
  const of = (pick: (outcome: Outcome) => number) => median(outcomes.map(pick));
  return {
    copies: of(({ copies }) => copies),
    wireRatio: of(({ wireRatio }) => wireRatio),
    tookMs: of(({ tookMs }) => tookMs),
    quietBytes: of(({ quietBytes }) => quietBytes),
  };
}

async function run(seed: number, leechers: number): Promise<Outcome> {
  const scene = await stageSwarm({
    seed,
    leechers,
    sizeBytes: SIZE_BYTES,
    peer: () => ({ upRate: UP_RATE }),
  });
  const tookMs = await scene.untilWhole(scene.leechers);
  if (!scene.leechers.every((peer) => scene.hasFile(peer))) throw new Error('another file arrived');
  const sentBytes = scene.net.totalBytes();
  await scene.net.clock.advance(QUIET_MS);
  return {
    tookMs,
    copies: scene.copies(),
    wireRatio: sentBytes / (leechers * SIZE_BYTES),
    quietBytes: scene.net.totalBytes() - sentBytes,
  };
}
