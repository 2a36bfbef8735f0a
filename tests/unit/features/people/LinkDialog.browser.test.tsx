// A person's row answers how the link to them runs, with what is true at that moment.

import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { PeoplePanel } from '../../../../src/features/people/index.ts';
import type { LinkFacts } from '../../../../src/room/link-facts.ts';
import type { RosterPeer } from '../../../../src/room/room.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { mount } from '../../../support/mount.tsx';

const FACTS: LinkFacts = {
  candidates: { local: 'host', remote: 'srflx', protocol: 'udp' },
  via: [],
  rttMs: 38,
  sentPerSecond: 2_000,
  receivedPerSecond: 0,
  waitingBytes: 512,
  clockOffsetMs: undefined,
  lastError: { category: 'connection', agoMs: 65_000 },
};

async function showPanel(peers: readonly RosterPeer[], facts: () => LinkFacts | undefined) {
  const { context } = createFakeRoom(peers);
  const room = { ...context.room, owner: undefined, linkFacts: facts };
  const { place } = await mount(<PeoplePanel room={room} spaceTitle={() => undefined} />);
  const ask = (name: string) =>
    act(() => {
      const rows = Array.from(place.querySelectorAll('button'));
      rows.find((row) => row.textContent?.includes(name))?.click();
    });
  return { place, ask, dialog: () => place.querySelector('dialog')?.textContent ?? '' };
}

describe('how a link runs', () => {
  it('is told in words and figures', async () => {
    const { ask, dialog } = await showPanel([makePeer('Mei')], () => FACTS);
    await ask('Mei');
    expect(dialog()).toContain('directly');
    for (const said of [
      '38 ms',
      'own address',
      'behind a router',
      '2.0 kB a second',
      '512 bytes',
      '1 min ago',
    ])
      expect(dialog()).toContain(said);
  });

  it('is looked at again every second while it is open', async () => {
    let facts = FACTS;
    const { ask, dialog } = await showPanel([makePeer('Mei')], () => facts);
    await ask('Mei');
    expect(dialog()).toContain('38 ms');
    facts = { ...FACTS, rttMs: 210, sentPerSecond: 70_000, receivedPerSecond: 3_000, lastError: undefined };
    await vi.waitUntil(() => dialog().includes('210 ms'), { timeout: 5_000 });
    for (const said of ['70 kB a second', '3.0 kB a second']) expect(dialog()).toContain(said);
    for (const over of ['38 ms', '1 min ago']) expect(dialog()).not.toContain(over);
  });

  it('names who passes messages on', async () => {
    const mei = makePeer('Mei');
    const sione = makePeer('Sione', { link: { kind: 'via', via: [mei.peerId], rttMs: undefined } });
    const { ask, dialog } = await showPanel([mei, sione], () => ({ ...FACTS, via: [mei.peerId] }));
    await ask('Sione');
    expect(dialog()).toContain('goes through Mei, who cannot read it');
  });

  it('says of somebody without a known way how messages come there', async () => {
    const { ask, dialog } = await showPanel([makePeer('Ana', { link: { kind: 'known' } })], () => undefined);
    await ask('Ana');
    expect(dialog()).toContain('through others');
  });

  it('ends with its person', async () => {
    const { ask, place, dialog } = await showPanel([makePeer('Mei')], () => FACTS);
    await ask('Mei');
    await act(() => place.querySelector<HTMLElement>('dialog [aria-label="Close"]')?.click());
    expect(dialog()).toBe('');
  });
});
