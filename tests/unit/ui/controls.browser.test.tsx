// The controls as the browser and its reader see them.

import { useState } from 'preact/hooks';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Bead } from '../../../src/ui/Bead.tsx';
import { Button } from '../../../src/ui/Button.tsx';
import { TextField } from '../../../src/ui/Field.tsx';
import { trapFocus } from '../../../src/ui/focus.ts';
import { Icon } from '../../../src/ui/Icon.tsx';
import { announce } from '../../../src/ui/live-region.ts';
import { LocaleProvider } from '../../../src/ui/locale.tsx';
import { BeadStack } from '../../../src/ui/BeadStack.tsx';
import { Segmented } from '../../../src/ui/Segmented.tsx';
import { Switch } from '../../../src/ui/Switch.tsx';
import { mount } from '../../support/mount.tsx';

const ignore = () => undefined;

it('icons that point along the line are mirrored where it runs the other way, and no others', async () => {
  const { place } = await mount(
    <div dir="rtl">
      <Icon name="left" />
      <Icon name="search" />
    </div>,
  );
  const mirrored = Array.from(place.querySelectorAll('svg'), ({ classList }) =>
    classList.contains('rtl:-scale-x-100'),
  );
  expect(mirrored).toEqual([true, false]);
});

describe('Button', () => {
  it('is named by its label when it is an icon alone', async () => {
    await mount(<Button icon="search" iconOnly label="Search" />);
    await expect.element(page.getByRole('button', { name: 'Search' })).toBeVisible();
  });

  it('does nothing while it is busy, and keeps the focus', async () => {
    const onClick = vi.fn();
    await mount(
      <Button busy onClick={onClick}>
        Join
      </Button>,
    );
    const button = page.getByRole('button', { name: 'Join' });
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(onClick).not.toHaveBeenCalled();
    await expect.element(button).toHaveFocus();
  });

  it('says whether it is pressed', async () => {
    await mount(<Button icon="mic" iconOnly label="Mute" pressed={false} />);
    await expect.element(page.getByRole('button', { pressed: false })).toBeVisible();
  });

  it('is a link when it leads somewhere', async () => {
    await mount(<Button href="#room">Room</Button>);
    await expect.element(page.getByRole('link', { name: 'Room' })).toHaveAttribute('href', '#room');
  });
});

describe('TextField', () => {
  it('says its error with the field', async () => {
    await mount(<TextField label="Link" value="x" onInput={ignore} error="This link is cut short." />);
    await expect.element(page.getByLabelText('Link')).toHaveAccessibleDescription('This link is cut short.');
    await expect.element(page.getByLabelText('Link')).toBeInvalid();
  });

  it('hands over what is typed', async () => {
    const onInput = vi.fn();
    await mount(<TextField label="Name" value="" onInput={onInput} />);
    await userEvent.type(page.getByLabelText('Name'), 'N');
    expect(onInput).toHaveBeenCalledExactlyOnceWith('N');
  });

  it('tells Enter from Shift+Enter', async () => {
    const onEnter = vi.fn();
    await mount(<TextField label="Message" multiline value="" onInput={ignore} onEnter={onEnter} />);
    await userEvent.click(page.getByLabelText('Message'));
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(onEnter).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(onEnter).toHaveBeenCalledOnce();
  });

  it('takes the focus when it appears and asks for it', async () => {
    await mount(<TextField label="Name" value="" onInput={ignore} autoFocus />);
    await expect.element(page.getByLabelText('Name')).toHaveFocus();
  });
});

describe('Switch', () => {
  it('turns by its label', async () => {
    const onChange = vi.fn();
    await mount(<Switch label="Ask me first" checked={false} onChange={onChange} />);
    await userEvent.click(page.getByText('Ask me first'));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(true);
  });
});

function Lengths() {
  const [value, setValue] = useState<'short' | 'long'>('short');
  const options = [
    { value: 'short' as const, label: '15 min' },
    { value: 'long' as const, label: '1 hour' },
  ];
  return <Segmented label="How long" options={options} value={value} onChange={setValue} />;
}

describe('Segmented', () => {
  it('is a named group in which the arrows choose', async () => {
    await mount(<Lengths />);
    await expect.element(page.getByRole('radiogroup', { name: 'How long' })).toBeVisible();
    (page.getByRole('radio', { name: '15 min' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByRole('radio', { name: '1 hour' })).toBeChecked();
  });
});

describe('Bead', () => {
  it('is silent beside a name and says whose it is alone', async () => {
    const mark = { dye: 'indigo', thing: 'lantern' } as const;
    await mount(
      <>
        <Bead mark={mark} />
        <Bead mark={mark} label="Noor" />
      </>,
    );
    expect(page.getByRole('img').elements()).toHaveLength(1);
    await expect.element(page.getByRole('img', { name: 'Noor' })).toBeInTheDocument();
  });
});

describe('BeadStack', () => {
  it('counts the rest in the language of the page', async () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      name: id.toUpperCase(),
      mark: { dye: 'rose', thing: 'otter' } as const,
    }));
    const { place } = await mount(
      <LocaleProvider locale="hi">
        <BeadStack people={people} />
      </LocaleProvider>,
    );
    expect(place.textContent).toContain('A, B, C और 2');
  });
});

describe('announce', () => {
  it('says the sentence in one polite region', async () => {
    announce('Amara is here.');
    announce('Mei is here.');
    await expect.poll(() => document.querySelector('[role="status"]')?.textContent).toBe('Mei is here.');
    expect(document.querySelectorAll('[role="status"]')).toHaveLength(1);
  });
});

describe('trapFocus', () => {
  it('leads Tab from the last control back to the first', async () => {
    const { place } = await mount(
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- stands for any surface
      <div onKeyDown={trapFocus}>
        <button type="button">first</button>
        <button type="button">last</button>
      </div>,
    );
    place.querySelectorAll('button')[1]!.focus();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('first')).toHaveFocus();
  });

  it('leads Shift+Tab from the first control to the last', async () => {
    const { place } = await mount(
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- stands for any surface
      <div onKeyDown={trapFocus}>
        <button type="button">first</button>
        <button type="button">last</button>
      </div>,
    );
    place.querySelector('button')?.focus();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(page.getByText('last')).toHaveFocus();
  });
});
