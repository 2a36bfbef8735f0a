import { describe, expect, it } from 'vitest';
import { createWebRandom } from '../../../src/platform/web-random.ts';

describe('randomness', () => {
  it.each([0, 1, 32, 200_000])('draws %i bytes', (length) => {
    expect(createWebRandom().bytes(length)).toHaveLength(length);
  });

  it('leaves no part of a long draw empty', () => {
    const drawn = createWebRandom().bytes(200_000);
    for (let offset = 0; offset < drawn.length; offset += 20_000) {
      expect(drawn.subarray(offset, offset + 64).some((byte) => byte !== 0)).toBe(true);
    }
  });

  it('never draws the same twice', () => {
    const random = createWebRandom();
    expect(random.bytes(16)).not.toEqual(random.bytes(16));
  });
});
