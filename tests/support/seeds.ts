// Which seeds a simulation runs with: those kept, or what KITH_SEEDS asks for: a range such as `10-19`, a list such as
// `3,14`, or `random`, which draws one. Seeds stand in the titles of the tests, so that a failure names its own.

/** Seeds beyond this would not fit the generators' 32 bits. */
const MAX_SEED = 2 ** 20;

export function seedsToRun(kept: readonly number[]): readonly number[] {
  const asked = process.env['KITH_SEEDS'] ?? '';
  if (asked === 'random') return [1 + Math.floor(Math.random() * MAX_SEED)];
  const [, first, last] = /^(\d+)-(\d+)$/.exec(asked) ?? [];
  if (first && last)
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
  return /^\d+(,\d+)*$/.test(asked) ? asked.split(',').map(Number) : kept;
}
