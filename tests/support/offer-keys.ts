// Keys of offers as their author makes them, told apart by a number.

import type { Bytes } from '../../src/primitives/bytes.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { makeOfferKey } from '../../src/swarm/offer-key.ts';

export function keyBy(author: PeerId, number: number): Bytes {
  const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => (number >> (8 * (at & 3))) & 0xff);
  return makeOfferKey(author, { bytes });
}
