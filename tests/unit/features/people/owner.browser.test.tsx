// What owners can do, from the panel and the dialog; what the others read there.

import '@preact/signals';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { PeoplePanel } from '../../../../src/features/people/index.ts';
import { KnockToasts, RoomDialog } from '../../../../src/features/people/owner/index.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import type { Knock } from '../../../../src/room/authority-port.ts';
import { createToaster } from '../../../../src/ui/Toast.tsx';
import { createFakeAuthority, type FakeAuthority } from '../../../support/fake-authority.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { mount } from '../../../support/mount.tsx';
import { createSimClock } from '../../../support/sim-clock.ts';

const MEI = makePeer('Mei');
const KWAME: Knock = {
  identityId: 'identity-kwame' as IdentityId,
  name: 'Kwame',
  mark: { dye: 'moss', thing: 'anchor' },
};

function roomWith({ port }: FakeAuthority) {
  const { context } = createFakeRoom([MEI]);
  return { ...context.room, owner: undefined, linkFacts: () => undefined, authority: port };
}

function button(place: ParentNode, name: string): HTMLElement {
  const all = Array.from(place.querySelectorAll<HTMLElement>('button, [role^="menuitem"]'));
  const found = all.find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent ?? '').includes(name),
  );
  if (!found) throw new Error(`no button ${name} among ${all.map((each) => each.textContent).join(', ')}`);
  return found;
}

/** Presses what says `name`, and lets what follows happen. */
async function press(place: ParentNode, name: string): Promise<void> {
  await act(async () => {
    button(place, name).click();
    await Promise.resolve();
  });
}

async function showPanel(authority: FakeAuthority) {
  const { place } = await mount(<PeoplePanel room={roomWith(authority)} spaceTitle={() => undefined} />);
  // What only owners need comes a moment later.
  await act(async () => {
    await import('../../../../src/features/people/owner/index.ts');
  });
  await act(() => Promise.resolve());
  return place;
}

async function showDialog(authority: FakeAuthority) {
  const spaces = [{ id: 'chat', title: 'Chat' }];
  const { place } = await mount(<RoomDialog room={roomWith(authority)} spaces={spaces} onClose={() => {}} />);
  const choose = (value: string) =>
    act(async () => {
      place.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
      await Promise.resolve();
    });
  return { place, choose };
}

describe('the menu at a person', () => {
  it.each([
    ['Make an owner', 'addOwner identity-Mei'],
    ['Hand the room over', 'handOver identity-Mei'],
    ['Remove from the room', 'remove identity-Mei'],
  ])('%s: what is final is asked about first', async (item, done) => {
    const authority = createFakeAuthority();
    const place = await showPanel(authority);
    await press(place, 'What you can do about Mei');
    await press(place, item);
    const dialog = place.querySelector('dialog');
    if (dialog) {
      expect(authority.acts).toEqual([]);
      await press(dialog, item.startsWith('Remove') ? 'Remove' : 'Hand over');
    }
    expect([authority.acts, item.startsWith('Make') || dialog !== null]).toEqual([[done], true]);
  });

  it('takes ownership away from an owner', async () => {
    const authority = createFakeAuthority({ owners: ['identity-self', MEI.identityId] as IdentityId[] });
    const place = await showPanel(authority);
    expect(place.textContent).toContain('owner · direct');
    await press(place, 'What you can do about Mei');
    await press(place, 'No longer an owner');
    expect(authority.acts).toEqual(['dropOwner identity-Mei']);
  });

  it('is for owners only', async () => {
    const place = await showPanel(createFakeAuthority({ me: 'member', owners: [] }));
    expect(() => button(place, 'What you can do')).toThrow('no button');
  });

  it('says why something did not happen', async () => {
    const authority = createFakeAuthority();
    authority.refuseAll('too-many');
    const place = await showPanel(authority);
    await press(place, 'What you can do about Mei');
    await press(place, 'Make an owner');
    expect(place.querySelector('dialog')?.textContent).toContain('no space for more');
  });
});

it('shows who is writing, and where', async () => {
  const spaceTitle = (id: string) => (id === 'chat' ? 'Chat' : undefined);
  const room = roomWith(createFakeAuthority());
  const panel = (space: string) => (
    <PeoplePanel room={room} spaceTitle={spaceTitle} writing={new Map([[MEI.identityId, space]])} />
  );
  expect((await mount(panel('chat'))).place.textContent).toContain('writing in Chat');
  expect((await mount(panel('elsewhere'))).place.textContent).not.toContain('writing');
});

describe('the door', () => {
  it.each([
    ['Let in Kwame', 'accept identity-kwame'],
    ['Not now, Kwame', 'refuse identity-kwame'],
  ])('%s', async (label, done) => {
    const authority = createFakeAuthority();
    authority.knocks.value = [KWAME];
    const place = await showPanel(authority);
    expect(place.textContent).toContain('At the door');
    await press(place, label);
    expect(authority.acts).toEqual([done]);
  });

  it('asks an owner by a toast that stays, two at a time, until each is answered', async () => {
    const authority = createFakeAuthority();
    const toaster = createToaster(createSimClock());
    const knocks = ['a', 'b', 'c'].map((id) => ({ ...KWAME, identityId: id as IdentityId, name: id }));
    await mount(<KnockToasts authority={authority.port} toaster={toaster} />);
    const shown = () => toaster.toasts.value.map(({ text }) => text);
    await act(() => void (authority.knocks.value = knocks));
    expect(shown()).toEqual(['a wants to come in.', 'b wants to come in.']);
    toaster.toasts.value[0]?.actions?.[0].onClick();
    expect(authority.acts).toEqual(['accept a']);
    await act(() => void (authority.knocks.value = knocks.slice(1)));
    expect(shown()).toEqual(['b wants to come in.', 'c wants to come in.']);
    await act(() => void (authority.knocks.value = []));
    expect(shown()).toEqual([]);
  });
});

describe('who may do what', () => {
  it.each([
    ['locked', {}, ['lock true']],
    ['knock', {}, ['knock true', 'lock false']],
    ['open', { isLocked: true }, ['knock false', 'lock false']],
  ] as const)('opens the room, knocks or locks: %s', async (value, rules, acts) => {
    const authority = createFakeAuthority(rules);
    const { choose } = await showDialog(authority);
    await choose(value);
    await act(() => Promise.resolve());
    expect(authority.acts).toEqual(acts);
  });

  it('sets who may write in a space, and how often', async () => {
    const authority = createFakeAuthority();
    const { place, choose } = await showDialog(authority);
    await choose('owners');
    await press(place, 'Slow mode');
    await press(place, '15 sec');
    expect(authority.acts).toEqual(['writers chat owners', 'slow 15']);
  });

  it('names the room, and takes the name away again', async () => {
    const authority = createFakeAuthority();
    const { place } = await showDialog(authority);
    const field = place.querySelector<HTMLInputElement>('input[type=text]');
    if (!field) throw new Error('no field for a name');
    const type = (text: string) =>
      act(() => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
    await type('  Thursday climbing ');
    await press(place, 'Save the name');
    await act(
      () => void (authority.charter.value = { ...authority.charter.value, title: 'Thursday climbing' }),
    );
    expect(field.value).toBe('Thursday climbing');
    await type('');
    await act(async () => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      await Promise.resolve();
    });
    expect(authority.acts).toEqual(['title Thursday climbing', 'title undefined']);
  });

  it('says what newcomers are given, and what that means', async () => {
    const authority = createFakeAuthority();
    const { place, choose } = await showDialog(authority);
    expect(place.textContent).toContain('messages that people here still hold');
    await choose('since-joined');
    expect(authority.acts).toEqual(['history since-joined']);
    await act(() => void (authority.charter.value = { ...authority.charter.value, history: 'since-joined' }));
    expect(place.textContent).toContain('Nobody is handed messages from before');
  });

  it('names who may write: nothing changes before it is saved, and nobody is nobody but owners', async () => {
    const authority = createFakeAuthority();
    const { place, choose } = await showDialog(authority);
    const tick = () => act(() => place.querySelector<HTMLInputElement>('fieldset input')?.click());
    await choose('some');
    expect(place.querySelector('fieldset')?.textContent).toContain('Mei');
    await press(place, 'Cancel');
    expect(place.querySelector('fieldset')).toBeNull();
    await choose('some');
    await press(place, 'Save who may write in Chat');
    const writers = new Map([['chat', [MEI.identityId]]]);
    await act(() => void (authority.charter.value = { ...authority.charter.value, writers }));
    expect(() => button(place, 'Save who may write')).toThrow('no button');
    await tick();
    await press(place, 'Save who may write in Chat');
    expect(authority.acts).toEqual(['writers chat identity-Mei', 'writers chat owners']);
  });

  it('tells others who may write', async () => {
    const writers = new Map([['chat', [MEI.identityId]]]);
    const authority = createFakeAuthority({ me: 'member', owners: [], writers });
    const { place } = await showDialog(authority);
    expect(place.textContent).toContain('Owners and Mei.');
    expect(place.querySelector('fieldset')).toBeNull();
  });

  it('says why something did not happen', async () => {
    const authority = createFakeAuthority();
    authority.refuseAll('not-owner');
    const { place, choose } = await showDialog(authority);
    await choose('locked');
    await act(() => Promise.resolve());
    expect(place.querySelector('[role=alert]')?.textContent).toContain('Only owners');
  });

  it('lets nobody but owners change anything, and shows how the owner is known', async () => {
    const owners = [MEI.identityId, 'identity-far' as IdentityId];
    const authority = createFakeAuthority({ me: 'member', owners, trust: 'first-use', isLocked: true });
    const { place } = await showDialog(authority);
    const open = Array.from(place.querySelectorAll<HTMLInputElement>('input:not(:disabled)'));
    expect(open.map(({ value }) => value)).toEqual(['locked', 'all', 'all']);
    for (const said of ['Only owners change this', 'Mei', 'not here now', 'words alone'])
      expect(place.textContent).toContain(said);
  });

  it('lets back in whoever was removed, and an owner step down beside another', async () => {
    const owners = ['identity-self', MEI.identityId] as IdentityId[];
    const authority = createFakeAuthority({ owners, removed: [KWAME.identityId] });
    const { place } = await showDialog(authority);
    await press(place, 'Stop being an owner');
    await press(place, 'Let back in');
    expect(authority.acts).toEqual(['dropOwner identity-self', 'readmit identity-kwame']);
  });
});
