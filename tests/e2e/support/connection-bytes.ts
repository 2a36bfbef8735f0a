// What came over the data channels of a page, as the browser counts it.

import type { Page } from '@playwright/test';

/** For `before`: every connection of the page is there to be asked. */
export function rememberConnections(): void {
  const made: RTCPeerConnection[] = [];
  Object.assign(globalThis, { connectionsMade: made });
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
}

/** Bytes that came over all data channels since the page was loaded. */
export function receivedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sum = 0;
    for (const connection of Reflect.get(globalThis, 'connectionsMade') as RTCPeerConnection[]) {
      const report = await connection.getStats();
      for (const each of report.values() as Iterable<{ type: string; bytesReceived?: number }>)
        if (each.type === 'data-channel') sum += each.bytesReceived ?? 0;
    }
    return sum;
  });
}
