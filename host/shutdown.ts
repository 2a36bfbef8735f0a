// How the host ends: says goodbye, waits a moment for answers under way, then cuts what is left.

import type { Broker } from './broker.ts';
import type { OnePort } from './one-port.ts';

/** Enough for a goodbye over a slow network; the whole end stays well below two seconds. */
const GRACE_MS = 500;

export async function closeGently(onePort: OnePort, broker: Broker): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    onePort.server.close(() => resolve());
  });
  broker.close();
  const cut = setTimeout(() => onePort.destroyConnections(), GRACE_MS);
  await closed;
  clearTimeout(cut);
}

/** Calls `end` at Ctrl-C or SIGTERM; a second one does not wait for it. */
export function onEndSignals(end: () => void, endAtOnce: () => void): void {
  let isEnding = false;
  const onSignal = () => {
    if (isEnding) return endAtOnce();
    isEnding = true;
    end();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}
