import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchNetwork } from '../../../host/network-watch.ts';

describe('watchNetwork', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells of new addresses, once', async () => {
    const addresses = ['192.168.1.5'];
    const onChange = vi.fn(async () => undefined);
    const watch = watchNetwork(() => [...addresses], onChange);
    addresses[0] = '10.0.0.7';
    await vi.advanceTimersByTimeAsync(60_000);
    watch.stop();
    expect(onChange.mock.calls).toEqual([[['10.0.0.7']]]);
  });

  it('is silent while nothing changes', async () => {
    const onChange = vi.fn(async () => undefined);
    const watch = watchNetwork(() => ['192.168.1.5'], onChange);
    await vi.advanceTimersByTimeAsync(60_000);
    watch.stop();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('looks no more once stopped', async () => {
    const addresses = ['192.168.1.5'];
    const onChange = vi.fn(async () => undefined);
    watchNetwork(() => [...addresses], onChange).stop();
    addresses[0] = '10.0.0.7';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onChange).not.toHaveBeenCalled();
  });
});
