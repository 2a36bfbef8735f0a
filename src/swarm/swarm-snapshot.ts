// Pictures of one swarm, made when somebody looks.

import { HELD_BACK_MS } from './limits.ts';
import type { SwarmCore } from './swarm-core.ts';
import type { ChunkRange } from './picker.ts';
import type { MapBucket, SourceView, SwarmSnapshot, SwarmState } from './swarm-state.ts';
import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Partner } from './partner.ts';

/** Ranges named at most: a torn file has thousands. */
const MAX_MISSING_RANGES = 64;

interface Facts {
  readonly state: SwarmState;
  readonly root: Bytes | undefined;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

export function snapshotOf(core: SwarmCore, facts: Facts): SwarmSnapshot {
  const { shape, chunkCount, have, unchecked, leaves, storing } = core;
  const sources = sourcesOf(core);
  const downRate = sources.reduce((sum, source) => sum + source.downRate, 0);
  const hereCount = have.count + unchecked.count;
  const haveBytes = Math.min(shape.sizeBytes, hereCount * shape.chunkSizeBytes);
  const isComing = core.isFetching && downRate > 0;
  return {
    ...facts,
    sizeBytes: shape.sizeBytes,
    chunkCount,
    haveCount: have.count,
    unheldCount: facts.state.kind === 'stuck' ? countUnheld(core) : 0,
    hashedCount: leaves.knownCount,
    inFlightCount: core.askedCount + storing.size,
    haveBytes,
    downRate,
    upRate: sources.reduce((sum, source) => sum + source.upRate, 0),
    heldBy: heldBy(core),
    timeLeftMs: isComing ? Math.ceil(((shape.sizeBytes - haveBytes) * 1_000) / downRate) : undefined,
    sources,
  };
}

function heldBy({ isFetching, storeSilentMs, aheadChunks }: SwarmCore): SwarmSnapshot['heldBy'] {
  if (!isFetching || storeSilentMs < HELD_BACK_MS) return undefined;
  return aheadChunks === undefined ? 'disk' : 'download';
}

function sourcesOf(core: SwarmCore): readonly SourceView[] {
  const { nowMs } = core;
  return Array.from(core.partners.values(), ({ peerId, have, isWhole, down, up }) => ({
    peerId,
    chunkCount: have.count,
    isWhole,
    downRate: Math.round(down.perSecond(nowMs)),
    upRate: Math.round(up.perSecond(nowMs)),
  }));
}

/** What is missing and held by nobody linked who gives, from the front. */
export function unheldRanges(core: SwarmCore): readonly ChunkRange[] {
  const isUnheld = unheldIn(core);
  const ranges: ChunkRange[] = [];
  let from: number | undefined;
  for (let index = 0; index <= core.chunkCount && ranges.length < MAX_MISSING_RANGES; index += 1) {
    if (index < core.chunkCount && isUnheld(index)) from ??= index;
    else if (from !== undefined) {
      ranges.push({ from, to: index });
      from = undefined;
    }
  }
  return ranges;
}

function countUnheld(core: SwarmCore): number {
  const isUnheld = unheldIn(core);
  let count = 0;
  for (let index = 0; index < core.chunkCount; index += 1) count += isUnheld(index) ? 1 : 0;
  return count;
}

/** Of those who are silent it counts for nothing what they say they hold. */
function unheldIn(core: SwarmCore): (index: number) => boolean {
  const { have, unchecked, storing, rarity } = core;
  const isGiving = ({ isUsable, isStalled }: Partner) => isUsable && !isStalled;
  const partners = Array.from(core.partners.values());
  if (partners.some((each) => each.isWhole && isGiving(each))) return () => false;
  const idle = partners.filter((each) => !each.isWhole && !isGiving(each));
  const idleWith = (index: number) => idle.filter((each) => each.have.has(index)).length;
  const isHere = (index: number) => have.has(index) || unchecked.has(index) || storing.has(index);
  return (index) => !isHere(index) && rarity[index] === idleWith(index);
}

/** The file in `bucketCount` stretches, fewer for a short one. */
export function chunkMapOf(core: SwarmCore, bucketCount: number): readonly MapBucket[] {
  return stretchesOf(core, bucketCount).map((range) => bucketOf(core, range));
}

/** By partner: how much of each of `bucketCount` stretches it holds, 0 to 1. Whoever deals holds it all. */
export function sharesOf(core: SwarmCore, bucketCount: number): ReadonlyMap<PeerId, readonly number[]> {
  const ranges = stretchesOf(core, bucketCount);
  const shareOf = ({ have, isWhole }: Partner, { from, to }: ChunkRange) => {
    if (isWhole) return 1;
    let count = 0;
    for (let index = from; index < to; index += 1) count += have.has(index) ? 1 : 0;
    return count / (to - from);
  };
  return new Map(
    Array.from(core.partners.values(), (each) => [each.peerId, ranges.map((range) => shareOf(each, range))]),
  );
}

function stretchesOf({ chunkCount }: SwarmCore, bucketCount: number): readonly ChunkRange[] {
  const count = Math.max(0, Math.min(Math.floor(bucketCount), chunkCount));
  return Array.from({ length: count }, (_, at) => ({
    from: Math.floor((at * chunkCount) / count),
    to: Math.floor(((at + 1) * chunkCount) / count),
  }));
}

function bucketOf(core: SwarmCore, { from, to }: ChunkRange): MapBucket {
  const wholeCount = core.usable.filter(({ isWhole }) => isWhole).length;
  let have = 0;
  let inFlight = 0;
  let holders = Number.MAX_SAFE_INTEGER;
  for (let index = from; index < to; index += 1) {
    if (core.have.has(index)) {
      have += 1;
      continue;
    }
    if (core.storing.has(index) || core.isAsked(index)) inFlight += 1;
    if (!core.unchecked.has(index)) holders = Math.min(holders, (core.rarity[index] ?? 0) + wholeCount);
  }
  return { chunkCount: to - from, have, inFlight, holders, giver: core.givers.mostOf({ from, to }) };
}
