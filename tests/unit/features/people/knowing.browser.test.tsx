// The panel of somebody who knows people: script payloads stay text, the blocked are called as they were known, two of
// one name are told apart.

import '@preact/signals';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { CodeScan } from '../../../../src/features/people/knowing/CodeScan.tsx';
import { PeoplePanel } from '../../../../src/features/people/index.ts';
import { createMemoryStore } from '../../../../src/platform/storage.ts';
import { createCompany } from '../../../../src/room/company.ts';
import { openPeopleBook } from '../../../../src/room/people-book.ts';
import type { RosterPeer } from '../../../../src/room/room.ts';
import { createWebCrypto } from '../../../../src/platform/web-crypto.ts';
import { formatSafetyCode } from '../../../../src/room/safety-number.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { mount } from '../../../support/mount.tsx';
import { createSeededRandom } from '../../../support/seeded-random.ts';

/** What the camera would tell; reading codes has tests of its own. */
const camera = vi.hoisted(() => ({ tell: (_text: string): void => {} }));
vi.mock('../../../../src/platform/codes/lazy-codes.ts', () => ({
  scanWithCamera(_scan: unknown, on: { readonly code: (text: string) => void }) {
    camera.tell = on.code;
    return () => undefined;
  },
}));

async function showPanel(people: readonly RosterPeer[]) {
  const { context, peers, clock } = createFakeRoom(people);
  const random = createSeededRandom(1);
  const crypto = createWebCrypto(globalThis.crypto.subtle);
  const world = { store: createMemoryStore(), storageKey: new Uint8Array(32), wallTimeMs: () => 1 };
  const book = await openPeopleBook({ ...world, crypto, random });
  const company = createCompany({ room: context.room, book, crypto, clock, random });
  const room = { ...context.room, owner: undefined, linkFacts: () => undefined };
  const { place } = await mount(
    <PeoplePanel room={room} company={company} spaceTitle={(id) => (id === 'map' ? 'the Map' : undefined)} />,
  );
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
  const { place, rows } = await showPanel([
    makePeer('a', { name: 'Mei', mark: { dye: 'moss', thing: 'anchor' } }),
    makePeer('b', { name: 'Меi', mark: { dye: 'teal', thing: 'turtle' } }),
  ]);
  expect(rows()[0]).toContain('the moss anchor');
  expect(rows()[1]).toContain('looks like Mei');
  expect(rows()[1]).toContain('the teal turtle');
  expect(place.querySelector('section')?.textContent).toContain('Verify Mei (the moss anchor)');
});

it('says in which space somebody is, and where they write', async () => {
  const { peers, rows } = await showPanel([makePeer('a', { space: 'map' }), makePeer('b')]);
  expect(rows()[0]).toContain('in the Map');
  expect(rows()[1]).not.toContain('in the');
  await act(() => void (peers.value = [makePeer('a', { space: 'studio' }), makePeer('b', { space: 'map' })]));
  expect([rows()[0], rows()[1]].map((row) => row?.includes('in the Map'))).toEqual([false, true]);
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

/** Ids are 52 letters of base32. */
const [ME, MEI, EVE] = ['a', 'b', 'c'].map((letter) => letter.repeat(52) as RosterPeer['identityId']);

async function showScan() {
  const verdicts: boolean[] = [];
  let asked = 0;
  const { place } = await mount(
    <CodeScan
      judgeWith={{ self: ME!, other: MEI! }}
      onVerdict={(isMatch) => verdicts.push(isMatch)}
      onNumber={() => (asked += 1)}
      code={<i>code</i>}
    />,
  );
  const press = async (name: string) => {
    const buttons = Array.from(place.querySelectorAll('button'));
    await act(() => buttons.find((button) => button.textContent === name)?.click());
  };
  return { place, verdicts, press, asked: () => asked };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('offers digits and words where the page has no cameras to ask for', async () => {
  vi.spyOn(Navigator.prototype, 'mediaDevices', 'get').mockReturnValue(undefined as never);
  const { place, press, asked } = await showScan();
  expect(place.textContent).toContain('compare the safety number: digits or words');
  await press('Show the number');
  expect(asked()).toBe(1);
});

it('judges what the camera sees: neither one’s own code nor any other text, and a stranger’s is no match', async () => {
  const { place, verdicts, press } = await showScan();
  const told = () => place.querySelector('[role="alert"]')?.textContent ?? '';
  await press('Scan theirs');
  await act(() => camera.tell('https://a.example/'));
  expect(told()).toContain('no safety number');
  await act(() => camera.tell(formatSafetyCode(ME!, MEI!)));
  expect(told()).toContain('a code of yours');
  expect(verdicts).toEqual([]);
  await act(() => camera.tell(formatSafetyCode(EVE!, ME!)));
  expect(verdicts).toEqual([false]);
  await press('Scan theirs');
  await act(() => camera.tell(formatSafetyCode(MEI!, ME!)));
  expect(verdicts).toEqual([false, true]);
  expect(place.querySelector('video')).toBeNull();
});
