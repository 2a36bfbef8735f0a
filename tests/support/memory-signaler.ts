// The SignalingMedium port over a simulated network's broker. Signals arrive late, in any order, and not at all across
// a partition.

import type { Clock } from '../../src/primitives/clock.ts';
import { createEmitter, type Emitter } from '../../src/primitives/events.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { signalSchema, type SignalFrom, type SignalingMedium } from '../../src/signaling/signaler.ts';
import type { SimHolder } from './sim-broker.ts';
import type { SimMachine, SimNetwork } from './sim-network.ts';

interface Port {
  readonly signal: Emitter<SignalFrom>;
}

export function createMemorySignaling(
  network: SimNetwork<Clock>,
  brokerLabel: string,
  machine: SimMachine = network.createMachine(),
): SignalingMedium {
  const broker = network.broker(brokerLabel);
  return {
    label: brokerLabel,
    open(id) {
      const holder: SimHolder<Port> = { machine, port: { signal: createEmitter<SignalFrom>() } };
      let isClosed = false;
      if (!broker.isRunning)
        return Promise.resolve(err({ code: 'unreachable', detail: brokerLabel } as const));
      if (!broker.claim(id, holder)) return Promise.resolve(err({ code: 'id-taken', detail: id } as const));
      return Promise.resolve(
        ok({
          id,
          send(to, signal) {
            if (isClosed) return Promise.resolve(err({ code: 'closed', detail: id } as const));
            if (!signalSchema.parse(signal).ok)
              return Promise.resolve(err({ code: 'too-large', detail: '' } as const));
            const far = broker.holderOf(to) as SimHolder<Port> | undefined;
            if (!far) return Promise.resolve(err({ code: 'no-such-peer', detail: to } as const));
            if (network.medium.canReach(machine, far.machine)) {
              network.medium.deliver(() =>
                far.port.signal.emit({ from: id, signal: structuredClone(signal) }),
              );
            }
            return Promise.resolve(ok());
          },
          onSignal: (listener) => holder.port.signal.on(listener),
          close() {
            isClosed = true;
            broker.release(id, holder);
          },
        }),
      );
    },
  };
}
