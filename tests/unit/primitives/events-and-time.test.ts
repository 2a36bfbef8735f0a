import { describe, expect, it } from 'vitest';
import { delay, scheduleEvery, scheduleInStep } from '../../../src/primitives/clock.ts';
import { createDisposables } from '../../../src/primitives/disposable.ts';
import { createEmitter } from '../../../src/primitives/events.ts';
import { formatPeerId, parsePeerId, parseTransportId, peerIdBytes } from '../../../src/primitives/ids.ts';
import { DYES, markOfHash, THINGS } from '../../../src/primitives/mark.ts';
import { randomBetween, randomInteger } from '../../../src/primitives/random.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

describe('emitter', () => {
  it('calls in order and leaves out who unsubscribed', () => {
    const heard: string[] = [];
    const emitter = createEmitter<number>();
    const stop = emitter.on((n) => heard.push(`a${n}`));
    emitter.on((n) => heard.push(`b${n}`));
    emitter.emit(1);
    stop();
    stop();
    emitter.emit(2);
    expect(heard).toEqual(['a1', 'b1', 'b2']);
  });

  it('lets a listener unsubscribe while it is called', () => {
    const emitter = createEmitter<void>();
    let calls = 0;
    const stop = emitter.on(() => {
      calls += 1;
      stop();
    });
    emitter.emit();
    emitter.emit();
    expect(calls).toBe(1);
  });
});

describe('in step', () => {
  it('those who began at different moments are called together, and not again after they stopped', async () => {
    const clock = createSimClock();
    const calls: string[] = [];
    scheduleInStep(clock, 1_000, () => calls.push(`a ${clock.nowMs() % 1_000}`));
    await clock.advance(700);
    const stop = scheduleInStep(clock, 1_000, () => calls.push(`b ${clock.nowMs() % 1_000}`));
    await clock.advance(1_500);
    stop();
    await clock.advance(1_000);
    expect(calls).toEqual(['a 0', 'b 0', 'a 0', 'a 0']);
  });

  it('a call that comes early or late does not bring the next at once', async () => {
    const clock = createSimClock();
    const calledAtMs: number[] = [];
    const offMs = [-1, 400, 600];
    const uneven = {
      nowMs: () => clock.nowMs(),
      schedule: (delayMs: number, action: () => void) =>
        clock.schedule(delayMs + (offMs.shift() ?? 0), action),
    };
    scheduleInStep(uneven, 1_000, () => calledAtMs.push(clock.nowMs() - 1_000_000));
    await clock.advance(6_000);
    expect(calledAtMs).toEqual([999, 2_400, 3_600, 5_000, 6_000]);
  });
});

describe('disposables', () => {
  it('run once, last in first out, and at once when late', () => {
    const order: number[] = [];
    const held = createDisposables();
    held.add(() => order.push(1));
    held.add(() => order.push(2));
    held.dispose();
    held.dispose();
    held.add(() => order.push(3));
    expect(order).toEqual([2, 1, 3]);
  });
});

describe('clock', () => {
  it('runs what is due in order of time, then of scheduling', async () => {
    const clock = createSimClock(0);
    const order: string[] = [];
    clock.schedule(20, () => order.push('late'));
    clock.schedule(10, () => order.push('first'));
    clock.schedule(10, () => order.push('second'));
    await clock.advance(15);
    expect(order).toEqual(['first', 'second']);
  });

  it('repeats until cancelled', async () => {
    const clock = createSimClock(0);
    let ticks = 0;
    const cancel = scheduleEvery(clock, 10, () => (ticks += 1));
    await clock.advance(35);
    cancel();
    await clock.advance(100);
    expect(ticks).toBe(3);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends a delay early when aborted', async () => {
    const clock = createSimClock(0);
    const abort = new AbortController();
    let isOver = false;
    const waiting = delay(clock, 1000, abort.signal).then(() => (isOver = true));
    abort.abort();
    await waiting;
    expect(isOver).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('random', () => {
  it('repeats for a seed and differs between seeds', () => {
    const draw = (seed: number) => createSeededRandom(seed).bytes(16);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays within its bounds and reaches every value', () => {
    const random = createSeededRandom(1);
    const drawn = new Set(Array.from({ length: 200 }, () => randomInteger(random, 7)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const jitter = Array.from({ length: 100 }, () => randomBetween(random, 10, 20));
    expect(jitter.every((value) => value >= 10 && value < 20)).toBe(true);
  });
});

describe('ids', () => {
  it('[I3] writes a peer id as 26 letters and reads it back', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, i) => i * 7);
    const id = formatPeerId(bytes);
    expect(id).toMatch(/^[a-z2-7]{26}$/);
    expect(peerIdBytes(id)).toEqual(bytes);
    expect(parsePeerId(`${id}a`)).toBeUndefined();
  });

  it.each(['kith-1.2.3.4-1', 'a:b', 'ü', '', 'a--b', 'x'.repeat(129)])('refuses %j as an address', (text) => {
    expect(parseTransportId(text)).toBeUndefined();
  });
});

describe('mark', () => {
  it('has twelve dyes and sixty-four things, in frozen order', () => {
    expect([DYES.length, THINGS.length, THINGS[0], THINGS[63], DYES[0], DYES[11]]).toEqual([
      12,
      64,
      'acorn',
      'windmill',
      'brick',
      'rose',
    ]);
  });

  it('comes from the first four bytes of the hash', () => {
    expect(markOfHash(Uint8Array.of(0, 13, 0, 65, 0))).toEqual({ dye: 'copper', thing: 'anchor' });
  });
});
