// Letting real time pass, for contract suites on real media: waits for what is meant to happen, never for a duration.

import { vi } from 'vitest';

const LIMIT_MS = 15_000;

export const passRealTime = {
  nowMs: (): number => performance.now(),
  settle: <T>(promise: Promise<T>): Promise<T> => promise,
  async until(condition: () => boolean): Promise<void> {
    await vi.waitUntil(condition, { timeout: LIMIT_MS, interval: 5 });
  },
};
