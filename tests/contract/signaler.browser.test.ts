import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import { passRealTime } from '../support/real-harness.ts';
import { runSignalerContract } from './signaler-contract.ts';

runSignalerContract('tabs', () =>
  Promise.resolve({
    createMedium: () => createTabsSignaling({ clock: createSystemClock(), random: createWebRandom() }),
    ...passRealTime,
    dispose: () => Promise.resolve(),
  }),
);
