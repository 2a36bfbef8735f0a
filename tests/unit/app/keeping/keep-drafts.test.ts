// What is being written and was not sent: in memory while the page is open, and afterwards where the room itself is kept.

import { expect, it } from 'vitest';
import { SAVE_DELAY_MS } from '../../../../src/app/keeping/keep-room.ts';
import { keepDrafts } from '../../../../src/features/chat/kept-drafts.ts';
import type { ThreadId } from '../../../../src/features/chat/api.ts';
import type { Chat } from '../../../../src/features/chat/model.ts';
import { encodeMessage } from '../../../../src/primitives/codec.ts';
import { createChatNet } from '../../../support/chat-net.ts';
import { makeDevice, must, type Tab } from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

const isThread = (id: string): id is ThreadId => id.length > 0;

async function enter(tab: Tab): Promise<Chat> {
  const { spaces } = await tab.enter();
  return spaces[0]?.model as Chat;
}

async function leave(tab: Tab): Promise<void> {
  await tab.pass(SAVE_DELAY_MS);
  tab.session.leave();
  await settle();
}

it('leaves no trace of a room that is not kept', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  (await enter(tab)).room.setDraft('half a thought');
  await leave(tab);
  expect(await device.store.keys('')).toEqual([]);
  expect((await enter(await device.openTab())).room.draft.value).toBe('');
});

it('stands in the field again in a kept room, as it was left, sealed meanwhile; once sent it does not', async () => {
  const device = await makeDevice();
  const tab = await device.openTab();
  const chat = await enter(tab);
  must(await (await tab.keeper()).keepHere(undefined));
  await settle();
  for (const typed of ['half', 'half a', 'half a thought']) chat.room.setDraft(typed);
  await leave(tab);
  const values = await Promise.all((await device.store.keys('')).map((key) => device.store.get(key)));
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(Buffer.from(value ?? []).toString('latin1')).not.toContain('half');

  const later = await device.openTab();
  const again = await enter(later);
  expect(again.room.draft.value).toBe('half a thought');
  again.room.setDraft('');
  await leave(later);
  expect((await enter(await device.openTab())).room.draft.value).toBe('');
});

it('tells one piece for all threads, puts back the last, leaves what was typed since, and tells nobody', async () => {
  const net = createChatNet(8);
  const [ada, bob] = [await net.join('Ada'), await net.join('Bob')];
  const direct = ada.chat.openDirect(bob.identity.id);
  const drafts = keepDrafts(ada.chat, isThread);
  const told: Uint8Array[] = [];
  const stop = drafts.onChange((piece) => told.push(piece));
  ada.chat.room.setDraft('to all');
  direct.setDraft('to you');
  stop();
  expect(told).toHaveLength(2);
  expect(drafts.snapshot()).toEqual(told.slice(-1));

  const cleo = await net.join('Cleo');
  const restored = keepDrafts(cleo.chat, isThread);
  for (const piece of told) expect(restored.restore(piece)).toBe(true);
  expect(cleo.chat.room.draft.value).toBe('to all');
  expect(cleo.chat.threadOf(bob.identity.id).draft.value).toBe('to you');
  cleo.chat.room.setDraft('something else');
  expect(restored.restore(told[0] ?? new Uint8Array())).toBe(true);
  expect(cleo.chat.room.draft.value).toBe('something else');
  expect(cleo.chat.threadOf(bob.identity.id).draft.value).toBe('');
});

it.each([
  ['nothing', new Uint8Array()],
  ['another version', encodeMessage({ version: 2, drafts: [] })],
  [
    'too many',
    encodeMessage({ version: 1, drafts: Array.from({ length: 65 }, () => ({ thread: 'room', draft: 'x' })) }),
  ],
  ['too long', encodeMessage({ version: 1, drafts: [{ thread: 'room', draft: 'x'.repeat(40_001) }] })],
])('reads nothing from %s', async (_name, piece) => {
  const { chat } = await createChatNet(9).join('Ada');
  expect(keepDrafts(chat, isThread).restore(piece)).toBe(false);
  expect(chat.room.draft.value).toBe('');
});
