import { expect, test } from 'vitest';
import { routerId, type Slot } from '../../../src/discovery/namespace.ts';
import { createRouterAddresses } from '../../../src/discovery/router-addresses.ts';
import { createMemoryTransport } from '../../support/memory-transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';
import { createSimNetwork } from '../../support/sim-network.ts';
import type { Transport } from '../../../src/transport/transport.ts';

const namespace = new Uint8Array(16).fill(4);

function createScene() {
  const clock = createSimClock(0);
  const network = createSimNetwork({ clock, random: createSeededRandom(1) });
  const memory = createMemoryTransport(network, 'broker');
  const outcomes: string[] = [];
  let asked = 0;
  const transport: Transport = {
    label: memory.label,
    claim(id, options) {
      asked += 1;
      return memory.claim(id, options);
    },
  };
  const addresses = createRouterAddresses({
    transport,
    namespace,
    clock,
    onLink: () => undefined,
    onOutcome: ({ type, slot }) => outcomes.push(`${type} ${slot}`),
  });
  const claim = async (slot: Slot) => {
    addresses.claim(slot);
    await clock.advance(100);
  };
  return { clock, network, addresses, outcomes, claim, asked: () => asked };
}

test('an address is claimed, kept while it is wanted, and given back', async () => {
  const { network, addresses, outcomes, claim } = createScene();
  await claim(1);
  expect(outcomes).toEqual(['claimed 1']);
  addresses.keepOnly(1);
  expect(network.broker('broker').ids).toEqual([routerId(namespace, 1)]);
  addresses.keepOnly(undefined);
  expect([network.broker('broker').ids, outcomes]).toEqual([[], ['claimed 1']]);
});

test('a broker is asked eight times at once and then once in 6 s, whatever the election wants', async () => {
  const { clock, addresses, claim, outcomes, asked } = createScene();
  for (let turn = 0; turn < 20; turn += 1) {
    await claim(1);
    addresses.keepOnly(undefined);
  }
  expect(asked()).toBe(8);
  for (let second = 0; second < 600; second += 1) {
    await claim(1);
    addresses.keepOnly(undefined);
    await clock.advance(900);
  }
  expect(asked()).toBeLessThanOrEqual(8 + 603 / 6);
  expect(asked()).toBeGreaterThan(100);
  // What was not asked for counts as taken, so that the election goes on.
  expect(outcomes.length).toBe(620);
  expect(outcomes.filter((outcome) => outcome === 'taken 1').length).toBe(620 - asked());
});

test('what is refused for the budget is told after the step that asked for it', async () => {
  const { clock, addresses, claim, outcomes } = createScene();
  for (let turn = 0; turn < 8; turn += 1) {
    await claim(1);
    addresses.keepOnly(undefined);
  }
  addresses.claim(2);
  expect(outcomes).not.toContain('taken 2');
  await clock.advance(1);
  expect(outcomes).toContain('taken 2');
});

test('a claim that comes true after the end is given back', async () => {
  const { clock, network, addresses, outcomes } = createScene();
  addresses.claim(1);
  await clock.advance(25);
  addresses.dispose();
  await clock.advance(1_000);
  expect([network.broker('broker').ids, outcomes.filter((each) => each.startsWith('claimed'))]).toEqual([
    [],
    [],
  ]);
});
