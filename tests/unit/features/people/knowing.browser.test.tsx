// The panel of somebody who knows people: script payloads stay text, the blocked are called as they were known, two of
// one name are told apart.

import '@preact/signals';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { PeoplePanel } from '../../../../src/features/people/index.ts';
import { createMemoryStore } from '../../../../src/platform/storage.ts';
import { createCompany } from '../../../../src/room/company.ts';
import { openPeopleBook } from '../../../../src/room/people-book.ts';
import type { RosterPeer } from '../../../../src/room/room.ts';
import { createWebCrypto } from '../../../../src/platform/web-crypto.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { mount } from '../../../support/mount.tsx';
import { createSeededRandom } from '../../../support/seeded-random.ts';

async function showPanel(people: readonly RosterPeer[]) {
  const { context, peers, clock } = createFakeRoom(people);
  const random = createSeededRandom(1);
  const crypto = createWebCrypto(globalThis.crypto.subtle);
  const world = { store: createMemoryStore(), storageKey: new Uint8Array(32), wallTimeMs: () => 1 };
  const book = await openPeopleBook({ ...world, crypto, random });
  const company = createCompany({ room: context.room, book, crypto, clock, random });
  const room = { ...context.room, owner: undefined, linkFacts: () => undefined };
  const { place } = await mount(<PeoplePanel room={room} company={company} spaceTitle={() => undefined} />);
  const rows = () => Array.from(place.querySelectorAll('li'), (row) => row.textContent ?? '');
  return { place, company, peers, rows };
}

it('shows script payloads of names and statuses as text', async () => {
  const payload = '<img src=x onerror=alert(1)>';
  const { place, rows } = await showPanel([makePeer('a', { name: payload, status: `${payload}</small>` })]);
  expect(place.querySelectorAll('img, script')).toHaveLength(0);
  expect(rows()[0]).toContain(payload);
});

it('tells two of one name apart by their marks, and hints at letters of two scripts', async () => {
  const { rows } = await showPanel([
    makePeer('a', { name: 'Mei', mark: { dye: 'moss', thing: 'anchor' } }),
    makePeer('b', { name: 'Меi', mark: { dye: 'teal', thing: 'turtle' } }),
  ]);
  expect(rows()[0]).toContain('the moss anchor');
  expect(rows()[1]).toContain('looks like Mei');
  expect(rows()[1]).toContain('the teal turtle');
});

it('calls the blocked by the name they were blocked under, and says nothing else of theirs', async () => {
  const mei = makePeer('Mei', { status: 'Hello' });
  const { company, peers, rows } = await showPanel([mei]);
  expect(rows()[0]).toContain('Hello');
  await act(() => company.decide(mei.identityId, { isBlocked: true }));
  await act(() => void (peers.value = [{ ...mei, name: 'Look at me', status: 'Look' }]));
  expect(rows()[0]).toContain('Mei');
  expect(rows()[0]).toContain('blocked');
  expect(rows()[0]).not.toContain('Look');
});
