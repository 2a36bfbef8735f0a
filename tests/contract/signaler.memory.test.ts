import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import { createFakeTabs } from '../support/fake-tabs.ts';
import { createMemorySignaling } from '../support/memory-signaler.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';
import { passVirtualTime } from '../support/virtual-harness.ts';
import { runSignalerContract } from './signaler-contract.ts';

runSignalerContract('memory', () => {
  const clock = createSimClock();
  const network = createSimNetwork({ clock, random: createSeededRandom(5) });
  return Promise.resolve({
    createMedium: () => createMemorySignaling(network, 'broker'),
    ...passVirtualTime(clock),
    dispose: () => Promise.resolve(),
  });
});

runSignalerContract('tabs on pretended channels', () => {
  const clock = createSimClock();
  const random = createSeededRandom(6);
  const tabs = createFakeTabs(clock);
  return Promise.resolve({
    createMedium: () => createTabsSignaling({ clock, random, createChannel: () => tabs.createChannel() }),
    ...passVirtualTime(clock),
    dispose: () => Promise.resolve(),
  });
});
