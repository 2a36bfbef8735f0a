import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { AWAY_AFTER_MS, watchAttention } from '../../../src/app/attention.ts';
import type { SessionState, Visit } from '../../../src/app/session.ts';
import type { Attention } from '../../../src/room/room.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function initially(visibilityState: DocumentVisibilityState) {
  return { visibilityState };
}

function createScene() {
  const clock = createSimClock();
  const page = Object.assign(new EventTarget(), initially('visible'));
  const told: Attention[] = [];
  const visit = { room: { setAttention: (next: Attention) => told.push(next) } } as unknown as Visit;
  const state = signal<SessionState>({ kind: 'room', visit });
  watchAttention({ clock, document: page, session: { state } });
  const show = (visibilityState: DocumentVisibilityState) => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  const touch = (type = 'pointermove') => page.dispatchEvent(new Event(type));
  const now = () => told.at(-1);
  return { clock, state, visit, told, show, touch, now };
}

const HERE: Attention = { isHidden: false, isAway: false };

it('says at once that the page went to the background, and that it is back', () => {
  const { show, now } = createScene();
  show('hidden');
  expect(now()).toEqual({ isHidden: true, isAway: false });
  show('visible');
  expect(now()).toEqual(HERE);
});

it.each(['visible', 'hidden'] as const)(
  'calls somebody away after five minutes, the page being %s',
  async (how) => {
    const { clock, show, now } = createScene();
    show(how);
    await clock.advance(AWAY_AFTER_MS - 1);
    expect(now()?.isAway).toBe(false);
    await clock.advance(1);
    expect(now()).toEqual({ isHidden: how === 'hidden', isAway: true });
  },
);

it.each(['pointermove', 'keydown', 'wheel', 'touchstart', 'pointerdown'])(
  'takes %s for a sign of life',
  async (type) => {
    const { clock, touch, now } = createScene();
    await clock.advance(AWAY_AFTER_MS);
    touch(type);
    expect(now()).toEqual(HERE);
    await clock.advance(AWAY_AFTER_MS - 1);
    expect(now()).toEqual(HERE);
    await clock.advance(1);
    expect(now()?.isAway).toBe(true);
  },
);

it('puts nothing on the wire for every move of the pointer', async () => {
  const { clock, touch, told } = createScene();
  const before = told.length;
  for (let count = 0; count < 600; count += 1) {
    touch();
    await clock.advance(1_000);
  }
  expect(told).toHaveLength(before);
});

it('tells a room that is entered later how things are', async () => {
  const { clock, state, visit, told } = createScene();
  state.value = { kind: 'home' };
  await clock.advance(AWAY_AFTER_MS);
  const before = told.length;
  state.value = { kind: 'joining', visit };
  expect(told.slice(before)).toEqual([{ isHidden: false, isAway: true }]);
});
