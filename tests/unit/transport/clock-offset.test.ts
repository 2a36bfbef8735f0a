import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClockEstimate, KEPT_EXCHANGES } from '../../../src/transport/clock-offset.ts';
import { MAX_TIME_US } from '../../../src/transport/envelope.ts';

/** An exchange with a peer whose clock is `offsetMs` ahead, with different ways there and back. */
const exchange = (sentAtMs: number, thereMs: number, backMs: number, offsetMs: number) => ({
  sentAtMs,
  receivedAtMs: sentAtMs + thereMs + backMs,
  answeredAtMs: sentAtMs + thereMs + offsetMs,
});

describe('[L10] clock offset', () => {
  test('nothing is known before the first exchange', () => {
    expect(createClockEstimate().best).toBeUndefined();
  });

  test('on a path that is the same both ways it is exact', () => {
    const estimate = createClockEstimate();
    estimate.add(exchange(1_000, 20, 20, -7_000));
    expect(estimate.best).toEqual({ offsetMs: -7_000, delayMs: 40 });
  });

  test('the exchange with the lowest delay counts, also when later ones waited in a queue', () => {
    const estimate = createClockEstimate();
    estimate.add(exchange(1_000, 300, 20, 500));
    estimate.add(exchange(2_000, 20, 20, 500));
    estimate.add(exchange(3_000, 20, 900, 500));
    expect(estimate.best).toEqual({ offsetMs: 500, delayMs: 40 });
  });

  test('of the last eight: a clock that jumped is believed in the end', () => {
    const estimate = createClockEstimate();
    estimate.add(exchange(0, 1, 1, 0));
    for (let i = 1; i <= KEPT_EXCHANGES; i += 1) estimate.add(exchange(i * 1_000, 20, 20, 60_000));
    expect([estimate.best?.offsetMs, estimate.count]).toEqual([60_000, KEPT_EXCHANGES]);
  });

  test('it is never off by more than half of its delay', () => {
    const ways = fc.record({ there: fc.nat(2_000), back: fc.nat(2_000) });
    fc.assert(
      fc.property(fc.array(ways, { minLength: 1, maxLength: 20 }), fc.integer(), (exchanges, offsetMs) => {
        const estimate = createClockEstimate();
        for (const [i, { there, back }] of exchanges.entries())
          estimate.add(exchange(i * 5_000, there, back, offsetMs));
        const { best } = estimate;
        expect(Math.abs((best?.offsetMs ?? NaN) - offsetMs)).toBeLessThanOrEqual((best?.delayMs ?? 0) / 2);
      }),
    );
  });

  test('whatever a peer says of its clock, the offset is a finite number', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(10 ** 12), (timeUs, sentAtMs) => {
        const estimate = createClockEstimate();
        estimate.add({ sentAtMs, receivedAtMs: sentAtMs + 5, answeredAtMs: timeUs / 1000 });
        expect(Math.abs(estimate.best?.offsetMs ?? NaN)).toBeLessThanOrEqual(MAX_TIME_US / 1000);
      }),
    );
  });
});
