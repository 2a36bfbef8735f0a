import { describe, expect, it } from 'vitest';
import { createFifo } from '../../../src/secure/fifo.ts';

describe('work in order', () => {
  it('is handed on in the order it was begun', async () => {
    const results: number[] = [];
    const finish: (() => void)[] = [];
    const queue = createFifo<number>((result) => results.push(result), String);
    for (const value of [0, 1, 2]) {
      queue.push(new Promise((resolve) => finish.push(() => resolve(value))));
    }
    for (const each of finish.toReversed()) each();
    await queue.settled();
    expect(results).toEqual([0, 1, 2]);
  });

  it('goes on after a failure, which is told in its turn', async () => {
    const told: unknown[] = [];
    const queue = createFifo<number>(
      (result) => told.push(result),
      (reason) => told.push(reason),
    );
    queue.push(Promise.resolve(1));
    queue.push(Promise.reject(new Error('no')));
    queue.push(Promise.resolve(3));
    await queue.settled();
    expect(told).toEqual([1, new Error('no'), 3]);
  });

  it('tells what delivery throws', async () => {
    const told: unknown[] = [];
    const queue = createFifo<number>(
      () => {
        throw new Error('the listener failed');
      },
      (reason) => told.push(reason),
    );
    queue.push(Promise.resolve(1));
    await queue.settled();
    expect(told).toEqual([new Error('the listener failed')]);
  });
});
