// Which seeds a simulation runs with: those kept, or what KITH_SEEDS asks for: a range such as `10-19`, a list such as
// `3,14`, or `random`, which draws one for the whole run (drawn-seed.ts). Seeds stand in the titles of the tests, so that a
// failure names its own.

/** `kept`, unless KITH_SEEDS asks for others. */
export function seedsToRun(kept: readonly number[]): readonly number[] {
  const asked = process.env['KITH_SEEDS'] ?? '';
  const [, first, last] = /^(\d+)-(\d+)$/.exec(asked) ?? [];
  if (first && last)
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
  if (/^\d+(,\d+)*$/.test(asked)) return asked.split(',').map(Number);
  if (asked !== '') throw new Error(`KITH_SEEDS is ${asked}: a range, a list, or random before the run`);
  return kept;
}
