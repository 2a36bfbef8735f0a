// Toasts on virtual time: when they go, when they stay, and that their time can be held.

import { describe, expect, it } from 'vitest';
import { createToaster, TOAST_MS, TOASTS_AT_MOST } from '../../../src/ui/Toast.tsx';
import { createSimClock } from '../../support/sim-clock.ts';

function makeToaster() {
  const clock = createSimClock();
  const toaster = createToaster(clock);
  return { clock, toaster, texts: () => toaster.toasts.value.map((toast) => toast.text) };
}

describe('createToaster', () => {
  it('lets a toast go after its time', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.show({ text: 'Link copied.' });
    await clock.advance(TOAST_MS);
    expect(texts()).toEqual([]);
  });

  it('keeps a toast until its time is over', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.show({ text: 'Link copied.' });
    await clock.advance(TOAST_MS - 1);
    expect(texts()).toEqual(['Link copied.']);
  });

  it('keeps a question until it is answered', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.show({ text: 'Kwame wants to come in.', kind: 'question' });
    await clock.advance(100 * TOAST_MS);
    expect(texts()).toEqual(['Kwame wants to come in.']);
  });

  it('stops the time while it is held', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.show({ text: 'Task moved.' });
    toaster.hold(true);
    await clock.advance(100 * TOAST_MS);
    expect(texts()).toEqual(['Task moved.']);
  });

  it('goes on with the time that was left', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.show({ text: 'Task moved.' });
    await clock.advance(TOAST_MS - 1000);
    toaster.hold(true);
    await clock.advance(TOAST_MS);
    toaster.hold(false);
    await clock.advance(999);
    expect(texts()).toEqual(['Task moved.']);
    await clock.advance(1);
    expect(texts()).toEqual([]);
  });

  it('does not count for a toast that is shown while the others are held', async () => {
    const { clock, toaster, texts } = makeToaster();
    toaster.hold(true);
    toaster.show({ text: 'Late.' });
    await clock.advance(2 * TOAST_MS);
    expect(texts()).toEqual(['Late.']);
  });

  it('drops the oldest passing toast when there are too many', () => {
    const { toaster, texts } = makeToaster();
    for (let n = 0; n <= TOASTS_AT_MOST; n += 1) toaster.show({ text: `toast ${n}` });
    expect(texts()).toEqual(['toast 1', 'toast 2', 'toast 3']);
  });

  it('never drops a question to make room', () => {
    const { toaster, texts } = makeToaster();
    toaster.show({ text: 'Let them in?', kind: 'question' });
    for (let n = 0; n < TOASTS_AT_MOST; n += 1) toaster.show({ text: `toast ${n}` });
    expect(texts()).toContain('Let them in?');
  });

  it('dismisses by id', () => {
    const { toaster, texts } = makeToaster();
    const id = toaster.show({ text: 'one' });
    toaster.show({ text: 'two' });
    toaster.dismiss(id);
    expect(texts()).toEqual(['two']);
  });
});
