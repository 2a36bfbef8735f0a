// A menu by keyboard and pointer.

import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Menu, type MenuItem } from '../../../src/ui/Menu.tsx';
import { mount } from '../../support/mount.tsx';

function makeItems() {
  const chosen = vi.fn();
  const item = (id: string, more: Partial<MenuItem> = {}): MenuItem => ({
    id,
    label: id,
    onSelect: () => chosen(id),
    ...more,
  });
  return {
    chosen,
    items: [
      item('Remove', { isDangerous: true }),
      item('Message'),
      item('Verify'),
      item('Mute', { disabled: true }),
    ],
  };
}

async function openMenu() {
  const made = makeItems();
  const { place } = await mount(<Menu label="More" items={made.items} />);
  await userEvent.click(page.getByRole('button', { name: 'More' }));
  await expect.element(page.getByRole('menu', { name: 'More' })).toBeVisible();
  return { ...made, place };
}

const isOpen = () => document.querySelector('[role="menu"]') !== null;

describe('Menu', () => {
  it('puts the focus on the first item', async () => {
    await openMenu();
    await expect.element(page.getByRole('menuitem', { name: 'Message' })).toHaveFocus();
  });

  it('puts what is dangerous last', async () => {
    await openMenu();
    const labels = Array.from(document.querySelectorAll('[role="menuitem"]'), (item) => item.textContent);
    expect(labels.at(-1)).toBe('Remove');
  });

  it('moves with the arrows past what is disabled', async () => {
    await openMenu();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Remove' })).toHaveFocus();
  });

  it('moves to what begins with the typed letter', async () => {
    await openMenu();
    await userEvent.keyboard('v');
    await expect.element(page.getByRole('menuitem', { name: 'Verify' })).toHaveFocus();
  });

  it('chooses with Enter, closes and gives the focus back', async () => {
    const { chosen } = await openMenu();
    await userEvent.keyboard('{Enter}');
    expect(chosen).toHaveBeenCalledExactlyOnceWith('Message');
    expect(isOpen()).toBe(false);
    await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
  });

  it('closes on Esc and gives the focus back', async () => {
    await openMenu();
    await userEvent.keyboard('{Escape}');
    await expect.poll(isOpen).toBe(false);
    await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
  });

  it('closes on a second click on its button', async () => {
    await openMenu();
    await userEvent.click(page.getByRole('button', { name: 'More' }));
    await expect.poll(isOpen).toBe(false);
  });

  it('says on its button whether it is open', async () => {
    await openMenu();
    await expect.element(page.getByRole('button', { name: 'More' })).toHaveAttribute('aria-expanded', 'true');
  });
});
