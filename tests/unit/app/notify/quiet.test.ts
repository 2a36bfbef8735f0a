import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { followQuiet } from '../../../../src/app/notify/quiet.ts';
import { QUIET_FOREVER_MS, quietUntilMs } from '../../../../src/app/notify/quiet-span.ts';
import { defaultSettings } from '../../../../src/app/settings.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

it.each([
  ['off', at(20, 18, 30), 0],
  ['hour', at(20, 18, 30), at(20, 19, 30)],
  ['tomorrow', at(20, 18, 30), at(21, 8)],
  ['tomorrow', at(20, 7), at(21, 8)],
  ['tomorrow', at(20, 2), at(20, 8)],
  ['tomorrow', at(30, 22), new Date(2026, 11, 1, 8).getTime()],
  ['on', at(20, 18), QUIET_FOREVER_MS],
] as const)('%s ends when it should', (span, nowMs, endsMs) => {
  expect(quietUntilMs(span, nowMs)).toBe(endsMs);
});

function follow(untilMs: number) {
  const clock = createSimClock(0);
  const settings = { current: signal({ ...defaultSettings('device'), quietUntilMs: untilMs }) };
  const until = followQuiet({ clock, wallTimeMs: () => at(20, 18) + clock.nowMs(), settings });
  return { clock, settings, until };
}

it('is over by itself', async () => {
  const { clock, until } = follow(at(20, 19));
  expect(until.value).toBe(at(20, 19));
  await clock.advance(3_599_000);
  expect(until.value).toBe(at(20, 19));
  await clock.advance(2_000);
  expect(until.value).toBeUndefined();
});

it('holds over every timer’s longest wait', async () => {
  const { clock, until } = follow(QUIET_FOREVER_MS);
  await clock.advance(40 * 86_400_000);
  expect(until.value).toBe(QUIET_FOREVER_MS);
});

it('ends and begins at its person’s word', () => {
  const { settings, until } = follow(0);
  expect(until.value).toBeUndefined();
  settings.current.value = { ...settings.current.value, quietUntilMs: QUIET_FOREVER_MS };
  expect(until.value).toBe(QUIET_FOREVER_MS);
  settings.current.value = { ...settings.current.value, quietUntilMs: 0 };
  expect(until.value).toBeUndefined();
});
