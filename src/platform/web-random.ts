// The browser's cryptographic randomness behind the RandomSource port.

import type { RandomSource } from '../primitives/random.ts';

/** What `getRandomValues` fills at once. Source: Web Cryptography API, section 10.1.1. */
const MAX_BYTES_A_CALL = 65_536;

export function createWebRandom(): RandomSource {
  return {
    bytes(length) {
      const drawn = new Uint8Array(length);
      for (let offset = 0; offset < length; offset += MAX_BYTES_A_CALL) {
        crypto.getRandomValues(drawn.subarray(offset, offset + MAX_BYTES_A_CALL));
      }
      return drawn;
    },
  };
}
