import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';
import { passVirtualTime } from '../support/virtual-harness.ts';
import { runTransportContract } from './transport-contract.ts';

runTransportContract(
  'memory',
  () => {
    const clock = createSimClock();
    const network = createSimNetwork({ clock, random: createSeededRandom(7), bytesPerSecond: 2_000_000 });
    const broker = network.broker('broker');
    return Promise.resolve({
      createTransport: () => createMemoryTransport(network, 'broker'),
      ...passVirtualTime(clock),
      broker: {
        stop: () => Promise.resolve(broker.stop()),
        start: () => Promise.resolve(broker.start()),
      },
      dispose: () => Promise.resolve(),
    });
  },
  { hasBroker: true, hasOneQueue: true },
);
