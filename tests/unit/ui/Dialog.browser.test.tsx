// A dialog takes the focus, keeps it, and gives it back.

import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ConfirmDialog } from '../../../src/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../src/ui/Dialog.tsx';
import { TextField } from '../../../src/ui/Field.tsx';
import { mount } from '../../support/mount.tsx';

const ignore = () => undefined;

describe('Dialog', () => {
  it('is a modal dialog named by its title', async () => {
    await mount(<Dialog title="Invite" onClose={ignore} />);
    const dialog = page.getByRole('dialog', { name: 'Invite' }).element();
    expect(dialog.matches(':modal')).toBe(true);
  });

  it('starts at its title', async () => {
    await mount(
      <Dialog title="Invite" onClose={ignore}>
        <button type="button">inside</button>
      </Dialog>,
    );
    expect(document.activeElement?.textContent).toBe('Invite');
  });

  it('starts in the field that asks for the focus', async () => {
    await mount(
      <Dialog title="Name" onClose={ignore}>
        <TextField label="Your name" value="" onInput={ignore} autoFocus />
      </Dialog>,
    );
    await expect.element(page.getByLabelText('Your name')).toHaveFocus();
  });

  it('keeps the focus off the page behind', async () => {
    await mount(<button type="button">outside</button>);
    await mount(<Dialog title="Invite" onClose={ignore} />);
    const outside = page.getByText('outside').element() as HTMLElement;
    outside.focus();
    expect(document.activeElement).not.toBe(outside);
  });

  it('asks its owner to close on Esc and does not close by itself', async () => {
    const onClose = vi.fn();
    await mount(<Dialog title="Invite" onClose={onClose} />);
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledOnce();
    await expect.element(page.getByRole('dialog')).toBeInTheDocument();
  });

  it('gives the focus back to where it was', async () => {
    const opener = await mount(<button type="button">open</button>);
    opener.place.querySelector('button')?.focus();
    const { update } = await mount(<Dialog title="Invite" onClose={ignore} />);
    await update(null);
    expect(document.activeElement?.textContent).toBe('open');
  });
});

describe('ConfirmDialog', () => {
  it('starts on the way back when the act is dangerous', async () => {
    await mount(
      <ConfirmDialog title="Leave?" confirmLabel="Leave" isDangerous onConfirm={ignore} onCancel={ignore} />,
    );
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  });

  it('confirms by the verb', async () => {
    const onConfirm = vi.fn();
    await mount(
      <ConfirmDialog title="Leave?" confirmLabel="Leave" onConfirm={onConfirm} onCancel={ignore} />,
    );
    await userEvent.click(page.getByRole('button', { name: 'Leave' }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});
