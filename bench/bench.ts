// What every benchmark gives back; run.ts finds and prints them.

export interface Measurement {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: 'ms' | 'bytes' | 'ratio' | 'MB' | 'MB/s' | 'messages/s' | '%' | 'characters' | 'version';
  /** The same figure for the least that could do the job, measured in the same run. */
  readonly baseline?: number;
}

/** A benchmark is a file in bench/ that exports this under the name `measure`. */
export type Measure = () => Promise<readonly Measurement[]>;

/** What a benchmark of several parts is made of, by name. */
type Parts = Readonly<Record<string, Measure>>;

/** One after the other; only those that `KITH_BENCH_PARTS` names, with a comma between, where that is set. */
export async function measureParts(parts: Parts): Promise<readonly Measurement[]> {
  const chosen = process.env['KITH_BENCH_PARTS']?.split(',');
  const measurements: Measurement[] = [];
  for (const [name, part] of Object.entries(parts))
    if (chosen?.includes(name) ?? true) measurements.push(...(await part()));
  return measurements;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of all is not above: `share` 0.99 is the 99th percentile, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
