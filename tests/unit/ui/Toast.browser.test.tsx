// Toasts on the page: said politely, held while somebody is on them, gone once answered.

import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createToaster } from '../../../src/ui/Toast.tsx';
import { mount } from '../../support/mount.tsx';

/** A clock that never moves and counts what waits on it. */
function makeStillClock() {
  const waiting = new Set<() => void>();
  return {
    waiting,
    nowMs: () => 0,
    schedule(_delayMs: number, action: () => void) {
      waiting.add(action);
      return () => waiting.delete(action);
    },
  };
}

async function makeToasts() {
  const clock = makeStillClock();
  const toaster = createToaster(clock);
  const { place } = await mount(<toaster.View />);
  return { clock, toaster, place };
}

describe('Toast', () => {
  it('shows in a polite live region that was there before', async () => {
    const { toaster, place } = await makeToasts();
    const region = place.querySelector('[aria-live="polite"]');
    toaster.show({ text: 'Link copied.' });
    await expect.element(page.getByText('Link copied.')).toBeVisible();
    expect(region?.textContent).toContain('Link copied.');
  });

  it('takes the action and goes', async () => {
    const { toaster } = await makeToasts();
    const undo = vi.fn();
    toaster.show({ text: 'Moved.', actions: [{ label: 'Undo', onClick: undo }] });
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledOnce();
    expect(toaster.toasts.value).toEqual([]);
  });

  it('waits while the focus is inside', async () => {
    const { clock, toaster } = await makeToasts();
    toaster.show({ text: 'Moved.', actions: [{ label: 'Undo', onClick: () => undefined }] });
    await expect.element(page.getByText('Undo')).toBeVisible();
    (page.getByText('Undo').element() as HTMLElement).focus();
    expect(clock.waiting.size).toBe(0);
    (page.getByText('Undo').element() as HTMLElement).blur();
    expect(clock.waiting.size).toBe(1);
  });

  it('waits under the pointer', async () => {
    const { clock, toaster } = await makeToasts();
    toaster.show({ text: 'Moved.' });
    await userEvent.hover(page.getByText('Moved.'));
    await expect.poll(() => clock.waiting.size).toBe(0);
  });
});
