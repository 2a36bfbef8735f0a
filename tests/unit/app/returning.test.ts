import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { tryNowOnReturn } from '../../../src/app/returning.ts';
import type { SessionState, Visit } from '../../../src/app/session.ts';
import { SETTLE_MS } from '../../../src/platform/connectivity.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function createScene() {
  const clock = createSimClock(0);
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  const window = Object.assign(new EventTarget(), { document, navigator: {} });
  const triedAtMs: number[] = [];
  const visit = { room: { tryNow: () => triedAtMs.push(clock.nowMs()) } } as unknown as Visit;
  const state = signal<SessionState>({ kind: 'home' });
  tryNowOnReturn({ window, clock, session: { state } });
  return { clock, window, document, state, visit, triedAtMs };
}

it.each(['joining', 'room'] as const)(
  'the network is back: a person who is %s is not kept waiting',
  async (kind) => {
    const { clock, window, state, visit, triedAtMs } = createScene();
    state.value = { kind, visit };
    window.dispatchEvent(new Event('online'));
    await clock.advance(SETTLE_MS);
    expect(triedAtMs).toEqual([SETTLE_MS]);
  },
);

it('the page is looked at again: the room of now tries, not the one before', async () => {
  const { clock, document, state, visit, triedAtMs } = createScene();
  state.value = { kind: 'room', visit };
  document.dispatchEvent(new Event('visibilitychange'));
  state.value = { kind: 'home' };
  await clock.advance(60_000);
  expect(triedAtMs).toEqual([]);
});
