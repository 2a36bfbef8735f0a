// `KITH_SEEDS=random` becomes one number, said before anything runs: all tests of a run share it, whichever worker they
// are in, and a run that passed names its seed as one that fails does.

/** Seeds beyond this would not fit the generators' 32 bits. */
const MAX_SEED = 2 ** 20;

/** What KITH_SEEDS is to be in the workers; drawn and said once, as what is no longer `random` stays as it is. */
export function settleSeeds(
  asked: string | undefined,
  say: (line: string) => void,
  draw: () => number = Math.random,
): string | undefined {
  if (asked !== 'random') return asked;
  const seed = String(1 + Math.floor(draw() * MAX_SEED));
  say(`KITH_SEEDS=${seed}\n`);
  return seed;
}
