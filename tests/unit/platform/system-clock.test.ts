import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../src/platform/system-clock.ts';

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls once, after the delay', () => {
    const action = vi.fn();
    createSystemClock().schedule(50, action);
    vi.advanceTimersByTime(49);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(action).toHaveBeenCalledOnce();
  });

  it('does not call when cancelled', () => {
    const action = vi.fn();
    createSystemClock().schedule(50, action)();
    vi.advanceTimersByTime(1000);
    expect(action).not.toHaveBeenCalled();
  });

  it('does not call at once what is due in months', () => {
    const action = vi.fn();
    createSystemClock().schedule(2 ** 40, action);
    vi.advanceTimersByTime(86_400_000);
    expect(action).not.toHaveBeenCalled();
  });

  it('moves with time', () => {
    const clock = createSystemClock();
    const before = clock.nowMs();
    vi.advanceTimersByTime(250);
    expect(clock.nowMs() - before).toBe(250);
  });
});
