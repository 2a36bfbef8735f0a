// Repeatable randomness: sfc32, 128 bits of state, seeded from a number. A failing test prints its seed.

import type { RandomSource } from '../../src/primitives/random.ts';

export function createSeededRandom(seed: number): RandomSource {
  let a = seed >>> 0;
  let b = (seed ^ 0x9e3779b9) >>> 0;
  let c = Math.imul(seed, 0x85ebca6b) >>> 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + sum) >>> 0;
    return sum;
  };
  for (let i = 0; i < 20; i += 1) next();
  return {
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i += 1) bytes[i] = next() & 0xff;
      return bytes;
    },
  };
}
