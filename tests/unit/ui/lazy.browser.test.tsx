// Components whose code comes when they are first shown are shown once it is here, whoever asked for it first.

import { render } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { lazy } from '../../../src/ui/lazy.tsx';
import { mount } from '../../support/mount.tsx';

const Part = () => <p>here</p>;

function makeLazy() {
  const loads: ((part: typeof Part) => void)[] = [];
  const Lazy = lazy(() => new Promise<typeof Part>((resolve) => loads.push(resolve)));
  return { Lazy, loads };
}

describe('a component that is loaded when it is shown', () => {
  it('is shown where it was drawn before its code came, and looked for it after', async () => {
    const { Lazy, loads } = makeLazy();
    const first = await mount(<Lazy />);
    const second = await mount(null);
    // Drawn, and its effects wait for the next frame, as on a busy machine.
    render(<Lazy />, second.place);
    for (const load of loads) load(Part);
    await vi.waitFor(() => expect(first.place.textContent).toBe('here'));
    await vi.waitFor(() => expect(second.place.textContent).toBe('here'));
    expect(loads).toHaveLength(1);
  });

  it('is asked for again after a failure, the next time it is shown', async () => {
    const load = vi.fn<() => Promise<typeof Part>>();
    load.mockRejectedValueOnce(new Error('cut short')).mockResolvedValue(Part);
    const Lazy = lazy(load);
    const failed = await mount(<Lazy />);
    expect(failed.place.textContent).toBe('');
    const { place } = await mount(<Lazy />);
    await vi.waitFor(() => expect(place.textContent).toBe('here'));
  });
});
