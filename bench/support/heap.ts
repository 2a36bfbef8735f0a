// What a page holds in memory.

import type { CDPSession, Page } from '@playwright/test';

/** Bytes in the heap, in arrays outside it, and in the engine's objects for both, garbage collected before. */
export async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const usage = (await devtools.send('Runtime.getHeapUsage')) as HeapUsage;
  await devtools.detach();
  return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
}

/** The protocol's types of this version of Playwright know the first field only. */
type HeapUsage = Awaited<ReturnType<CDPSession['send']>> & {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
};
