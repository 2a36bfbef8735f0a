import { expect, it } from 'vitest';
import { createUpdateCheck, UPDATE_CHECK_PERIOD_MS } from '../../../src/app/update-check.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function makeCheck() {
  const clock = createSimClock();
  let checks = 0;
  const onVisible = createUpdateCheck(clock, () => (checks += 1));
  return { clock, onVisible, checks: () => checks };
}

it('does not look again right after the start', () => {
  const { onVisible, checks } = makeCheck();
  onVisible();
  expect(checks()).toBe(0);
});

it('looks when somebody comes back after an hour', async () => {
  const { clock, onVisible, checks } = makeCheck();
  await clock.advance(UPDATE_CHECK_PERIOD_MS);
  onVisible();
  expect(checks()).toBe(1);
});

it('looks once an hour at most', async () => {
  const { clock, onVisible, checks } = makeCheck();
  await clock.advance(UPDATE_CHECK_PERIOD_MS);
  onVisible();
  await clock.advance(UPDATE_CHECK_PERIOD_MS - 1);
  onVisible();
  expect(checks()).toBe(1);
});
