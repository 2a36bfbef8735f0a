// Sets of sequence numbers as few ranges: what is here of a chain, and what is missing of it. Pure.

/** Both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `ranges` are sorted, apart from each other by at least one number. */
export function addToRanges(ranges: readonly Range[], added: Range): readonly Range[] {
  const before = ranges.filter(({ to }) => to < added.from - 1);
  const after = ranges.filter(({ from }) => from > added.to + 1);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(added.from, touched[0]?.from ?? added.from);
  const to = Math.max(added.to, touched.at(-1)?.to ?? added.to);
  return [...before, { from, to }, ...after];
}

/** What of `wanted` is in none of `ranges`. */
export function missingIn(ranges: readonly Range[], wanted: Range): readonly Range[] {
  const missing: Range[] = [];
  let next = wanted.from;
  for (const { from, to } of ranges) {
    if (to < next) continue;
    if (from > wanted.to) break;
    if (from > next) missing.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  if (next <= wanted.to) missing.push({ from: next, to: wanted.to });
  return missing;
}

/** What of `ranges` lies within `kept`. */
export function keepWithin(ranges: readonly Range[], kept: Range): readonly Range[] {
  return ranges
    .filter(({ from, to }) => to >= kept.from && from <= kept.to)
    .map(({ from, to }) => ({ from: Math.max(from, kept.from), to: Math.min(to, kept.to) }));
}

export function isInRanges(ranges: readonly Range[], seq: number): boolean {
  return ranges.some(({ from, to }) => from <= seq && seq <= to);
}

export function sizeOf({ from, to }: Range): number {
  return to - from + 1;
}
