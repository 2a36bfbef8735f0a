// Cryptography that does its work at once but answers in an order of its own, as WebCrypto does on a busy machine.

import type { CryptoPort } from '../../src/primitives/crypto.ts';
import { randomInteger } from '../../src/primitives/random.ts';
import { createSeededRandom } from './seeded-random.ts';

/** `seal` and `open` of `crypto`, whose answers overtake each other as `seed` decides. */
export function createShufflingCrypto(crypto: CryptoPort, seed: number): CryptoPort {
  const random = createSeededRandom(seed);
  const waiting: (() => void)[] = [];
  const later = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await new Promise<void>((resolve) => {
      waiting.splice(randomInteger(random, waiting.length + 1), 0, resolve);
      setImmediate(() => waiting.shift()?.());
    });
    return result;
  };
  return {
    ...crypto,
    seal: (...input) => later(crypto.seal(...input)),
    open: (...input) => later(crypto.open(...input)),
  };
}
