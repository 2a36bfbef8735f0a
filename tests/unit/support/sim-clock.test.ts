import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSimClock } from '../../support/sim-clock.ts';

/** What a program of timers does: each has a delay, may start others, and may be cancelled by one before. */
const anyTimers = fc.array(
  fc.record({
    delayMs: fc.integer({ min: 0, max: 40 }),
    cancels: fc.option(fc.nat({ max: 300 }), { nil: undefined }),
    startsMs: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 2 }),
  }),
  { maxLength: 300 },
);

describe('timers', () => {
  test('run by time and then in the order they were set, whatever is cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(anyTimers, async (program) => {
        const clock = createSimClock(0);
        const ran: (readonly [number, number])[] = [];
        const cancelled = new Set<number>();
        let set = 0;
        const start = (delayMs: number, action: () => void) => {
          const number = set++;
          return clock.schedule(delayMs, () => {
            ran.push([clock.nowMs(), number]);
            expect(cancelled.has(number)).toBe(false);
            action();
          });
        };
        const cancels = program.map(({ delayMs, cancels: other, startsMs }) =>
          start(delayMs, () => {
            for (const eachMs of startsMs) start(eachMs, () => undefined);
            if (other === undefined || other >= program.length) return;
            cancels[other]?.();
            if (!ran.some(([, number]) => number === other)) cancelled.add(other);
          }),
        );
        await clock.advance(100);
        const sorted = ran.toSorted(([a, i], [b, j]) => a - b || i - j);
        expect(ran).toEqual(sorted);
        expect(ran.length + cancelled.size).toBe(set);
        expect(clock.pendingTimers).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('let promises settle between two events, also of one instant', async () => {
    const clock = createSimClock(0);
    const steps: string[] = [];
    const chain = async (name: string) => {
      for (let i = 0; i < 3; i += 1) await Promise.resolve();
      steps.push(`${name} settled`);
    };
    for (const name of ['first', 'second']) {
      clock.schedule(10, () => {
        steps.push(name);
        void chain(name);
      });
    }
    await clock.advance(10);
    expect(steps).toEqual(['first', 'first settled', 'second', 'second settled']);
  });

  test('that throw end the advance, and the rest runs with the next', async () => {
    const clock = createSimClock(0);
    let ran = 0;
    clock.schedule(1, () => {
      throw new Error('a mistake');
    });
    clock.schedule(1, () => void (ran += 1));
    await expect(clock.advance(5)).rejects.toThrow('a mistake');
    expect(ran).toBe(0);
    await clock.advance(5);
    expect(ran).toBe(1);
  });

  test('that are cancelled by the thousand take no place', async () => {
    const clock = createSimClock(0);
    for (let i = 0; i < 10_000; i += 1) clock.schedule(1e9, () => undefined)();
    expect(clock.pendingTimers).toBe(0);
    clock.schedule(5, () => undefined);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(5);
    expect(clock.pendingTimers).toBe(0);
  });
});
