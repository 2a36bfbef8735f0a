import { describe, expect, it } from 'vitest';
import { Conduct } from '../../../src/swarm/conduct.ts';
import { MAX_WINDOW_CHUNKS } from '../../../src/swarm/limits.ts';
import { Partner } from '../../../src/swarm/partner.ts';
import { createRateMeter } from '../../../src/swarm/rate.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Feeds `rate` bytes a second for `durationMs` in steps of 50 ms. */
function feed(
  meter: ReturnType<typeof createRateMeter>,
  input: { from: number; durationMs: number; rate: number },
) {
  for (let at = 50; at <= input.durationMs; at += 50) meter.add(input.from + at, (input.rate * 50) / 1_000);
}

describe('a rate', () => {
  it('is nothing before the first byte', () => {
    expect(createRateMeter().perSecond(1_000)).toBe(0);
  });

  it('is right soon, and stays so', () => {
    const meter = createRateMeter();
    meter.resume(0);
    feed(meter, { from: 0, durationMs: 300, rate: MIB });
    expect(Math.abs(meter.perSecond(300) / MIB - 1)).toBeLessThan(0.15);
    feed(meter, { from: 300, durationMs: 5_000, rate: MIB });
    expect(Math.abs(meter.perSecond(5_300) / MIB - 1)).toBeLessThan(0.05);
  });

  it('follows a change within a few seconds', () => {
    const meter = createRateMeter();
    feed(meter, { from: 0, durationMs: 5_000, rate: MIB });
    feed(meter, { from: 5_000, durationMs: 3_000, rate: MIB / 4 });
    expect(meter.perSecond(8_000)).toBeLessThan(MIB / 3);
  });

  it('is not lowered by a time in which nothing was asked for', () => {
    const meter = createRateMeter();
    feed(meter, { from: 0, durationMs: 2_000, rate: MIB });
    meter.resume(30_000);
    expect(Math.abs(meter.perSecond(30_000) / MIB - 1)).toBeLessThan(0.15);
  });

  it('fades when nothing comes though it should', () => {
    const meter = createRateMeter();
    feed(meter, { from: 0, durationMs: 2_000, rate: MIB });
    expect(meter.perSecond(7_000)).toBeLessThan(MIB / 50);
  });
});

describe('[F7] the window of requests to a partner', () => {
  const partnerAt = (rate: number) => {
    const partner = new Partner({
      peerId: 'a' as PeerId,
      key: new Uint8Array(16),
      chunkCount: 1_000,
      isOfferer: false,
      conduct: new Conduct(64 * KIB),
    });
    partner.down.resume(0);
    if (rate > 0) feed(partner.down, { from: 0, durationMs: 5_000, rate });
    return partner;
  };

  it.each([
    [0, 4],
    [20 * KIB, 2],
    [MIB, 12],
    [10 * MIB, 120],
    [100 * MIB, MAX_WINDOW_CHUNKS],
  ])('at %i bytes a second is three quarters of a second: %i chunks', (rate, chunks) => {
    expect(Math.abs(partnerAt(rate).windowChunks(5_000, 64 * KIB) - chunks)).toBeLessThanOrEqual(
      Math.max(1, chunks / 20),
    );
  });

  it('of one who stalls is one chunk', () => {
    const partner = partnerAt(MIB);
    partner.isStalled = true;
    expect(partner.windowChunks(5_000, 64 * KIB)).toBe(1);
  });

  it('waits longer for the slow, and never for ever', () => {
    expect(partnerAt(10 * MIB).patienceMs(5_000, 64 * KIB)).toBe(2_000);
    expect(partnerAt(50 * KIB).patienceMs(5_000, 64 * KIB)).toBeGreaterThan(4_500);
    expect(partnerAt(KIB).patienceMs(5_000, 64 * KIB)).toBe(8_000);
  });
});
