// A simulated broker: who holds which address. Like a PeerServer it forgets everything when it stops, and a crashed
// holder's address stays taken until the missing heartbeat is noticed. It knows no links.

import type { Clock } from '../../src/primitives/clock.ts';
import { createEmitter, type Unsubscribe } from '../../src/primitives/events.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import type { SimMachine, SimNetwork } from './sim-network.ts';

/** alive_timeout of the npm package peer 1.0.2 with the value its hosts use. */
export const SIM_GHOST_MS = 90_000;

/** What a broker can reach of an address: the endpoint or signaler object of the medium on top. */
export interface SimHolder<T = unknown> {
  readonly machine: SimMachine;
  readonly port: T;
}

export interface SimBroker {
  readonly label: string;
  readonly isRunning: boolean;
  /** Loses every address; standing links are not its business. */
  stop(): void;
  start(): void;
  onRunning(listener: (isRunning: boolean) => void): Unsubscribe;
  /** False when somebody else, or a ghost, holds it. */
  claim(id: TransportId, holder: SimHolder): boolean;
  release(id: TransportId, holder: SimHolder): void;
  holderOf(id: TransportId): SimHolder | undefined;
  /** Addresses held now, ghosts included. */
  readonly ids: readonly TransportId[];
}

export function createSimBroker(label: string, network: SimNetwork<Clock>): SimBroker {
  const holders = new Map<TransportId, SimHolder>();
  const ghosts = new Set<SimHolder>();
  const running = createEmitter<boolean>();
  let isRunning = true;

  function setRunning(next: boolean): void {
    if (isRunning === next) return;
    isRunning = next;
    holders.clear();
    running.emit(next);
  }

  function release(id: TransportId, holder: SimHolder): void {
    if (holders.get(id) === holder) holders.delete(id);
  }

  network.medium.onChange(() => {
    for (const [id, holder] of holders) {
      if (!holder.machine.isCrashed || ghosts.has(holder)) continue;
      ghosts.add(holder);
      network.clock.schedule(SIM_GHOST_MS, () => release(id, holder));
    }
  });

  return {
    label,
    get isRunning() {
      return isRunning;
    },
    stop: () => setRunning(false),
    start: () => setRunning(true),
    onRunning: (listener) => running.on(listener),
    claim(id, holder) {
      const current = holders.get(id);
      if (!isRunning || holder.machine.isCrashed || (current && current !== holder)) return false;
      holders.set(id, holder);
      return true;
    },
    release,
    holderOf: (id) => (isRunning ? holders.get(id) : undefined),
    get ids() {
      return Array.from(holders.keys());
    },
  };
}
