// Tabs by keyboard: one tab stop, arrows choose.

import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TabPanel, Tabs } from '../../../src/ui/Tabs.tsx';
import { mount } from '../../support/mount.tsx';

const tabs = [
  { id: 'link', label: 'Link' },
  { id: 'qr', label: 'QR' },
  { id: 'words', label: 'Words' },
];

function Example() {
  const [selected, setSelected] = useState('link');
  return (
    <>
      <Tabs label="Ways" group="ways" tabs={tabs} selected={selected} onSelect={setSelected} />
      <TabPanel group="ways" id={selected}>
        {selected}
      </TabPanel>
    </>
  );
}

const selectedTab = () => page.getByRole('tab', { selected: true });

describe('Tabs', () => {
  it('is one tab stop: the chosen tab', async () => {
    const { place } = await mount(<Example />);
    const stops = Array.from(place.querySelectorAll('[role="tab"][tabindex="0"]'), (tab) => tab.textContent);
    expect(stops).toEqual(['Link']);
  });

  it('chooses the next tab with the arrow', async () => {
    await mount(<Example />);
    await userEvent.click(page.getByRole('tab', { name: 'Link' }));
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(selectedTab()).toHaveTextContent('QR');
    await expect.element(selectedTab()).toHaveFocus();
  });

  it('chooses the last tab with End', async () => {
    await mount(<Example />);
    await userEvent.click(page.getByRole('tab', { name: 'Link' }));
    await userEvent.keyboard('{End}');
    await expect.element(selectedTab()).toHaveTextContent('Words');
  });

  it('goes the other way where the text does', async () => {
    await mount(
      <div dir="rtl">
        <Example />
      </div>,
    );
    await userEvent.click(page.getByRole('tab', { name: 'Link' }));
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(selectedTab()).toHaveTextContent('QR');
  });

  it('ties the panel to its tab', async () => {
    await mount(<Example />);
    await expect.element(page.getByRole('tabpanel', { name: 'Link' })).toHaveTextContent('link');
  });
});
