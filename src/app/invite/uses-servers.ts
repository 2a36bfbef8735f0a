// Whether any server may have a part in meeting, as this copy is configured: then nothing says that none has.

import type { Network } from '../network.ts';

/** By `iceServers` connections learn their own address, or are relayed; at brokers rooms are found. Signal-backed. */
export function usesServers({ brokers, iceServers }: Pick<Network, 'brokers' | 'iceServers'>): boolean {
  return iceServers.value.length > 0 || brokers.value.length > 0;
}
