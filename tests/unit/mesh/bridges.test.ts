import { expect, test } from 'vitest';
import { createBridges, QUIET_MS } from '../../../src/mesh/bridges.ts';
import { MEMBER_UNSEEN_MS } from '../../../src/mesh/membership.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const ADA = 'ada' as PeerId;

function createScene() {
  const clock = createSimClock();
  return { clock, bridges: createBridges(clock) };
}

test('[T8] a link to a stranger with links of its own is a bridge as long as there is news, and 15 s more', async () => {
  const { clock, bridges } = createScene();
  bridges.onStranger(ADA);
  await clock.advance(QUIET_MS - 1);
  expect(bridges.isBridge(ADA, 6)).toBe(true);
  bridges.onNews();
  await clock.advance(QUIET_MS - 1);
  expect(bridges.isBridge(ADA, 6)).toBe(true);
  await clock.advance(1);
  expect(bridges.isBridge(ADA, 6)).toBe(false);
});

test('[T8] news without end does not keep it for ever', async () => {
  const { clock, bridges } = createScene();
  bridges.onStranger(ADA);
  for (let passedMs = 0; passedMs < MEMBER_UNSEEN_MS; passedMs += 10_000) {
    expect(bridges.isBridge(ADA, 6)).toBe(true);
    bridges.onNews();
    await clock.advance(10_000);
  }
  expect(bridges.isBridge(ADA, 6)).toBe(false);
});

test('[T8] somebody who came with few links is a joiner and no bridge, whatever it has later', () => {
  const { bridges } = createScene();
  bridges.onStranger(ADA);
  expect(bridges.isBridge(ADA, 2)).toBe(false);
  expect(bridges.isBridge(ADA, 8)).toBe(false);
});
