// Two tabs of one browser meet by what tabs say to each other, whenever the second one opens, and whatever brokers do.

import { describe, expect, test, vi } from 'vitest';
import { createGhostIdentity, type LocalIdentity } from '../../src/secure/identity.ts';
import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { createFakeTabs, type FakeTabs } from '../support/fake-tabs.ts';
import { allSeeAll, forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
/** Within one machine. */
const NEAR = { latencyMs: 2, jitterMs: 2 };
/** How soon the second tab is linked, its keys apart. */
const MET_MS = 2_000;
/** An address is asked for during 250 ms: the second tab opens before, while and after the first one does so. */
const LATER_MS = Array.from({ length: 31 }, (_, index) => index * 25);

interface Browser {
  readonly world: SimWorld;
  readonly tabs: FakeTabs;
  readonly identity: LocalIdentity;
}

async function openBrowser(world: SimWorld): Promise<Browser> {
  const random = createSeededRandom(world.seed);
  const identity = await createGhostIdentity({ crypto: createFakeCrypto(random), random });
  return { world, tabs: createFakeTabs(world.clock), identity };
}

interface TabOptions {
  readonly brokers?: readonly string[];
  readonly isLocalEnough?: boolean;
}

function openTab(
  { world, tabs, identity }: Browser,
  name: string,
  { brokers = [], isLocalEnough = true }: TabOptions = {},
): Promise<SimRoom> {
  const { clock, network } = world;
  const machine = network.createMachine(name);
  const random = createSeededRandom(world.seed * 100 + name.length);
  const signaling = createTabsSignaling({ clock, random, createChannel: () => tabs.createChannel() });
  const localTransports = [createSimWebrtcTransport({ network, machine, signaling })];
  return world.makeRoom(name, { machine, brokers, identity, overrides: { localTransports, isLocalEnough } });
}

describe('without any broker', () => {
  test('a room begun among tabs is open at once', () =>
    forSeeds(
      SEEDS,
      async (world) => {
        const tab = await openTab(await openBrowser(world), 'First');
        const states: string[] = [];
        tab.state.subscribe(({ kind }) => void states.push(kind));
        await world.clock.until(() => tab.state.value.kind === 'open', 1_000);
        expect(new Set(states)).toEqual(new Set(['joining', 'open']));
        expect(tab.brokers.value).toEqual([]);
      },
      NEAR,
    ));

  test.each(LATER_MS)('a second tab, opened %i ms later, is met at once', (laterMs) =>
    forSeeds(
      SEEDS,
      async (world) => {
        const browser = await openBrowser(world);
        const first = await openTab(browser, 'First');
        await world.clock.advance(laterMs);
        const rooms = [first, await openTab(browser, 'Second one')];
        await world.clock.until(() => allSeeAll(rooms), MET_MS);
        expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open']);
      },
      NEAR,
    ),
  );

  test('three that open at once meet', () =>
    forSeeds(
      SEEDS,
      async (world) => {
        const browser = await openBrowser(world);
        const names = ['First', 'Second one', 'The third one'];
        const rooms = await Promise.all(names.map((name) => openTab(browser, name)));
        await world.clock.until(() => allSeeAll(rooms), 2 * MET_MS);
        expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open', 'open']);
      },
      NEAR,
    ));

  test('whoever joins and finds nobody in other tabs hears that there is none, and meets who comes', () =>
    forSeeds(
      SEEDS,
      async (world) => {
        const browser = await openBrowser(world);
        const first = await openTab(browser, 'First', { isLocalEnough: false });
        await world.clock.advance(MET_MS);
        expect(first.state.value).toEqual({ kind: 'failed', failure: { code: 'no-broker', brokers: [] } });
        const rooms = [first, await openTab(browser, 'Second one', { isLocalEnough: false })];
        await world.clock.until(() => allSeeAll(rooms), MET_MS);
        expect(rooms.map(({ state }) => state.value.kind)).toEqual(['open', 'open']);
      },
      NEAR,
    ));
});

test.each([0, 100, 300, 600])(
  'where no broker answers, that is said, and a second tab opened %i ms later is met at once',
  (laterMs) =>
    forSeeds(
      SEEDS,
      async (world) => {
        world.network.broker('broker').stop();
        const browser = await openBrowser(world);
        const first = await openTab(browser, 'First', { brokers: ['broker'] });
        await world.clock.advance(laterMs);
        const rooms = [first, await openTab(browser, 'Second one', { brokers: ['broker'] })];
        await world.clock.until(() => allSeeAll(rooms), MET_MS);
        const alone = await openTab(await openBrowser(world), 'Elsewhere', { brokers: ['broker'] });
        const failure = { code: 'no-broker', brokers: ['broker'] };
        await world.clock.until(() => alone.state.value.kind === 'failed', 20_000);
        expect(alone.state.value).toEqual({ kind: 'failed', failure });
      },
      NEAR,
    ),
);
