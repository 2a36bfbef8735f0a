// Bad links, made in the browser itself through its debugging protocol: it drops, delays and slows the packets of a peer
// connection too.

import type { Page } from '@playwright/test';

export interface Conditions {
  /** Each way; above 0, or peer connections made later are left alone. */
  readonly latency?: number;
  /** Percent. */
  readonly packetLoss?: number;
  /** Bytes per second; -1 is no limit. */
  readonly downloadThroughput?: number;
  readonly uploadThroughput?: number;
}

export type Impair = (conditions: Conditions) => Promise<void>;

const CLEAR: Conditions = { latency: 1, packetLoss: 0, downloadThroughput: -1, uploadThroughput: -1 };

/** Must be called before the first connection is made. */
export async function createImpairment(page: Page): Promise<Impair> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const impair: Impair = async (conditions) => {
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      packetQueueLength: 10_000,
      ...({ ...CLEAR, ...conditions } as Required<Conditions>),
    });
  };
  await impair(CLEAR);
  return impair;
}
