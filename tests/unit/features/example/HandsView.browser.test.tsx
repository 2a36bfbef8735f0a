// The example's view, in a room and between two people: it renders the model and knows nothing else.

import '@preact/signals';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { HandsView } from '../../../support/example-feature/HandsView.tsx';
import { createHandsModel } from '../../../support/example-feature/model.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { mount } from '../../../support/mount.tsx';

describe.each(['room', 'pair'] as const)('in a %s', (kind) => {
  it('raises a hand, and shows whose are up', async () => {
    const mei = makePeer('Mei');
    const fake = createFakeRoom([mei]);
    const model = createHandsModel({ ...fake.context, room: { ...fake.context.room, kind } });
    const { place } = await mount(<HandsView model={model} />);
    expect(place.textContent).toContain('No hand is up.');
    const button = place.querySelector('button');
    await act(() => button?.click());
    expect(button?.getAttribute('aria-pressed')).toBe('true');
    expect(fake.sent.at(-1)).toEqual({ to: mei.peerId, message: { isUp: true } });
    await act(() => fake.receive(mei, { isUp: true }));
    expect(Array.from(place.querySelectorAll('li'), (row) => row.textContent)).toEqual(['Mei']);
    model.dispose();
  });
});
